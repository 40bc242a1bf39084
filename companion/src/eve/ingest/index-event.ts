import { ExactNumber, type JsonObject, type JsonValue } from '../../../../src/json/index.js';
import { LIMITS } from '../defaults.js';
import { SEEN } from '../fields/field-type.js';
import { ipNumber } from '../fields/ip-number.js';
import { mayBeTime, parseTime } from '../fields/parse-time.js';
import { HOT_COLUMNS, HOT_INDEX, ID_COLUMN, TIME_COLUMN, type HotColumn } from '../store/layout.js';
import type { CellValue, RowChunk } from '../store/row-chunk.js';
import type { PathNode, PathTree } from './path-tree.js';
import { exactInteger, readEvent, readEventFast } from './read-event.js';

export type IndexTarget = {
  readonly paths: PathTree;
  readonly events: RowChunk;
  readonly more: RowChunk;
  /** What `host` is in events that have none: the sensor, or the name of the file. */
  readonly host: string;
  /** Addresses repeat: most of a log are a few thousand. */
  readonly addresses: Map<string, number | bigint | undefined>;
};

const KNOWN_ADDRESSES = 100_000;
/** `ffff:…:255.255.255.255` in its longest spelling. */
const MAX_ADDRESS = 45;
const MAX_LONG = 2 ** 63;

/** What became of a line: an event with a time, one without, which no query finds, or none. */
export type Indexed = 'event' | 'timeless' | 'malformed';

/** Writes the event of one line: its columns, further values of a column, and its paths. */
export function indexLine(target: IndexTarget, id: number, line: string): Indexed {
  let event = readEventFast(line);
  if (event === undefined) return 'malformed';
  let walk = walkEvent(target, id, event);
  if (walk.isInexact) {
    // Seldom: most events have no number of 2^53 and more, and looking for one in every line takes longer.
    target.events.restartRow();
    event = readEvent(line) ?? event;
    walk = walkEvent(target, id, event);
  }
  walk.writeFurther();
  const time = timeOf(event);
  target.events.set(ID_COLUMN, id);
  if (time !== undefined) target.events.set(TIME_COLUMN, time);
  target.events.endRow();
  return time === undefined ? 'timeless' : 'event';
}

function walkEvent(target: IndexTarget, id: number, event: JsonObject): Walk {
  const type = typeof event.event_type === 'string' ? event.event_type.slice(0, LIMITS.keywordLength) : '';
  const walk = new Walk(target, id, type);
  walk.object(target.paths.root, event, 0);
  if (event.host === undefined) walk.named('host', target.host);
  return walk;
}

function timeOf(event: JsonObject): number | undefined {
  const text = event['@timestamp'] ?? event.timestamp;
  return typeof text === 'string' ? parseTime(text) : undefined;
}

class Walk {
  readonly #target: IndexTarget;
  readonly #id: number;
  readonly #type: string;
  /** By index of the column: what it holds beside its first value. */
  #further: Map<number, Set<CellValue>> | undefined;
  /** Whether a number was met that JSON.parse may have rounded. */
  isInexact = false;

  constructor(target: IndexTarget, id: number, type: string) {
    this.#target = target;
    this.#id = id;
    this.#type = type;
  }

  named(key: string, value: string): void {
    const { paths } = this.#target;
    const node = paths.child(paths.root, key);
    if (node !== undefined) this.#visit(node, value, 1);
  }

  object(parent: PathNode, value: JsonObject, depth: number): void {
    if (depth > LIMITS.depth) return;
    for (const key in value) {
      const member = value[key];
      if (member === undefined || member === null) continue;
      const node = this.#target.paths.child(parent, key);
      if (node !== undefined) this.#visit(node, member, depth + 1);
    }
  }

  #visit(node: PathNode, value: JsonValue, depth: number): void {
    if (typeof value === 'string') this.#leaf(node, value, textKind(node, value));
    else if (typeof value === 'number') {
      if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) this.isInexact = true;
      this.#leaf(node, value, Number.isInteger(value) ? SEEN.integer : SEEN.float);
    } else if (typeof value === 'boolean') this.#leaf(node, value, SEEN.boolean);
    else if (value === null) return;
    else if (value instanceof ExactNumber) {
      this.#leaf(node, value, exactInteger(value) === undefined ? SEEN.float : SEEN.integer);
    } else if (isList(value)) {
      if (depth > LIMITS.depth) return;
      for (const member of value) this.#visit(node, member, depth + 1);
    } else this.object(node, value, depth);
  }

  #leaf(node: PathNode, value: string | number | boolean | ExactNumber, kind: number): void {
    node.seen |= kind;
    if (node.lastType !== this.#type) {
      node.lastType = this.#type;
      if (node.eventTypes.size < LIMITS.eventTypes) node.eventTypes.add(this.#type);
    }
    const column = HOT_COLUMNS[node.column];
    if (column !== undefined && column.value !== TIME_COLUMN) this.#write(node, column, value);
  }

  #write(node: PathNode, column: HotColumn, value: string | number | boolean | ExactNumber): void {
    const { events } = this.#target;
    const cell =
      column.kind === 'long' ? wholeNumber(value) : String(value instanceof ExactNumber ? value.text : value);
    if (cell === undefined) return;
    if (events.has(column.value)) {
      // A value counts once for each event.
      const isFirst =
        typeof cell === 'string' ? events.textAt(column.value) === cell : events.wholeAt(column.value) === BigInt(cell);
      if (!isFirst) this.#addFurther(node, cell);
      return;
    }
    events.set(column.value, cell);
    if (column.number === undefined || typeof cell !== 'string') return;
    const number = this.#addressOf(cell);
    if (number !== undefined) events.set(column.number, number);
  }

  #addFurther(node: PathNode, cell: CellValue): void {
    this.#further ??= new Map<number, Set<CellValue>>();
    this.#further.set(node.column, (this.#further.get(node.column) ?? new Set()).add(cell));
    node.isMultiple = true;
  }

  /** Writes second and further values of columns: when the walk is over, since it may have to be done again. */
  writeFurther(): void {
    const { more } = this.#target;
    for (const [index, cells] of this.#further ?? []) {
      for (const cell of cells) {
        more.set(0, index);
        more.set(1, this.#id);
        more.set(typeof cell === 'string' ? 2 : 3, cell);
        const isAddress = HOT_COLUMNS[index]?.number !== undefined && typeof cell === 'string';
        const number = isAddress ? this.#addressOf(cell) : undefined;
        if (number !== undefined) more.set(4, number);
        more.endRow();
      }
    }
  }

  #addressOf(text: string): number | bigint | undefined {
    const { addresses } = this.#target;
    if (text.length > MAX_ADDRESS) return undefined;
    const known = addresses.get(text);
    if (known !== undefined) return known;
    if (addresses.size >= KNOWN_ADDRESSES) addresses.clear();
    const address = ipNumber(text);
    // Most are of IPv4, and small enough for a plain number.
    const number = address !== undefined && address <= Number.MAX_SAFE_INTEGER ? Number(address) : address;
    addresses.set(text, number);
    return number;
  }
}

/** As the engine reads values of number fields: digits in text count, floats are cut, what does not fit is left out. */
export function wholeNumber(value: string | number | boolean | ExactNumber): number | bigint | undefined {
  if (typeof value === 'number') return Math.abs(value) < MAX_LONG ? Math.trunc(value) : undefined;
  if (typeof value === 'string') return /^-?\d{1,15}$/u.test(value) ? Number(value) : undefined;
  if (typeof value === 'boolean') return undefined;
  const whole = exactInteger(value) ?? Math.trunc(Number(value.text));
  if (typeof whole === 'number') return Math.abs(whole) < MAX_LONG ? whole : undefined;
  return BigInt.asIntN(64, whole) === whole ? whole : undefined;
}

function textKind(node: PathNode, value: string): number {
  if ((node.seen & SEEN.text) !== 0) return SEEN.text;
  return mayBeTime(value) && parseTime(value) !== undefined ? SEEN.dateText : SEEN.text;
}

function isList(value: readonly JsonValue[] | JsonObject): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The `columnOf` of a `PathTree` for these columns. */
export const hotColumnOf = (path: string): number => HOT_INDEX.get(path) ?? -1;

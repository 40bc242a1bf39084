import type { LeafNode } from '../../../../src/scirius/language/index.js';
import { LIMITS } from '../defaults.js';
import type { Catalogue } from '../fields/catalogue.js';
import { hasKeyword, type FieldType } from '../fields/field-type.js';
import { readEvent } from '../ingest/read-event.js';
import { allValues, type Scalar } from '../ingest/values-at.js';
import type { NamedField } from '../query/condition.js';
import { lowerLeaf, type Target } from '../query/lower.js';
import { matcherOf, type Matcher } from '../query/match-value.js';
import type { Database } from './database.js';
import type { Readers } from './readers.js';
import type { RowWriter } from './row-writer.js';
import { candidates } from './candidate-lines.js';
import { scanLines, type LineRange } from './scan-lines.js';
import type { Segment } from './segment.js';
import { inTransaction } from './transaction.js';

/** What to look for: in some fields, or in all. */
export type Search = {
  readonly leaf: LeafNode;
  readonly fields: readonly NamedField[] | undefined;
  readonly nowMs: number;
};

/** `usedBy`: the number of the reader that came last when it was used. */
type Found = {
  readonly table: string;
  readonly lines: number;
  readonly types: Catalogue;
  readonly usedBy: number;
};

/** How many searches are kept that nobody uses; what was not used for longest goes first. */
const KEPT = 64;
const TYPES = ['text', 'ip', 'long', 'double', 'date', 'boolean'] as const satisfies readonly FieldType[];

/** Searches all fields of the events of a segment, by looking through its file; keeps the numbers of what it found. */
export class Anywhere {
  readonly #database: Database;
  readonly #segment: Segment;
  readonly #readers: Readers;
  /** By what was asked, the one used last at the end. */
  readonly #found = new Map<string, Found>();
  #made = 0;
  #working: Promise<unknown> = Promise.resolve();

  constructor(parts: { readonly database: Database; readonly segment: Segment; readonly readers: Readers }) {
    this.#database = parts.database;
    this.#segment = parts.segment;
    this.#readers = parts.readers;
  }

  /**
   * A table with the column `id`: the lines with some value that `leaf` asks for. It stays as long as the reader at work
   * does.
   */
  tableOf(search: Search): Promise<string> {
    const table = this.#working.then(() => this.#search(search));
    this.#working = table.catch(() => undefined);
    return table;
  }

  /** Lets go of all tables, which nobody may use any more. */
  async close(): Promise<void> {
    await this.#working;
    await this.#drop([...this.#found.keys()]);
  }

  async #search(search: Search): Promise<string> {
    const key = keyOf(search);
    const { lines, catalogue } = this.#segment;
    const known = this.#found.get(key);
    // What was asked of a value depends on the type of its field, which later lines may have changed.
    const isTrue = known !== undefined && isSameMapping(known.types, catalogue);
    if (isTrue && known.lines === lines) return this.#keep(key, known);
    if (known !== undefined && !isTrue) {
      // Somebody may still use it: from now on it is one that nobody asks for.
      this.#found.delete(key);
      this.#found.set(known.table, known);
    }
    const table = isTrue ? known.table : `any_${this.#segment.catalog}_${this.#made}`;
    this.#made += 1;
    const connection = await this.#database.connect();
    try {
      await inTransaction({ duckDb: this.#database.duckDb, connection }, async open => {
        if (!isTrue) await connection.run(`CREATE TABLE memory.${table} (id INTEGER)`);
        const writer = await open({ catalog: 'memory', table, kinds: ['int'] });
        await this.#write(writer, search, { from: isTrue ? known.lines : 0, to: lines });
      });
    } finally {
      connection.closeSync();
    }
    const name = this.#keep(key, { table, lines, types: catalogue, usedBy: this.#readers.latest });
    await this.#makeRoom();
    return name;
  }

  #keep(key: string, found: Found): string {
    this.#found.delete(key);
    this.#found.set(key, { ...found, usedBy: this.#readers.latest });
    return `memory.${found.table}`;
  }

  async #makeRoom(): Promise<void> {
    const { oldest } = this.#readers;
    const free = [...this.#found].filter(([, { usedBy }]) => usedBy < oldest).map(([key]) => key);
    await this.#drop(free.slice(0, Math.max(0, this.#found.size - KEPT)));
  }

  async #drop(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const connection = await this.#database.connect();
    try {
      for (const key of keys) {
        const table = this.#found.get(key)?.table ?? '';
        this.#found.delete(key);
        await connection.run(`DROP TABLE memory.${table}`);
      }
    } finally {
      connection.closeSync();
    }
  }

  async #write(writer: RowWriter, search: Search, lines: LineRange): Promise<void> {
    const matches = this.#matcher(search);
    for await (const { line, text } of scanLines(this.#segment, { ...lines, find: candidates(search.leaf) })) {
      const event = readEvent(text);
      if (event === undefined) continue;
      for (const [path, value] of allValues(event)) {
        if (!matches(path, value)) continue;
        writer.set(0, line);
        writer.endRow();
        break;
      }
    }
  }

  #matcher({ leaf, fields, nowMs }: Search): (path: string, value: Scalar) => boolean {
    const matchers = new Map<Target, Matcher>();
    for (const type of TYPES) matchers.set(type, matcherOf(lowerLeaf(leaf, { target: type, nowMs }), type));
    const keyword = matcherOf(lowerLeaf(leaf, { target: 'keyword', nowMs }), 'text');
    const { catalogue } = this.#segment;
    const pathsOf = (isKeyword: boolean): ReadonlySet<string> | undefined =>
      fields && new Set(fields.filter(one => one.isKeyword === isKeyword).map(one => one.field.path));
    const [own, keywords] = [pathsOf(false), pathsOf(true)];
    return (path, value) => {
      const type = catalogue.get(path)?.type;
      if (type === undefined) return false;
      if (own?.has(path) !== false && matchers.get(type)?.(value) === true) return true;
      return hasKeyword(type) && keywords?.has(path) !== false && keyword(value);
    };
  }
}

/** What was asked, without where it was written; with the time when a date may be relative to it. */
function keyOf({ leaf, fields, nowMs }: Search): string {
  const { field, boost, from, to, ...asked } = leaf;
  const names = fields?.map(one => [one.field.path, one.isKeyword]);
  const key = JSON.stringify([asked, names]);
  return key.includes('"now') ? `${key}${nowMs}` : key;
}

function isSameMapping(before: Catalogue, now: Catalogue): boolean {
  if (before === now) return true;
  for (const [path, { type }] of before) if (now.get(path)?.type !== type) return false;
  return true;
}

/** Whether this leaf may match values that do not spell it: blocks of addresses, and days of dates with a zone. */
export function mayMatchUnspelled(leaf: LeafNode): boolean {
  if (leaf.kind !== 'text' && leaf.kind !== 'phrase') return false;
  const text = leaf.kind === 'text' ? leaf.words.join(' ') : leaf.text;
  return (
    text.length <= LIMITS.keywordLength &&
    /^[\d:.a-fA-F]+\/\d+$|^(?:19[7-9]|20)\d\d(?:-|$)|^now|^\d{12,13}$/u.test(text)
  );
}

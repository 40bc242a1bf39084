import type { LeafNode } from '../../../../src/scirius/language/index.js';
import { LIMITS } from '../defaults.js';
import { hasKeyword, type FieldType } from '../fields/field-type.js';
import { readEvent } from '../ingest/read-event.js';
import { allValues, type Scalar } from '../ingest/values-at.js';
import type { NamedField } from '../query/condition.js';
import { lowerLeaf, type Target } from '../query/lower.js';
import { matcherOf, type Matcher } from '../query/match-value.js';
import type { Database } from './database.js';
import { RowWriter } from './row-writer.js';
import { everyLine, scanLines } from './scan-lines.js';
import type { Segment } from './segment.js';

/** What to look for: in some fields, or in all. */
export type Search = {
  readonly leaf: LeafNode;
  readonly fields: readonly NamedField[] | undefined;
  readonly nowMs: number;
};

type Found = { readonly table: string; readonly lines: number };

/** How many searches of all fields are kept; the oldest goes. */
const KEPT = 64;
const TYPES = ['text', 'ip', 'long', 'double', 'date', 'boolean'] as const satisfies readonly FieldType[];

/** Searches all fields of the events of a segment, by looking through its file; keeps the numbers of what it found. */
export class Anywhere {
  readonly #database: Database;
  readonly #segment: Segment;
  readonly #found = new Map<string, Found>();
  #made = 0;
  #working: Promise<unknown> = Promise.resolve();

  constructor(database: Database, segment: Segment) {
    this.#database = database;
    this.#segment = segment;
  }

  /** A table with the column `id`: the lines with some value that `leaf` asks for. */
  tableOf(search: Search): Promise<string> {
    const table = this.#working.then(() => this.#search(search));
    this.#working = table.catch(() => undefined);
    return table;
  }

  async #search(search: Search): Promise<string> {
    const { field, boost, from, to, ...asked } = search.leaf;
    const names = search.fields?.map(one => [one.field.path, one.isKeyword]);
    const key = JSON.stringify([asked, names]);
    const known = this.#found.get(key);
    const { lines } = this.#segment;
    if (known?.lines === lines) return known.table;
    const connection = await this.#database.connect();
    try {
      const name =
        known === undefined ? `any_${this.#segment.catalog}_${this.#made}` : known.table.replace('memory.', '');
      if (known === undefined) {
        this.#made += 1;
        await connection.run(`CREATE TABLE memory.${name} (id INTEGER)`);
      }
      const target = { catalog: 'memory', table: name, kinds: ['int'] } as const;
      const writer = await RowWriter.open({ duckDb: this.#database.duckDb, connection }, target);
      await this.#write(writer, search, known?.lines ?? 0);
      writer.close();
      this.#found.set(key, { table: `memory.${name}`, lines });
      const [oldest] = this.#found;
      if (this.#found.size > KEPT && oldest !== undefined) {
        this.#found.delete(oldest[0]);
        await connection.run(`DROP TABLE ${oldest[1].table}`);
      }
      return `memory.${name}`;
    } finally {
      connection.closeSync();
    }
  }

  async #write(writer: RowWriter, search: Search, from: number): Promise<void> {
    const { leaf } = search;
    const matches = this.#matcher(search);
    const { lines } = this.#segment;
    for await (const { line, text } of scanLines(this.#segment, { from, find: candidates(leaf) })) {
      if (line >= lines) break;
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

/**
 * Finds the lines that may hold what `leaf` asks for, in any spelling of JSON: the longest part of it that JSON writes as
 * it is, whatever its case, or an escaped ASCII character. Without such a part every line is a candidate.
 */
function candidates(leaf: LeafNode): (bytes: Buffer) => Iterable<number> {
  const needles = needlesOf(leaf);
  if (needles === undefined) return everyLine;
  const expression = new RegExp(`${needles.map(escapeRegex).join('|')}|\\\\u00[2-7]`, 'gi');
  return function* (bytes) {
    // As Latin-1 every byte is a character, so that offsets stay those of the bytes.
    const text = bytes.toString('latin1');
    for (let found = expression.exec(text); found !== null; found = expression.exec(text)) {
      yield found.index;
      const lineEnd = text.indexOf('\n', found.index);
      if (lineEnd < 0) break;
      expression.lastIndex = lineEnd;
    }
    expression.lastIndex = 0;
  };
}

function needlesOf(leaf: LeafNode): readonly string[] | undefined {
  if (leaf.kind === 'exists') {
    const key = leaf.target.split('.').at(-1) ?? '';
    return /^[\w-]+$/u.test(key) && key !== 'keyword' && key !== 'raw' ? [`"${key}"`] : undefined;
  }
  if (leaf.kind === 'text') {
    const each = leaf.words.map(plainPart);
    const numbers = leaf.words.flatMap(word => (Number.isFinite(Number(word)) ? [String(Number(word))] : []));
    return each.every(part => part !== '') ? [...each, ...numbers] : undefined;
  }
  const texts = leaf.kind === 'phrase' ? [leaf.text] : leaf.kind === 'wildcard' ? literals(leaf.pieces) : [];
  const best = texts.map(plainPart).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
  return best === '' ? undefined : [best];
}

function literals(pieces: Extract<LeafNode, { kind: 'wildcard' }>['pieces']): readonly string[] {
  return pieces.flatMap(piece => (piece.kind === 'literal' ? [piece.text] : []));
}

/** The longest run of characters that no writer of JSON escapes; white space may be any other white space. */
function plainPart(text: string): string {
  return text.split(/[^!#-.0-[\]-~]+/u).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

const escapeRegex = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether this leaf may match values that do not spell it: blocks of addresses, and days of dates with a zone. */
export function mayMatchUnspelled(leaf: LeafNode): boolean {
  if (leaf.kind !== 'text' && leaf.kind !== 'phrase') return false;
  const text = leaf.kind === 'text' ? leaf.words.join(' ') : leaf.text;
  return (
    text.length <= LIMITS.keywordLength &&
    /^[\d:.a-fA-F]+\/\d+$|^(?:19[7-9]|20)\d\d(?:-|$)|^now|^\d{12,13}$/u.test(text)
  );
}

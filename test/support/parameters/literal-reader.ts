import { kindOf, type ParameterValue } from '../../../companion/src/parameters/value.js';

/** How a language spells literals, told from its specification and not from our writer. */
export type Grammar = {
  /** What stands before and after the value; `NAME` is the variable. */
  readonly frame: readonly [before: RegExp, after: string];
  /** The text that begins at `at`, and where it ends; undefined when none begins there. Throws at code in a text. */
  readonly text: (source: string, at: number) => readonly [value: string, end: number] | undefined;
  readonly constants: readonly (readonly [RegExp, ParameterValue])[];
  /** Throws when the number has another value than its digits say, e.g. an `int` that is too large for one. */
  readonly numbers: readonly (readonly [RegExp, (found: RegExpExecArray) => ParameterValue])[];
  readonly lists: readonly Brackets[];
  readonly maps: readonly (Brackets & { readonly entry: readonly [open: string, between: string, close: string] })[];
  /** Maps that are a list of keys and a list of values. */
  readonly keyed?: readonly [open: string, between: string, close: string];
  /** What may stand round a value, e.g. `box (` and `)`. */
  readonly wrap?: readonly [open: string, close: string];
};

type Brackets = {
  readonly open: RegExp;
  readonly separator: string;
  readonly close: string;
  /** What all items must share: the language would widen others, or refuse them. */
  readonly share: 'nothing' | 'kind' | 'width';
};

/** The value of the one assignment that `line` is. Throws at everything that is none: a value has become code. */
export function readAssignment(line: string, name: string, grammar: Grammar): ParameterValue {
  const reader = new LiteralReader(line, grammar);
  const [before, after] = grammar.frame;
  reader.need(new RegExp(before.source.replace('NAME', name), 'uy'));
  const value = reader.value();
  reader.needText(after);
  reader.end();
  return value;
}

class LiteralReader {
  #at = 0;
  constructor(
    readonly source: string,
    readonly grammar: Grammar
  ) {}

  value(): ParameterValue {
    const { constants, numbers, lists, maps, text, wrap, keyed } = this.grammar;
    if (wrap !== undefined && this.#takeText(wrap[0])) {
      const inner = this.value();
      this.needText(wrap[1]);
      return inner;
    }
    const found = text(this.source, this.#at);
    if (found !== undefined) {
      this.#at = found[1];
      return found[0];
    }
    if (keyed !== undefined && this.#takeText(keyed[0])) return this.#keyed(keyed);
    for (const [pattern, value] of constants) if (this.#take(pattern) !== null) return value;
    for (const brackets of maps) if (this.#take(brackets.open) !== null) return this.#map(brackets);
    for (const brackets of lists) if (this.#take(brackets.open) !== null) return this.#list(brackets);
    for (const [pattern, read] of numbers) {
      const match = this.#take(pattern);
      if (match !== null) return read(match);
    }
    throw new Error(`no literal: ${this.source.slice(this.#at, this.#at + 30)}`);
  }

  #list(brackets: Brackets): readonly ParameterValue[] {
    const { wrap } = this.grammar;
    const items: ParameterValue[] = [];
    const kinds = new Set<string>();
    while (!this.#takeText(brackets.close)) {
      if (items.length > 0) this.needText(brackets.separator);
      const start = this.#at;
      const item = this.value();
      items.push(item);
      const isSized = brackets.share === 'width' && typeof item === 'bigint';
      const isBoxed = wrap !== undefined && this.source.startsWith(wrap[0], start);
      kinds.add(
        isBoxed
          ? 'boxed'
          : kindOf(item).kind + (isSized ? this.source.slice(start, this.#at).replaceAll(/[-0-9]/gu, '') : '')
      );
    }
    if (brackets.share !== 'nothing' && kinds.size > 1) throw new Error(`one type for ${[...kinds].join()}`);
    return items;
  }

  #map(brackets: Grammar['maps'][number]): ReadonlyMap<string, ParameterValue> {
    const [open, between, close] = brackets.entry;
    const map = new Map<string, ParameterValue>();
    while (!this.#takeText(brackets.close)) {
      if (map.size > 0) this.needText(brackets.separator);
      this.needText(open);
      const key = this.value();
      if (typeof key !== 'string') throw new Error('a key is a text');
      this.needText(between);
      map.set(key, this.value());
      this.needText(close);
    }
    return map;
  }

  #keyed([, between, close]: NonNullable<Grammar['keyed']>): ReadonlyMap<string, ParameterValue> {
    if (this.#takeText(')')) return new Map();
    const keys = this.value();
    this.needText(between);
    const values = this.value();
    this.needText(close);
    if (!Array.isArray(keys) || !Array.isArray(values) || keys.length !== values.length) throw new Error('no map');
    return new Map(keys.map((key, index) => [String(key), values[index] as ParameterValue]));
  }

  need(pattern: RegExp): void {
    if (this.#take(pattern) === null) throw new Error(`not ${pattern.source}: ${this.source.slice(this.#at, 40)}`);
  }

  needText(text: string): void {
    if (!this.#takeText(text)) throw new Error(`not "${text}": ${this.source.slice(this.#at, this.#at + 30)}`);
  }

  end(): void {
    if (this.#at !== this.source.length) throw new Error(`code after the value: ${this.source.slice(this.#at)}`);
  }

  #takeText(text: string): boolean {
    if (!this.source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    const sticky = new RegExp(pattern.source, 'uy');
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.source);
    this.#at += found?.[0].length ?? 0;
    return found;
  }
}

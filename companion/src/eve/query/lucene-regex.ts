import { ALL_CHARS, complement, union, type CharSet } from '../fields/char-set.js';
import { ANY_STRING, EMPTY, literal, NOTHING, type Language } from './regular-expression.js';

/**
 * The language of a regular expression of Lucene 8, or `undefined` for a broken one, which the engine takes for one
 * that matches nothing. Source: org.apache.lucene.util.automaton.RegExp 8.10, syntax ALL: `\d` is the letter d, `~`
 * complements the next atom, `<1-10>` is an interval of numbers, `@` any string, `#` nothing, `"…"` a literal.
 */
export function parseLuceneRegex(source: string): Language | undefined {
  const parser = new RegexParser(Array.from(source));
  try {
    return parser.parse();
  } catch (error) {
    if (error instanceof BrokenRegex) return undefined;
    throw error;
  }
}

class BrokenRegex extends Error {}

/** Deeper brackets are taken for broken: no filter in use nests so deep. */
const MAX_NESTING = 100;
/** Intervals are spelled out, number by number. */
const MAX_INTERVAL = 10_000;

class RegexParser {
  readonly #source: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(source: readonly string[]) {
    this.#source = source;
  }

  parse(): Language {
    if (this.#source.length === 0) return EMPTY;
    const language = this.#union();
    if (this.#isMore()) throw new BrokenRegex();
    return language;
  }

  #union(): Language {
    const of = [this.#intersection()];
    while (this.#take('|')) of.push(this.#intersection());
    return of.length === 1 ? (of[0] ?? NOTHING) : { kind: 'either', of };
  }

  #intersection(): Language {
    let all = this.#concatenation();
    while (this.#take('&')) all = { kind: 'both', of: [all, this.#concatenation()] };
    return all;
  }

  #concatenation(): Language {
    const of = [this.#repetition()];
    while (this.#isMore() && !this.#peeks(')|&')) of.push(this.#repetition());
    return { kind: 'sequence', of };
  }

  #repetition(): Language {
    let of = this.#complement();
    for (;;) {
      if (this.#take('?')) of = repeat(of, { least: 0, most: 1 });
      else if (this.#take('*')) of = repeat(of, { least: 0, most: undefined });
      else if (this.#take('+')) of = repeat(of, { least: 1, most: undefined });
      else if (this.#take('{')) of = repeat(of, this.#times());
      else return of;
    }
  }

  #times(): Times {
    const least = this.#number();
    const most = this.#take(',') ? (this.#peeks('0123456789') ? this.#number() : undefined) : least;
    this.#demand('}');
    return { least, most };
  }

  #complement(): Language {
    if (!this.#take('~')) return this.#atom();
    this.#goDeeper();
    const of = this.#complement();
    this.#depth -= 1;
    return { kind: 'not', of };
  }

  #atom(): Language {
    if (this.#take('[')) return this.#charClass();
    if (this.#take('.')) return { kind: 'set', set: ALL_CHARS };
    if (this.#take('#')) return NOTHING;
    if (this.#take('@')) return ANY_STRING;
    if (this.#take('"')) return literal(this.#upTo('"'));
    if (this.#take('(')) return this.#bracket();
    if (this.#take('<')) return this.#interval(this.#upTo('>'));
    return { kind: 'set', set: one(this.#character()) };
  }

  #bracket(): Language {
    if (this.#take(')')) return EMPTY;
    this.#goDeeper();
    const language = this.#union();
    this.#depth -= 1;
    this.#demand(')');
    return language;
  }

  #charClass(): Language {
    const isNegated = this.#take('^');
    let set: CharSet = [];
    do {
      const low = this.#character();
      // A `-` just before the `]` stands for itself.
      if (!this.#take('-')) set = union(set, one(low));
      else set = this.#peeks(']') ? union(set, one(low), one('-')) : union(set, range(low, this.#character()));
    } while (this.#isMore() && !this.#peeks(']'));
    this.#demand(']');
    return { kind: 'set', set: isNegated ? complement(set) : set };
  }

  #interval(text: string): Language {
    const [low, high, ...more] = text.split('-');
    if (low === undefined || high === undefined || more.length > 0 || !/^\d+$/u.test(low) || !/^\d+$/u.test(high)) {
      throw new BrokenRegex();
    }
    const digits = low.length === high.length ? low.length : 0;
    const [least, most] = [Math.min(Number(low), Number(high)), Math.max(Number(low), Number(high))];
    if (most - least > MAX_INTERVAL) throw new BrokenRegex();
    const of = Array.from({ length: most - least + 1 }, (_, n) => literal(String(least + n).padStart(digits, '0')));
    if (digits > 0) return { kind: 'either', of };
    const zeros: Language = { kind: 'repeat', of: { kind: 'set', set: one('0') }, least: 0, most: undefined };
    return { kind: 'sequence', of: [zeros, { kind: 'either', of }] };
  }

  #character(): string {
    this.#take('\\');
    const character = this.#source[this.#at];
    if (character === undefined) throw new BrokenRegex();
    this.#at += 1;
    return character;
  }

  #number(): number {
    let digits = '';
    while (this.#peeks('0123456789')) digits += this.#character();
    if (digits === '' || digits.length > 6) throw new BrokenRegex();
    return Number(digits);
  }

  #upTo(end: string): string {
    const from = this.#at;
    while (this.#isMore() && !this.#peeks(end)) this.#at += 1;
    const text = this.#source.slice(from, this.#at).join('');
    this.#demand(end);
    return text;
  }

  #isMore(): boolean {
    return this.#at < this.#source.length;
  }

  #peeks(characters: string): boolean {
    const next = this.#source[this.#at];
    return next !== undefined && characters.includes(next);
  }

  #take(character: string): boolean {
    if (this.#source[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #demand(character: string): void {
    if (!this.#take(character)) throw new BrokenRegex();
  }

  #goDeeper(): void {
    this.#depth += 1;
    if (this.#depth > MAX_NESTING) throw new BrokenRegex();
  }
}

type Times = { readonly least: number; readonly most: number | undefined };

/** Signs in a row are one: `a*+?` nests nothing. More at least than at most is nothing, as Lucene has it. */
function repeat(of: Language, times: Times): Language {
  if (times.most !== undefined && times.most < times.least) return NOTHING;
  const isSign = ({ least, most }: Times): boolean => least <= 1 && (most === undefined || most === 1);
  if (of.kind !== 'repeat' || !isSign(of) || !isSign(times)) return { kind: 'repeat', of, ...times };
  const most = of.most === undefined || times.most === undefined ? undefined : 1;
  return { kind: 'repeat', of: of.of, least: of.least * times.least, most };
}

function one(character: string): CharSet {
  const code = character.codePointAt(0) ?? 0;
  return [[code, code]];
}

function range(low: string, high: string): CharSet {
  const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
  if (from > to) throw new BrokenRegex();
  return [[from, to]];
}

import { lowerAscii, tokensOf } from '../fields/analyse.js';
import type { FieldType } from '../fields/field-type.js';
import { ipRange } from '../fields/ip-number.js';
import type {
  Bound,
  FuzzyNode,
  LeafNode,
  PhraseNode,
  RangeNode,
  RegexNode,
  TextNode,
  WildcardNode
} from '../../../../src/scirius/language/index.js';
import { dateMath } from './date-math.js';
import { parseLuceneRegex } from './lucene-regex.js';
import { ALL_CHARS } from '../fields/char-set.js';
import { ANY_STRING, literal, type Language } from './regular-expression.js';
import { NEVER, type FloatBound, type Lowered, type Test, type TextBound } from './test.js';

/** What a clause is asked of: a field's own values, or those of its sub-field `keyword`. */
export type Target = FieldType | 'keyword';
type Asked = { readonly target: Target; readonly nowMs: number };

/**
 * What `leaf` asks of the values of a field of one type. Total: what the engine would take for a mismatch (text for a
 * number, a wildcard on an address, a broken expression) asks for nothing, since a query without default fields is
 * lenient. Source: facts/spike-scirius, "Type mismatch is not an error".
 */
export function lowerLeaf(leaf: LeafNode, asked: Asked): Lowered {
  switch (leaf.kind) {
    case 'text':
      return lowerText(leaf, asked);
    case 'phrase':
      return lowerPhrase(leaf, asked);
    case 'wildcard':
      return onText(asked.target, isToken => wildcardTest(leaf, isToken));
    case 'regex':
      return onText(asked.target, isToken => regexTest(leaf, isToken));
    case 'fuzzy':
      return onText(asked.target, isToken => fuzzyTest(leaf, isToken));
    case 'range':
      return lowerRange(leaf, asked);
    case 'exists':
      return { aspect: asked.target === 'keyword' ? 'keyword' : 'whole', anyOf: [{ kind: 'exists' }] };
    case 'all':
    case 'missing':
      return NEVER;
  }
}

function lowerText({ words }: TextNode, asked: Asked): Lowered {
  const text = words.join(' ');
  if (asked.target === 'text') {
    const tokens = [...new Set(tokensOf(text))];
    return tokens.length === 0 ? 'vanishes' : { aspect: 'token', anyOf: tokens.map(exactTest) };
  }
  return oneValue(text, asked);
}

function lowerPhrase({ text, slop }: PhraseNode, asked: Asked): Lowered {
  if (asked.target !== 'text') return oneValue(text, asked);
  const tokens = tokensOf(text);
  const [only, ...more] = tokens;
  if (only === undefined) return 'vanishes';
  const test: Test = more.length === 0 ? exactTest(only) : { kind: 'phrase', tokens, slop: slop ?? 0 };
  return { aspect: 'token', anyOf: [test] };
}

/** A value asked for by equality, on a field that is not analysed. */
function oneValue(text: string, { target, nowMs }: Asked): Lowered {
  switch (target) {
    case 'keyword':
      return { aspect: 'keyword', anyOf: [exactTest(text)] };
    case 'ip': {
      const range = ipRange(text);
      return range === undefined ? NEVER : whole(...range);
    }
    case 'long': {
      const value = readNumber(text);
      return value === undefined || !Number.isInteger(Number(value)) ? NEVER : whole(BigInt(value), BigInt(value));
    }
    case 'double': {
      const value = readNumber(text);
      if (value === undefined) return NEVER;
      const bound = { value: Number(value), inclusive: true };
      return { aspect: 'float', anyOf: [{ kind: 'floatRange', lower: bound, upper: bound }] };
    }
    case 'boolean':
      return text === 'true' ? whole(1n, 1n) : text === 'false' ? whole(0n, 0n) : NEVER;
    case 'date': {
      const lower = dateMath(text, { rounding: 'down', nowMs });
      const upper = dateMath(text, { rounding: 'up', nowMs });
      return lower === undefined || upper === undefined ? NEVER : whole(BigInt(lower), BigInt(upper));
    }
    case 'text':
      return NEVER;
  }
}

function lowerRange({ lower, upper }: RangeNode, asked: Asked): Lowered {
  const { target } = asked;
  if (target === 'text' || target === 'keyword') {
    const bound = (end: Bound | undefined): TextBound | undefined =>
      end === undefined
        ? undefined
        : { text: target === 'text' ? lowerAscii(end.text) : end.text, inclusive: end.inclusive };
    const test: Test = { kind: 'textRange', lower: bound(lower), upper: bound(upper) };
    return { aspect: target === 'text' ? 'token' : 'keyword', anyOf: [test] };
  }
  if (target === 'double') return floatRange(lower, upper);
  const edge = WHOLE_EDGES[target];
  const from = lower === undefined ? undefined : edge.lower(lower, asked);
  const to = upper === undefined ? undefined : edge.upper(upper, asked);
  if (from === null || to === null) return NEVER;
  return whole(from, to);
}

/** The first or last whole number that is inside; `null` when the bound is none of this type. */
type Edge = (bound: Bound, asked: Asked) => bigint | null;
type Edges = { readonly lower: Edge; readonly upper: Edge };

const WHOLE_EDGES: Readonly<Record<'long' | 'date' | 'ip' | 'boolean', Edges>> = {
  long: {
    lower: ({ text, inclusive }) => {
      const value = readNumber(text);
      if (value === undefined) return null;
      const first = BigInt(typeof value === 'bigint' ? value : Math.ceil(value));
      return !inclusive && Number.isInteger(Number(value)) ? first + 1n : first;
    },
    upper: ({ text, inclusive }) => {
      const value = readNumber(text);
      if (value === undefined) return null;
      const last = BigInt(typeof value === 'bigint' ? value : Math.floor(value));
      return !inclusive && Number.isInteger(Number(value)) ? last - 1n : last;
    }
  },
  date: {
    lower: ({ text, inclusive }, { nowMs }) => {
      const atMs = dateMath(text, { rounding: inclusive ? 'down' : 'up', nowMs });
      return atMs === undefined ? null : BigInt(atMs) + (inclusive ? 0n : 1n);
    },
    upper: ({ text, inclusive }, { nowMs }) => {
      const atMs = dateMath(text, { rounding: inclusive ? 'up' : 'down', nowMs });
      return atMs === undefined ? null : BigInt(atMs) - (inclusive ? 0n : 1n);
    }
  },
  ip: {
    lower: ({ text, inclusive }) => {
      const range = text.includes('/') ? undefined : ipRange(text);
      return range === undefined ? null : range[0] + (inclusive ? 0n : 1n);
    },
    upper: ({ text, inclusive }) => {
      const range = text.includes('/') ? undefined : ipRange(text);
      return range === undefined ? null : range[1] - (inclusive ? 0n : 1n);
    }
  },
  boolean: { lower: () => null, upper: () => null }
};

function floatRange(lower: Bound | undefined, upper: Bound | undefined): Lowered {
  const bound = (end: Bound | undefined): FloatBound | undefined | null => {
    if (end === undefined) return undefined;
    const value = readNumber(end.text);
    return value === undefined ? null : { value: Number(value), inclusive: end.inclusive };
  };
  const [from, to] = [bound(lower), bound(upper)];
  if (from === null || to === null) return NEVER;
  return { aspect: 'float', anyOf: [{ kind: 'floatRange', lower: from, upper: to }] };
}

/** Whole numbers exactly, however long; others as floats. */
function readNumber(text: string): bigint | number | undefined {
  if (/^[+-]?\d{1,30}$/u.test(text)) return BigInt(text.replace(/^\+/u, ''));
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/u.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function whole(lower: bigint | undefined, upper: bigint | undefined): Lowered {
  return { aspect: 'whole', anyOf: [{ kind: 'wholeRange', lower, upper }] };
}

function onText(target: Target, makeTest: (isToken: boolean) => Test | undefined): Lowered {
  if (target !== 'text' && target !== 'keyword') return NEVER;
  const isToken = target === 'text';
  const test = makeTest(isToken);
  return test === undefined ? NEVER : { aspect: isToken ? 'token' : 'keyword', anyOf: [test] };
}

function exactTest(text: string): Test {
  return { kind: 'language', language: literal(text), literal: text, exactly: text };
}

function wildcardTest({ pieces }: WildcardNode, isToken: boolean): Test {
  const fold = isToken ? lowerAscii : (text: string): string => text;
  const of = pieces.map((piece): Language => {
    if (piece.kind === 'any') return ANY_STRING;
    return piece.kind === 'literal' ? literal(fold(piece.text)) : { kind: 'set', set: ALL_CHARS };
  });
  const literals = pieces.flatMap(piece => (piece.kind === 'literal' ? [fold(piece.text)] : []));
  return { kind: 'language', language: { kind: 'sequence', of }, literal: longest(literals) };
}

function regexTest({ source }: RegexNode, isToken: boolean): Test | undefined {
  const language = parseLuceneRegex(isToken ? lowerAscii(source) : source);
  return language === undefined ? undefined : { kind: 'language', language, literal: '' };
}

function fuzzyTest({ text, distance }: FuzzyNode, isToken: boolean): Test {
  const length = Array.from(text).length;
  const usual = length < 3 ? 0 : length < 6 ? 1 : 2;
  return { kind: 'fuzzy', text: isToken ? lowerAscii(text) : text, distance: distance ?? usual };
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}

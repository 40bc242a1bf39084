import type { Bound, FieldRef, LeafNode, RangeNode, Span } from './ast.js';
import type { SyntaxCode } from './syntax-table.js';
import type { Token, TokenKind } from './token.js';
import { unescape, wildcardPieces } from './unescape.js';

/** What stood behind a term: `~2`, the digits of `^3`, and where they end when there were any. */
export type Marks = {
  readonly fuzzy: Token | undefined;
  readonly boost: string | undefined;
  readonly to: number | undefined;
};

type Refuse = (code: SyntaxCode, at: Span) => void;
type Value = {
  readonly field: FieldRef | undefined;
  readonly token: Token;
  /** The words of a run; without, the token alone. */
  readonly words?: readonly Token[];
  readonly marks: Marks;
};
type RangeTokens = { readonly open: Token; readonly lower: Token; readonly upper: Token; readonly close: Token };
type RangeValue = {
  readonly field: FieldRef | undefined;
  readonly bounds: RangeTokens;
  readonly boost: string | undefined;
};

const EXISTS_FIELD = '_exists_';
const ALL_FIELDS = '*';
const LARGEST_SLOP = 2_147_483_647;
const LARGEST_DISTANCE = 2;

export function makeField(token: Token, refuse: Refuse): FieldRef {
  const name = unescaped(token, token.raw, refuse);
  return { name, raw: token.raw, inherited: false, span: { from: token.from, to: token.to } };
}

/** The leaf that a token stands for. Source: `handleBareTokenQuery` of Lucene, with OpenSearch's overrides. */
export function makeLeaf(value: Value, span: Span, refuse: Refuse): LeafNode {
  const common = { field: value.field, boost: value.marks.boost, from: span.from, to: span.to };
  return LEAVES[value.token.kind]?.(value, common, refuse) ?? { kind: 'missing', ...common };
}

/** Whether the token can be searched for, also one that is broken. */
export function isValue(token: Token): boolean {
  return token.kind === 'bad' || LEAVES[token.kind] !== undefined;
}

/** `[a TO b]` and its kin. A bound `*` without quotes is open. */
export function makeRange(value: RangeValue, span: Span, refuse: Refuse): RangeNode {
  const { open, lower, upper, close } = value.bounds;
  const bound = (token: Token, inclusive: boolean): Bound | undefined => {
    if (token.kind === 'rangeWord' && token.raw === '*') return undefined;
    const raw = token.kind === 'rangeQuoted' ? token.raw.slice(1, -1) : token.raw;
    return { text: unescaped(token, raw, refuse), inclusive, from: token.from, to: token.to };
  };
  return {
    kind: 'range',
    field: value.field,
    lower: bound(lower, open.raw === '['),
    upper: bound(upper, close.raw === ']'),
    written: 'brackets',
    boost: value.boost,
    from: span.from,
    to: span.to
  };
}

type Common = Span & { readonly field: FieldRef | undefined; readonly boost: string | undefined };

const LEAVES: { readonly [kind in TokenKind]?: (value: Value, common: Common, refuse: Refuse) => LeafNode } = {
  term: makeText,
  quoted: ({ field, token, marks }, common, refuse) => {
    const text = unescaped(token, token.raw.slice(1, -1), refuse);
    if (field?.name === EXISTS_FIELD) return { kind: 'exists', target: text, written: 'exists', ...common };
    return { kind: 'phrase', text, slop: digitsOf(marks.fuzzy, LARGEST_SLOP), ...common };
  },
  regex: ({ token }, common) => ({ kind: 'regex', source: token.raw.slice(1, -1), ...common }),
  star: ({ field }, common) => {
    if (field === undefined || field.name === ALL_FIELDS) return { kind: 'all', ...common };
    return { kind: 'exists', target: field.name, written: 'star', ...common };
  },
  wildcard: ({ token }, common) => {
    return { kind: 'wildcard', raw: token.raw, pieces: wildcardPieces(token.raw), isPrefix: false, ...common };
  },
  prefix: ({ token }, common, refuse) => {
    const text = unescaped(token, token.raw.slice(0, -1), refuse);
    const pieces = [{ kind: 'literal', text } as const, { kind: 'any' } as const];
    return { kind: 'wildcard', raw: token.raw, pieces, isPrefix: true, ...common };
  },
  bareOperator: ({ token }, common) => {
    return { kind: 'text', words: [token.raw.charAt(0)], written: 'operator', ...common };
  }
};

function makeText(value: Value, common: Common, refuse: Refuse): LeafNode {
  const { field, marks } = value;
  const words = (value.words ?? [value.token]).map(word => unescaped(word, word.raw, refuse));
  const text = words.join(' ');
  if (marks.fuzzy !== undefined) {
    return { kind: 'fuzzy', text, distance: digitsOf(marks.fuzzy, LARGEST_DISTANCE), ...common };
  }
  const comparison = field === undefined ? undefined : makeComparison(text, value.token, common);
  if (comparison !== undefined) return comparison;
  if (field?.name === EXISTS_FIELD) return { kind: 'exists', target: text, written: 'exists', ...common };
  return { kind: 'text', words, written: 'words', ...common };
}

/** `>=10` and its kin, also when the sign was escaped: OpenSearch looks at the text without its escapes. */
function makeComparison(text: string, token: Token, common: Common): RangeNode | undefined {
  const sign = text.charAt(0);
  if (text.length < 2 || (sign !== '>' && sign !== '<')) return undefined;
  const inclusive = text.length > 2 && text.charAt(1) === '=';
  const signLength = inclusive ? 2 : 1;
  const from = Math.min(token.from + signLength, common.to);
  const bound = { text: text.slice(signLength), inclusive, from, to: common.to };
  const [lower, upper] = sign === '>' ? [bound, undefined] : [undefined, bound];
  return { kind: 'range', lower, upper, written: 'comparison', ...common };
}

function digitsOf(token: Token | undefined, largest: number): number | undefined {
  if (token === undefined || token.raw.length < 2) return undefined;
  return Math.min(Math.floor(Number(token.raw.slice(1))), largest);
}

function unescaped(token: Token, raw: string, refuse: Refuse): string {
  const { text, fault } = unescape(raw);
  if (fault !== undefined) refuse('unicode-escape', { from: token.from, to: token.to });
  return text;
}

import type { Token, TokenKind } from '../token.js';
import { replacement, type Finding } from './diagnostic.js';

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['and', 'AND'],
  ['or', 'OR'],
  ['not', 'NOT'],
  ['&', 'AND'],
  ['|', 'OR']
]);
const ENDS_CLAUSE: ReadonlySet<TokenKind> = new Set([
  ...(['term', 'prefix', 'wildcard', 'star', 'regex', 'quoted', 'closeBracket', 'rangeEnd', 'number', 'fuzzy'] as const)
]);
const BEGINS_CLAUSE: ReadonlySet<TokenKind> = new Set([
  ...(['term', 'prefix', 'wildcard', 'star', 'regex', 'quoted', 'openBracket', 'rangeStart'] as const)
]);
const SIGNS: ReadonlySet<TokenKind> = new Set(['not', 'plus', 'minus']);

/** Rules about how operators are written. */
export function lintTokens(tokens: readonly Token[]): readonly Finding[] {
  return tokens.flatMap((token, index): readonly Finding[] => {
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    if (token.kind === 'bareOperator') return [bareOperator(token, before, after)];
    const operator = token.kind === 'term' ? OPERATORS.get(token.raw.toLowerCase()) : undefined;
    if (operator === undefined || before?.kind === 'colon' || after?.kind === 'colon') return [];
    if (before === undefined && after?.kind === 'end') return [];
    return [plainOperator(token, operator, before, after)];
  });
}

function bareOperator(token: Token, before: Token | undefined, after: Token | undefined): Finding {
  const sign = token.raw.charAt(0);
  const at = { from: token.from, to: token.from + 1 };
  const canSign = after !== undefined && BEGINS_CLAUSE.has(after.kind) && !isSigned(before) && before?.kind !== 'colon';
  const fix = canSign ? replacement('Remove the blank', token, sign) : replacement('Quote it', at, `"${sign}"`);
  const message = `${sign} before a blank is a word to search for, and no sign.`;
  return { code: 'operator-glued', ...at, message, fixes: [fix] };
}

function plainOperator(token: Token, operator: string, before: Token | undefined, after: Token | undefined): Finding {
  const at = { from: token.from, to: token.to };
  const beginsNext = after !== undefined && (BEGINS_CLAUSE.has(after.kind) || SIGNS.has(after.kind));
  const joins = operator === 'NOT' || (before !== undefined && ENDS_CLAUSE.has(before.kind));
  const fits = beginsNext && joins && !isSigned(before) && !(operator === 'NOT' && SIGNS.has(after.kind));
  const [title, insert] = fits ? [`Write ${operator}`, operator] : ['Quote it', `"${token.raw}"`];
  const message = `${token.raw} is a word to search for, and no operator.`;
  return { code: 'operator-in-capitals', ...at, message, fixes: [replacement(title, at, insert)] };
}

function isSigned(token: Token | undefined): boolean {
  return token !== undefined && SIGNS.has(token.kind);
}

import type { Clause, Conjunction, FieldRef, FilterNode, Group, Modifier, Span } from './ast.js';
import { addClause, type ClauseDraft } from './clauses.js';
import { isValue, makeField, makeLeaf, makeRange, type Marks } from './leaf.js';
import { syntaxError, type SyntaxCode, type SyntaxError } from './syntax-table.js';
import type { Token, TokenKind } from './token.js';
import { tokenize } from './tokenize.js';

/** A filter as a tree, however broken: `errors` is empty exactly when a server could read it. */
export type ParsedFilter = {
  readonly text: string;
  readonly root: Group;
  readonly errors: readonly SyntaxError[];
  readonly tokens: readonly Token[];
  /** Characters and tokens looked at: grows with the length of the text and nothing else. */
  readonly steps: number;
};

/** Lucene has no limit but its stack; the longest filter a request can carry nests 2,000 deep. */
export const MAX_NESTING = 200;

/**
 * Reads a filter (Lucene query_string, as OpenSearch 1 and 2 read it). Total: never throws, whatever the text.
 * Offsets are of the text as given. Source: the grammar org.apache.lucene.queryparser.classic.QueryParser (8.10) and
 * the overrides of OpenSearch's QueryStringQueryParser; agreement with both is tested over recorded answers.
 */
export function parseFilter(text: string): ParsedFilter {
  const { tokens, steps } = tokenize(text);
  const parser = new Parser(text, tokens);
  const root = parser.parseAll();
  const errors = [...parser.errors].sort((one, other) => one.from - other.from);
  return { text, root, errors, tokens, steps: steps + parser.steps };
}

const MODIFIERS: { readonly [kind in TokenKind]?: Modifier } = { plus: 'plus', minus: 'minus', not: 'not' };
const CONJUNCTIONS: { readonly [kind in TokenKind]?: Conjunction } = { and: 'and', or: 'or' };
/** Behind which a word is a clause of its own. Source: `disallowedPostMultiTerm` of Lucene's grammar. */
const ENDS_NO_RUN: ReadonlySet<TokenKind> = new Set(['colon', 'star', 'fuzzy', 'caret', 'and', 'or']);
/** What can be an end of a range. */
const BOUNDS: ReadonlySet<TokenKind> = new Set(['rangeWord', 'rangeQuoted', 'rangeTo']);

class Parser {
  readonly errors: SyntaxError[] = [];
  steps = 0;
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  parseAll(): Group {
    const clauses = this.#parseClauses(undefined);
    return { kind: 'group', field: undefined, clauses, boost: undefined, from: 0, to: this.#text.length };
  }

  /** The clauses up to the bracket that ends this group, which is left to the caller, or to the end. */
  #parseClauses(field: FieldRef | undefined): readonly Clause[] {
    const clauses: ClauseDraft[] = [];
    const known = this.errors.length;
    for (;;) {
      this.steps += 1;
      const token = this.#peek();
      if (token.kind === 'end' || (token.kind === 'closeBracket' && this.#depth > 0)) break;
      if (token.kind === 'closeBracket') this.#refuse('bracket-opened', this.#take());
      else if (clauses.length > 0 || CONJUNCTIONS[token.kind] === undefined) this.#parseClause(clauses, field);
      else this.#refuse('operator-between-clauses', this.#take());
    }
    const end = this.#peek();
    if (clauses.length === 0 && this.errors.length === known) this.#refuse('clause-present', end);
    return clauses;
  }

  #parseClause(clauses: ClauseDraft[], field: FieldRef | undefined): void {
    const first = this.#peek();
    if (this.#runGoesOn()) {
      const node = this.#parseRun(field);
      return addClause(clauses, { conjunction: 'none', modifier: 'none', operator: undefined, node, from: first.from });
    }
    const conjunction = CONJUNCTIONS[first.kind] ?? 'none';
    const operator = conjunction === 'none' ? undefined : this.#take();
    this.#skip('operator-between-clauses', kind => CONJUNCTIONS[kind] !== undefined);
    const sign = this.#peek();
    const modifier = MODIFIERS[sign.kind] ?? 'none';
    if (modifier !== 'none') this.#take();
    this.#skip('one-modifier', kind => MODIFIERS[kind] !== undefined);
    const node = this.#parseTerm(field);
    if (node === undefined && operator === undefined && modifier === 'none') return;
    const at = this.#peek().from;
    const missing = { kind: 'missing', field, boost: undefined, from: at, to: at } as const;
    addClause(clauses, { conjunction, modifier, operator, node: node ?? missing, from: Math.min(sign.from, at) });
  }

  /** A field, if there is one, and what is searched for in it; nothing when the next token is no such thing. */
  #parseTerm(inherited: FieldRef | undefined): FilterNode | undefined {
    const first = this.#peek();
    const named = (first.kind === 'term' || first.kind === 'star') && this.#peek(1).kind === 'colon';
    const field = named ? this.#parseField() : inherited;
    const token = this.#peek();
    if (token.kind === 'openBracket') return this.#parseGroup(named ? field : undefined, first, field);
    if (token.kind === 'rangeStart') return this.#parseRange(first, field);
    if (isValue(token)) {
      this.#take();
      if (token.fault !== undefined) this.#refuse(token.fault, token);
      const value = { field, token, marks: this.#parseMarks(token.kind !== 'bad') };
      const span = { from: first.from, to: value.marks.to ?? token.to };
      return makeLeaf(value, span, (code, at) => this.#refuse(code, at));
    }
    this.#refuseToken(token, named);
    if (!named) return undefined;
    const at = this.#peek().from;
    return { kind: 'missing', field, boost: undefined, from: first.from, to: Math.max(at, first.to) };
  }

  #parseField(): FieldRef {
    const token = this.#take();
    this.#take();
    return makeField(token, (code, at) => this.#refuse(code, at));
  }

  #parseGroup(own: FieldRef | undefined, first: Token, field: FieldRef | undefined): FilterNode {
    const open = this.#take();
    if (this.#depth >= MAX_NESTING) return this.#skipGroup(open, first, field);
    this.#depth += 1;
    const clauses = this.#parseClauses(field === undefined ? undefined : { ...field, inherited: true });
    this.#depth -= 1;
    const close = this.#peek();
    if (close.kind === 'closeBracket') this.#take();
    else if (this.#before().kind !== 'bad') this.#refuse('bracket-closed', close, { column: String(open.from + 1) });
    const boost = this.#peek().kind === 'caret' ? this.#parseBoost() : undefined;
    const to = boost?.to ?? close.to;
    return { kind: 'group', field: own, clauses, boost: boost?.raw, from: first.from, to };
  }

  #skipGroup(open: Token, first: Token, field: FieldRef | undefined): FilterNode {
    this.#refuse('nesting-limited', open, { limit: String(MAX_NESTING) });
    let depth = 1;
    let token = open;
    while (depth > 0 && this.#peek().kind !== 'end') {
      token = this.#take();
      this.steps += 1;
      if (token.kind === 'openBracket') depth += 1;
      if (token.kind === 'closeBracket') depth -= 1;
    }
    return { kind: 'missing', field, boost: undefined, from: first.from, to: token.to };
  }

  #parseRange(first: Token, field: FieldRef | undefined): FilterNode {
    const open = this.#take();
    const ends: Token[] = [];
    const lower = this.#peek();
    if (BOUNDS.has(lower.kind)) ends.push(this.#take());
    const to = this.#peek();
    if (ends.length === 1 && to.kind === 'rangeTo') this.#take();
    const upper = this.#peek();
    if (ends.length === 1 && to.kind === 'rangeTo' && BOUNDS.has(upper.kind)) ends.push(this.#take());
    const isWhole = ends.length === 2 && this.#peek().kind === 'rangeEnd';
    if (!isWhole) this.#refuse('range-complete', this.#peek());
    while (this.#peek().kind.startsWith('range') && this.#peek().kind !== 'rangeEnd' && !isWhole) {
      this.steps += 1;
      this.#take();
    }
    const close = this.#peek().kind === 'rangeEnd' ? this.#take() : this.#before();
    const boost = isWhole && this.#peek().kind === 'caret' ? this.#parseBoost() : undefined;
    const span = { from: first.from, to: boost?.to ?? close.to };
    if (!isWhole) return { kind: 'missing', field, boost: undefined, ...span };
    const bounds = { open, lower: ends[0] ?? lower, upper: ends[1] ?? upper, close };
    return makeRange({ field, bounds, boost: boost?.raw }, span, (code, at) => this.#refuse(code, at));
  }

  /** `~2` and `^3` behind a term or phrase, in either order, each once. */
  #parseMarks(isAllowed: boolean): Marks {
    let fuzzy: Token | undefined;
    let boost: Token | undefined;
    while (isAllowed) {
      const token = this.#peek();
      if (token.kind === 'fuzzy' && fuzzy === undefined) fuzzy = this.#take();
      else if (token.kind === 'caret' && boost === undefined) boost = this.#parseBoost();
      else break;
    }
    const to = fuzzy === undefined && boost === undefined ? undefined : this.#before().to;
    return { fuzzy, boost: boost?.raw, to };
  }

  #parseBoost(): Token | undefined {
    this.#take();
    const token = this.#peek();
    if (token.kind === 'number') return this.#take();
    this.#refuse('boost-number', token);
    if (token.kind === 'bad') this.#take();
    return undefined;
  }

  /** Words in a row are one text; the last one is left out when an operator or a mark follows it. */
  #parseRun(field: FieldRef | undefined): FilterNode {
    const words = [this.#take()];
    while (this.#peek().kind === 'term' && !ENDS_NO_RUN.has(this.#peek(1).kind)) {
      this.steps += 1;
      words.push(this.#take());
    }
    const token = words[0] ?? this.#peek();
    const value = { field, token, words, marks: { fuzzy: undefined, boost: undefined, to: undefined } };
    return makeLeaf(value, { from: token.from, to: this.#before().to }, (code, at) => this.#refuse(code, at));
  }

  #runGoesOn(): boolean {
    return this.#peek().kind === 'term' && this.#peek(1).kind === 'term' && !ENDS_NO_RUN.has(this.#peek(2).kind);
  }

  #refuseToken(token: Token, afterField: boolean): void {
    if (token.kind === 'end' || token.kind === 'closeBracket') return this.#refuse('clause-present', token);
    if (CONJUNCTIONS[token.kind] ?? MODIFIERS[token.kind]) {
      if (afterField) return this.#refuse('sign-escaped', token);
      return this.#refuse('operator-between-clauses', this.#take());
    }
    this.#take();
    if (token.kind !== 'colon') return this.#refuse('mark-after-term', token);
    const before = this.#peek(-2).kind;
    this.#refuse(before === 'wildcard' || before === 'prefix' ? 'field-without-wildcard' : 'colon-escaped', token);
  }

  #skip(code: SyntaxCode, matches: (kind: TokenKind) => boolean): void {
    while (matches(this.#peek().kind)) {
      this.steps += 1;
      this.#refuse(code, this.#take());
    }
  }

  #refuse(code: SyntaxCode, at: Span & { readonly raw?: string }, blanks: Readonly<Record<string, string>> = {}): void {
    const here = at.from >= this.#text.length ? 'at the end' : 'here';
    this.errors.push(syntaxError(code, at, { raw: at.raw ?? '', here, ...blanks }));
  }

  #peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    return token ?? { kind: 'end', from: this.#text.length, to: this.#text.length, raw: '', fault: undefined };
  }

  #before(): Token {
    return this.#peek(-1);
  }

  #take(): Token {
    const token = this.#peek();
    this.#at = Math.min(this.#at + 1, this.#tokens.length - 1);
    return token;
  }
}

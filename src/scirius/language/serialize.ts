import { isInWord, isSpace, startsWord } from './characters.js';
import type { Bound, Clause, FilterNode, Group, LeafNode, RangeNode, TextNode } from './ast.js';

/**
 * A filter as text, from a tree without errors. Reading it back gives the same tree but for places, so the meaning stays;
 * serialising that again gives the same text.
 */
export function serializeFilter(root: Group): string {
  return serializeClauses(root.clauses);
}

/** One node with its field and boost, as `serializeFilter` writes it. */
export function serializeNode(node: FilterNode): string {
  if (node.kind === 'group') {
    const own = node.field === undefined ? '' : `${node.field.raw}:`;
    return `${own}(${serializeClauses(node.clauses)})${boostOf(node)}`;
  }
  const written = node.field !== undefined && !node.field.inherited ? `${node.field.raw}:` : '';
  return `${written}${serializeValue(node)}${boostOf(node)}`;
}

/** A text as one unquoted word: what would mean something gets a backslash, what cannot be seen its code. */
export function escapeWord(text: string): string {
  const escaped = Array.from({ length: text.length }, (_, at) => escapeCharacter(text, at)).join('');
  return KEYWORDS.has(escaped) ? `\\${escaped}` : escaped;
}

/** A text as one quoted term. In quotes only `\` and `"` mean anything. */
export function quoteText(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

const KEYWORDS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', '&&', '||']);
const CONJUNCTION = { none: '', and: 'AND ', or: 'OR ' } as const;
const MODIFIER = { none: '', plus: '+', minus: '-', not: 'NOT ' } as const;

function serializeClauses(clauses: readonly Clause[]): string {
  return clauses
    .map(({ conjunction, modifier, node }) => CONJUNCTION[conjunction] + MODIFIER[modifier] + serializeNode(node))
    .join(' ');
}

function boostOf(node: FilterNode): string {
  return node.boost === undefined ? '' : `^${node.boost}`;
}

function serializeValue(node: LeafNode): string {
  switch (node.kind) {
    case 'text':
      return serializeText(node);
    case 'phrase':
      return quoteText(node.text) + (node.slop === undefined ? '' : `~${String(node.slop)}`);
    case 'wildcard':
      return node.raw;
    case 'regex':
      return `/${node.source}/`;
    case 'fuzzy':
      return `${escapeWord(node.text)}~${node.distance === undefined ? '' : String(node.distance)}`;
    case 'range':
      return serializeRange(node);
    case 'exists':
      return node.written === 'star' ? '*' : escapeWord(node.target);
    case 'all':
      return '*';
    case 'missing':
      return '';
  }
}

function serializeText(node: TextNode): string {
  if (node.written === 'operator') return `${node.words.join('')} `;
  return node.words.map(escapeWord).join(' ');
}

function serializeRange(node: RangeNode): string {
  const { lower, upper } = node;
  const bound = lower ?? upper;
  if (node.written === 'comparison' && bound !== undefined) {
    return `${lower === undefined ? '<' : '>'}${bound.inclusive ? '=' : ''}${escapeWord(bound.text)}`;
  }
  const open = lower?.inclusive === false ? '{' : '[';
  const close = upper?.inclusive === false ? '}' : ']';
  return `${open}${serializeBound(lower)} TO ${serializeBound(upper)}${close}`;
}

/** In a range only a blank, a quote and its end mean anything, and a backslash does not keep them from it: codes do. */
function serializeBound(bound: Bound | undefined): string {
  if (bound === undefined) return '*';
  const coded = bound.text.replace(/[\s\]}"\\]/g, codeOf);
  if (coded === bound.text) return OPEN_OR_TO.has(coded) ? codeOf(coded) + coded.slice(1) : coded;
  return /["\\\t\n\r]/.test(bound.text) ? coded : `"${bound.text}"`;
}

const OPEN_OR_TO: ReadonlySet<string> = new Set(['*', 'TO']);

function codeOf(text: string): string {
  return `\\u${text.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function escapeCharacter(text: string, at: number): string {
  const code = text.charCodeAt(at);
  const character = text.charAt(at);
  if (code < 32 || code === 127) return codeOf(character);
  if (isSpace(code)) return code === 32 ? '\\ ' : codeOf(character);
  return startsWord(code) || (at > 0 && isInWord(code)) ? character : `\\${character}`;
}

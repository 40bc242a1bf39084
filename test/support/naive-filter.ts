import type { Clause, FilterNode, LeafNode } from '../../src/scirius/language/index.js';
import { parseFilter } from '../../src/scirius/language/index.js';

/**
 * Whether an event matches a filter, told the slow and obvious way and without any code of the engine: for the fields of
 * `TYPES` and no others.
 */
export const TYPES: Readonly<Record<string, 'text' | 'long' | 'ip' | 'boolean' | 'double'>> = {
  n: 'long',
  event_type: 'text',
  src_ip: 'ip',
  dest_port: 'long',
  'http.url': 'text',
  'cold.words': 'text',
  'cold.number': 'long',
  'cold.flag': 'boolean',
  'cold.ratio': 'double'
};
type Values = readonly unknown[];

export function naiveMatch(filter: string, event: object): boolean {
  return matches(parseFilter(filter).root, event);
}

function matches(node: FilterNode, event: object): boolean {
  if (node.kind !== 'group') return leafMatches(node, event);
  const by = (occur: string): readonly Clause[] => node.clauses.filter(clause => clause.occur === occur);
  const isTrue = ({ node: inner }: Clause): boolean => matches(inner, event);
  if (by('must_not').some(isTrue) || !by('must').every(isTrue)) return false;
  return by('must').length > 0 || by('should').length === 0 || by('should').some(isTrue);
}

function leafMatches(leaf: LeafNode, event: object): boolean {
  if (leaf.kind === 'all') return true;
  if (leaf.kind === 'exists') {
    const under = Object.keys(TYPES).filter(path => path.startsWith(`${leaf.target}.`));
    return [leaf.target.replace(/\.keyword$/, ''), ...under].some(path => valuesAt(event, path).length > 0);
  }
  const name = leaf.field?.name;
  if (name === undefined) {
    return Object.keys(TYPES).some(path => fieldMatches(leaf, path, valuesAt(event, path)));
  }
  return fieldMatches(leaf, name, valuesAt(event, name.replace(/\.keyword$/, '')));
}

function fieldMatches(leaf: LeafNode, name: string, values: Values): boolean {
  const type = TYPES[name.replace(/\.keyword$/, '')];
  const isKeyword = name.endsWith('.keyword');
  const asKeyword = (): boolean =>
    values.some(value => String(value).length <= 256 && textMatches(leaf, String(value)));
  if (isKeyword) return asKeyword();
  const own = values.some(value => {
    switch (type) {
      case 'text':
        return analysedMatches(leaf, String(value));
      case 'boolean':
        return words(leaf) === String(value);
      case 'ip':
        return ipMatches(leaf, String(value));
      case 'long':
      case 'double':
      case undefined:
        return numberMatches(leaf, Number(value), type === 'long');
    }
  });
  return own || (leaf.field === undefined && (type === 'text' || type === 'ip') && asKeyword());
}

const words = (leaf: LeafNode): string | undefined =>
  leaf.kind === 'text' ? leaf.words.join(' ') : leaf.kind === 'phrase' ? leaf.text : undefined;
const lower = (text: string): string => text.replace(/[A-Z]/g, letter => letter.toLowerCase());
const tokens = (text: string): readonly string[] =>
  lower(text)
    .split(/[ \t\n]+/)
    .filter(token => token !== '');

function analysedMatches(leaf: LeafNode, value: string): boolean {
  const have = tokens(value);
  if (leaf.kind === 'text') return tokens(leaf.words.join(' ')).some(token => have.includes(token));
  if (leaf.kind === 'phrase') {
    const wanted = tokens(leaf.text);
    return wanted.length > 0 && have.some((_, at) => wanted.every((token, n) => have[at + n] === token));
  }
  return have.some(token => textMatches(leaf, token, lower));
}

/** A whole text: a keyword, or one token. */
function textMatches(leaf: LeafNode, text: string, fold = (part: string): string => part): boolean {
  if (leaf.kind === 'wildcard') {
    const pattern = leaf.pieces.flatMap((piece): Glob[] => {
      if (piece.kind === 'literal') return [...fold(piece.text)];
      return [{ wild: piece.kind === 'any' ? '*' : '?' }];
    });
    return globMatches(pattern, [...text]);
  }
  if (leaf.kind === 'range') {
    const [low, high] = [leaf.lower, leaf.upper];
    const isAbove = low === undefined || text > fold(low.text) || (low.inclusive && text === fold(low.text));
    return isAbove && (high === undefined || text < fold(high.text) || (high.inclusive && text === fold(high.text)));
  }
  return words(leaf) === text;
}

type Glob = string | { readonly wild: '*' | '?' };

function globMatches(pattern: readonly Glob[], text: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return text.length === 0;
  if (typeof first === 'string') return text[0] === first && globMatches(rest, text.slice(1));
  if (first.wild === '?') return text.length > 0 && globMatches(rest, text.slice(1));
  return globMatches(rest, text) || (text.length > 0 && globMatches(pattern, text.slice(1)));
}

function numberMatches(leaf: LeafNode, value: number, isLong: boolean): boolean {
  const number = (text: string): number => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN);
  if (leaf.kind === 'range') {
    const [low, high] = [leaf.lower, leaf.upper];
    const [from, to] = [
      low === undefined ? -Infinity : number(low.text),
      high === undefined ? Infinity : number(high.text)
    ];
    const isAbove = low === undefined || value > from || (low.inclusive && value === from);
    return isAbove && (value < to || (high?.inclusive !== false && value === to));
  }
  const wanted = number(words(leaf) ?? '');
  return wanted === value && (!isLong || Number.isInteger(wanted));
}

function ipMatches(leaf: LeafNode, value: string): boolean {
  const number = (text: string): number =>
    /^\d+\.\d+\.\d+\.\d+$/.test(text) ? text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) : NaN;
  const own = number(value);
  if (leaf.kind === 'range') {
    const [from, to] = [
      leaf.lower === undefined ? 0 : number(leaf.lower.text),
      leaf.upper === undefined ? 2 ** 33 : number(leaf.upper.text)
    ];
    return (
      (own > from || (leaf.lower?.inclusive !== false && own === from)) &&
      (own < to || (leaf.upper?.inclusive !== false && own === to))
    );
  }
  const [address = '', bits] = (words(leaf) ?? '').split('/');
  const size = 2 ** (32 - Number(bits ?? 32));
  return Math.floor(own / size) === Math.floor(number(address) / size);
}

function valuesAt(value: unknown, path: string): Values {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(member => valuesAt(member, path));
  if (path === '') return typeof value === 'object' ? [] : [value];
  if (typeof value !== 'object') return [];
  const [key = '', ...rest] = path.split('.');
  return valuesAt((value as Record<string, unknown>)[key], rest.join('.'));
}

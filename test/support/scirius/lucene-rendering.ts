import type { Clause, FilterNode, Group, LeafNode } from '../../../src/scirius/language/index.js';

/**
 * A pattern for what Lucene prints for a tree: signs, brackets and fields exactly; of values what does not depend on the
 * mapping. Where a field has no such values in the index that was asked, the engine prints a query that matches nothing.
 */
export function luceneRendering(root: Group): RegExp {
  return new RegExp(`^${renderClauses(root.clauses)}$`, 'su');
}

const SIGNS = { must: '\\+', should: '', must_not: '-' } as const;
const NOTHING = 'MatchNoDocsQuery\\("(?:(?!"\\)).)*"\\)';
/** The recording is cut after 600 characters, which only queries over all fields and long lists have. */
const CUT = '\\([^\u2026]*\u2026$';
const ALL_FIELDS = `\\((?:(?! OR ).)*? \\| .*?\\)|${CUT}`;
const BOUND = '-?[0-9a-fA-F.:]+';

function renderClauses(clauses: readonly Clause[]): string {
  const rendered = clauses.map(({ occur, node }) => SIGNS[occur] + renderNode(node));
  const onlyProhibited = clauses.every(clause => clause.occur === 'must_not');
  const [first = '', ...others] = rendered;
  const rest = others.map(clause => `(?: ${clause}|(?<=\u2026))`).join('');
  return first + rest + (onlyProhibited ? ' #\\*:\\*' : '');
}

function renderNode(node: FilterNode): string {
  const rendered = node.kind === 'group' ? renderGroup(node) : renderLeaf(node);
  return node.boost === undefined ? rendered : `\\(${rendered}\\)\\^${Number(node.boost).toFixed(1)}`;
}

function renderGroup(group: Group): string {
  const [first] = group.clauses;
  if (group.clauses.length === 1 && first?.modifier === 'none') {
    const words = first.node.kind === 'text' ? first.node.words.length : 1;
    if (words === 1) return renderNode(first.node);
  }
  const clauses = `(?:\\(${renderClauses(group.clauses)}\\)|${CUT})`;
  return first?.node.kind === 'text' && group.clauses.length === 1
    ? `(?:${clauses}|${renderNode(first.node)})`
    : clauses;
}

function renderLeaf(leaf: LeafNode): string {
  if (leaf.kind === 'all') return '\\*:\\*';
  if (leaf.kind === 'exists') {
    return `(?:ConstantScore\\([^()]*${quote(leaf.target)}[^()]*\\)|ConstantScore\\(.*?\\)|${NOTHING})`;
  }
  const name = leaf.field?.name;
  if (name === undefined || name.includes('*')) return `(?:${ALL_FIELDS}|${NOTHING})`;
  return `(?:${valuesOf(leaf)
    .map(value => `${quote(name)}:${value}`)
    .join('|')}|${alternatives(leaf, name)}${NOTHING}|DateRangeIncludingNowQuery\\(.*?\\))`;
}

function alternatives(leaf: LeafNode, name: string): string {
  if (leaf.kind !== 'text') return '';
  const words = leaf.words.flatMap(word => word.split(' '));
  if (words.length < 2) return '';
  const clauses = words.map(word => `${quote(name)}:${quote(word)}`).join(' ');
  return `${leaf.words.length > 1 ? clauses : `\\(${clauses}\\)`}|`;
}

function valuesOf(leaf: LeafNode): readonly string[] {
  const range = `\\[${BOUND} TO ${BOUND}\\]`;
  switch (leaf.kind) {
    case 'text':
      return [quote(leaf.words.join(' ')), range, '[TF]'];
    case 'phrase': {
      const phrase = `"${quote(leaf.text)}"${leaf.slop === undefined ? '' : `~${String(leaf.slop)}`}`;
      return [phrase, quote(leaf.text), range, '[TF]'];
    }
    case 'wildcard':
      return [quote(leaf.raw), quote(leaf.pieces.map(piece => ('text' in piece ? piece.text : '*')).join(''))];
    case 'regex':
      return [`/${quote(leaf.source)}/`];
    case 'fuzzy':
      return [`${quote(leaf.text)}~${leaf.distance === undefined ? '[012]' : String(leaf.distance)}`];
    case 'range': {
      const open = leaf.lower?.inclusive === false ? '\\{' : '\\[';
      const close = leaf.upper?.inclusive === false || leaf.upper === undefined ? '[}\\]]' : '\\]';
      const ends = [leaf.lower, leaf.upper].map(bound => (bound === undefined ? '\\*' : quote(bound.text)));
      return [range, `${open}${ends.join(' TO ')}${close}`];
    }
    case 'exists':
    case 'all':
    case 'missing':
      return [];
  }
}

/** Lucene prints text in lower case where the mapping folds it. */
function quote(text: string): string {
  const escaped = text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return Array.from(escaped, character => {
    const folded = character.toLowerCase();
    return /[A-Z]/.test(character) && folded !== character ? `[${character}${folded}]` : character;
  }).join('');
}

import type { Clause, Conjunction, FilterNode, Modifier, Occur, Span } from './ast.js';

export type ClauseDraft = { -readonly [key in keyof Clause]: Clause[key] };

type NewClause = {
  readonly conjunction: Conjunction;
  readonly modifier: Modifier;
  readonly operator: Span | undefined;
  readonly node: FilterNode;
  readonly from: number;
};

/**
 * Adds a clause to the flat list of its group, and gives both the new one and the one before it their occurrence.
 * Source: `addClause` of Lucene's QueryParserBase with OR as default: AND requires the clause before it, unless that is
 * prohibited, and the clause behind it; OR requires and frees nothing. So `a OR b AND c` requires b and c.
 */
export function addClause(clauses: ClauseDraft[], added: NewClause): void {
  const before = clauses.at(-1);
  if (added.conjunction === 'and' && before !== undefined && before.occur !== 'must_not') before.occur = 'must';
  const { conjunction, modifier, operator, node, from } = added;
  clauses.push({ occur: occurOf(conjunction, modifier), conjunction, modifier, operator, node, from, to: node.to });
}

function occurOf(conjunction: Conjunction, modifier: Modifier): Occur {
  if (modifier === 'minus' || modifier === 'not') return 'must_not';
  return conjunction === 'and' || modifier === 'plus' ? 'must' : 'should';
}

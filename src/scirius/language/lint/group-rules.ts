import type { Clause, Group } from '../ast.js';
import { serializeNode } from '../serialize.js';
import type { Change, Finding } from './diagnostic.js';

/** Rules about the clauses of one group. */
export function lintGroup(group: Group): readonly Finding[] {
  return [...mixedOperators(group), ...orNot(group), ...splitValues(group)];
}

function mixedOperators({ clauses }: Group): readonly Finding[] {
  const conjunctions = new Set(clauses.map(clause => clause.conjunction));
  const first = clauses[0];
  const last = clauses.at(-1);
  if (!conjunctions.has('and') || !conjunctions.has('or') || first === undefined || last === undefined) return [];
  const and = runs(clauses, 'and');
  const or = runs(clauses, 'or');
  return [
    {
      code: 'operators-not-mixed',
      from: first.from,
      to: last.to,
      message: 'AND and OR are mixed without brackets.',
      fixes: [
        { title: 'Let AND bind closer', changes: bracketed(and) },
        { title: 'Let OR bind closer', changes: bracketed(or) }
      ]
    }
  ];
}

type Run = { readonly first: Clause; readonly last: Clause };

/** Stretches of clauses that one operator joins. */
function runs(clauses: readonly Clause[], operator: 'and' | 'or'): readonly Run[] {
  const found: Run[] = [];
  let first: Clause | undefined;
  for (const [index, clause] of clauses.entries()) {
    const joins = clauses[index + 1]?.conjunction === operator;
    if (joins) first ??= clause;
    else if (first !== undefined) {
      found.push({ first, last: clause });
      first = undefined;
    }
  }
  return found;
}

function bracketed(found: readonly Run[]): readonly Change[] {
  return found.flatMap(({ first, last }) => [
    { from: first.from, to: first.from, insert: '(' },
    { from: last.to, to: last.to, insert: ')' }
  ]);
}

function orNot({ clauses }: Group): readonly Finding[] {
  return clauses.flatMap((clause, index) => {
    const joined = clause.conjunction === 'or' || clauses[index + 1]?.conjunction === 'or';
    if (clause.occur !== 'must_not' || !joined) return [];
    const changes = bracketed([{ first: clause, last: clause }]);
    const fixes = [{ title: 'Put brackets round it', changes }];
    const message = 'An excluded term beside OR is excluded altogether.';
    return [{ code: 'or-not-bracketed', from: clause.from, to: clause.to, message, fixes }];
  });
}

/** `http.url:foo bar`: the second word goes to all fields. */
function splitValues({ clauses }: Group): readonly Finding[] {
  return clauses.flatMap((clause, index) => {
    const before = clauses[index - 1]?.node;
    const { node } = clause;
    const isLoose = node.kind === 'text' && node.field === undefined && node.written === 'words';
    const follows = before?.kind === 'text' && before.field !== undefined && !before.field.inherited;
    if (!isLoose || !follows || clause.conjunction !== 'none' || clause.modifier !== 'none') return [];
    if (node.words.some(word => OPERATOR.test(word))) return [];
    const words = [...before.words, ...node.words].join(' ');
    const quoted = serializeNode({ ...before, kind: 'phrase', text: words, slop: undefined });
    const fixes = [{ title: `Write ${quoted}`, changes: [{ from: before.from, to: node.to, insert: quoted }] }];
    const message = `${node.words.join(' ')} is searched for in all fields, not in ${before.field.name}.`;
    return [{ code: 'value-in-one-term', from: node.from, to: node.to, message, fixes }];
  });
}

const OPERATOR = /^(?:and|or|not|&|\|)$/i;

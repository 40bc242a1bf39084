import type { FilterNode, Group } from '../language/ast.js';
import { parseFilter } from '../language/parse.js';

/**
 * Filters that fit where one does not: its longest list of alternatives in parts, so that the events of all parts
 * together are those of the filter. An event may match several parts. Undefined when there is no such list.
 */
export function splitFilter(text: string, fits: (part: string) => boolean): readonly string[] | undefined {
  if (fits(text)) return [text];
  const { root, errors } = parseFilter(text);
  const list = errors.length === 0 ? longestAlternatives(root) : undefined;
  const [first] = list?.clauses ?? [];
  const last = list?.clauses.at(-1);
  if (list === undefined || first === undefined || last === undefined) return undefined;
  const [before, after] = [text.slice(0, first.from), text.slice(last.to)];
  const clauses = list.clauses.map(({ from, to }) => text.slice(from, to));
  const withClauses = (from: number, to: number): string => before + clauses.slice(from, to).join(' OR ') + after;
  const parts: string[] = [];
  for (let from = 0; from < clauses.length;) {
    const count = largest(clauses.length - from, size => fits(withClauses(from, from + size)));
    if (count === 0) return undefined;
    parts.push(withClauses(from, from + count));
    from += count;
  }
  return parts;
}

/** The largest size up to `most` that fits, or 0; sizes below one that fits do, too. */
function largest(most: number, fits: (size: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Only where the list adds events and never takes any away does a part of it give a part of the events. */
function longestAlternatives(node: FilterNode): Group | undefined {
  if (node.kind !== 'group') return undefined;
  const isList = node.clauses.length > 1 && node.clauses.every(clause => clause.occur === 'should');
  const decides = node.clauses.some(clause => clause.occur === 'must') ? 'must' : 'should';
  const inner = node.clauses.filter(clause => clause.occur === decides).map(clause => longestAlternatives(clause.node));
  const lists = [...inner, isList ? node : undefined].filter(list => list !== undefined);
  return lists.reduce<Group | undefined>(
    (best, list) => (best && lengthOf(best) >= lengthOf(list) ? best : list),
    undefined
  );
}

function lengthOf({ clauses }: Group): number {
  return clauses.length;
}

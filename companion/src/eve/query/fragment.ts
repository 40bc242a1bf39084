import type { DuckDBValue } from '../store/duckdb.js';

/** A piece of SQL with the values of its `?`, in order. Text of users and of events is only ever a value. */
export type Fragment = { readonly sql: string; readonly values: readonly DuckDBValue[] };

export const TRUE: Fragment = { sql: 'TRUE', values: [] };
export const FALSE: Fragment = { sql: 'FALSE', values: [] };

/** SQL whose holes are fragments, or values that become parameters. Names of tables and columns are written by us. */
export function sql(parts: TemplateStringsArray, ...holes: readonly (Fragment | DuckDBValue)[]): Fragment {
  const values: DuckDBValue[] = [];
  const text = parts.map((part, n) => {
    if (n >= holes.length) return part;
    const hole = holes[n];
    if (!isFragment(hole)) {
      values.push(hole ?? null);
      return `${part}?`;
    }
    values.push(...hole.values);
    return part + hole.sql;
  });
  return { sql: text.join(''), values };
}

/** A name or piece of SQL that we wrote ourselves, as a fragment. */
export const raw = (text: string): Fragment => ({ sql: text, values: [] });

export function join(fragments: readonly Fragment[], by: string): Fragment {
  return { sql: fragments.map(fragment => fragment.sql).join(by), values: fragments.flatMap(({ values }) => values) };
}

export function allOf(fragments: readonly Fragment[]): Fragment {
  const needed = fragments.filter(({ sql: text }) => text !== TRUE.sql);
  if (needed.some(({ sql: text }) => text === FALSE.sql)) return FALSE;
  return needed.length === 0 ? TRUE : sql`(${join(needed, ' AND ')})`;
}

export function anyOf(fragments: readonly Fragment[]): Fragment {
  const possible = fragments.filter(({ sql: text }) => text !== FALSE.sql);
  if (possible.some(({ sql: text }) => text === TRUE.sql)) return TRUE;
  return possible.length === 0 ? FALSE : sql`(${join(possible, ' OR ')})`;
}

export function not(fragment: Fragment): Fragment {
  if (fragment.sql === TRUE.sql) return FALSE;
  return fragment.sql === FALSE.sql ? TRUE : sql`(NOT ${fragment})`;
}

function isFragment(hole: Fragment | DuckDBValue | undefined): hole is Fragment {
  return typeof hole === 'object' && hole !== null && 'sql' in hole && 'values' in hole;
}

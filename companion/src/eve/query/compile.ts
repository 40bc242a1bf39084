import type { LeafNode } from '../../../../src/scirius/language/index.js';
import type { Field } from '../fields/catalogue.js';
import { columnName, HOT_COLUMNS, ID_COLUMN } from '../store/layout.js';
import type { SideTable } from '../store/side-fields.js';
import type { Condition, NamedField } from './condition.js';
import { allOf, anyOf, FALSE, not, raw, sql, TRUE, type Fragment } from './fragment.js';
import { lowerLeaf } from './lower.js';
import type { Lowered } from './test.js';
import { testSql, type ValueSql, type WholeType } from './test-sql.js';

/** What compiling needs of one file of events. */
export type CompileTarget = {
  readonly catalog: string;
  readonly nowMs: number;
  readonly fields: Iterable<Field>;
  /** The table of a field without a column, made when it is missing. */
  readonly sideTable: (field: Field) => Promise<SideTable>;
  /** A table of the events with some value that a leaf asks for, in these fields or in any. */
  readonly anywhereTable: (leaf: LeafNode, fields: readonly NamedField[] | undefined) => Promise<string>;
  readonly mayMatchUnspelled: (leaf: LeafNode) => boolean;
  /** Of the values of `column` in `from`, those that pass; for tests that SQL cannot do. */
  readonly passing: (from: Fragment, column: string, lowered: Exclude<Lowered, 'vanishes'>) => Promise<Fragment>;
};

const ID = columnName(ID_COLUMN);

/** A condition as SQL over the table `ev` of the target; never NULL. */
export async function compile(condition: Condition, target: CompileTarget): Promise<Fragment> {
  switch (condition.kind) {
    case 'all':
      return TRUE;
    case 'none':
      return FALSE;
    case 'and':
      return allOf(await inOrder(condition.of, target));
    case 'or':
      return anyOf(await inOrder(condition.of, target));
    case 'not':
      return not(await compile(condition.of, target));
    case 'values':
      return compileValues(condition.field, condition.lowered, target);
    case 'anywhere':
      return compileAnywhere(condition, target);
  }
}

async function inOrder(conditions: readonly Condition[], target: CompileTarget): Promise<readonly Fragment[]> {
  const fragments: Fragment[] = [];
  // One after the other: each may take a field out of the file, and they would wait for each other anyway.
  for (const condition of conditions) fragments.push(await compile(condition, target));
  return fragments;
}

async function compileValues(
  field: Field,
  lowered: Exclude<Lowered, 'vanishes'>,
  target: CompileTarget
): Promise<Fragment> {
  if (lowered.anyOf.length === 0) return FALSE;
  const column = HOT_COLUMNS[field.hot];
  const { catalog } = target;
  if (column === undefined) {
    const { name, type } = await target.sideTable(field);
    return idsWhere(raw(name), sideValue(type), lowered, target);
  }
  const value = columnName(column.value);
  const whole = column.number === undefined ? value : columnName(column.number);
  const own = await passes(
    { text: value, whole, wholeType: wholeTypeOf(column.kind) },
    raw(`${catalog}.ev`),
    lowered,
    target
  );
  const first = own.sql === FALSE.sql ? FALSE : sql`coalesce(${own}, FALSE)`;
  if (!field.isMultiple) return first;
  const more = {
    text: column.kind === 'long' ? 'n' : 's',
    whole: column.kind === 'ip' ? 'a' : 'n',
    wholeType: wholeTypeOf(column.kind)
  };
  const further = sql`(SELECT * FROM ${raw(`${catalog}.more`)} WHERE f = ${field.hot})`;
  return anyOf([first, await idsWhere(further, more, lowered, target)]);
}

async function idsWhere(
  from: Fragment,
  value: ValueSql,
  lowered: Exclude<Lowered, 'vanishes'>,
  target: CompileTarget
): Promise<Fragment> {
  const own = await passes(value, from, lowered, target);
  return own.sql === FALSE.sql ? FALSE : sql`${raw(ID)} IN (SELECT id FROM ${from} WHERE ${own})`;
}

async function passes(
  value: ValueSql,
  from: Fragment,
  lowered: Exclude<Lowered, 'vanishes'>,
  target: CompileTarget
): Promise<Fragment> {
  return testSql(lowered, value) ?? (await target.passing(from, value.text, lowered));
}

async function compileAnywhere(
  { leaf, fields }: Extract<Condition, { kind: 'anywhere' }>,
  target: CompileTarget
): Promise<Fragment> {
  const spelled = sql`${raw(ID)} IN (SELECT id FROM ${raw(await target.anywhereTable(leaf, fields))})`;
  if (!target.mayMatchUnspelled(leaf)) return spelled;
  const parts = [spelled];
  const meant = fields === undefined ? target.fields : fields.filter(one => !one.isKeyword).map(one => one.field);
  for (const field of meant) {
    if (field.type !== 'ip' && field.type !== 'date') continue;
    const lowered = lowerLeaf(leaf, { target: field.type, nowMs: target.nowMs });
    if (lowered !== 'vanishes') parts.push(await compileValues(field, lowered, target));
  }
  return anyOf(parts);
}

/** Where the values of a table of a field stand. */
export function sideValue(type: SideTable['type']): ValueSql {
  const text = type === 'text' || type === 'ip' ? 's' : 'n';
  return { text, whole: type === 'text' ? 's' : 'n', wholeType: type === 'long' ? 'HUGEINT' : wholeTypeOf(type) };
}

function wholeTypeOf(type: string): WholeType {
  return type === 'ip' ? 'UHUGEINT' : 'BIGINT';
}

import type { Catalogue, Field } from '../fields/catalogue.js';
import { hasKeyword } from '../fields/field-type.js';
import type { FilterNode, Group, LeafNode } from '../../../../src/scirius/language/index.js';
import { lowerLeaf } from './lower.js';
import type { Lowered } from './test.js';

/** What must hold of an event. */
export type Condition =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'values'; readonly field: Field; readonly lowered: Exclude<Lowered, 'vanishes'> }
  /** Some value of any field, or of one of `fields`; the leaf is asked of each by its type. */
  | { readonly kind: 'anywhere'; readonly leaf: LeafNode; readonly fields: readonly NamedField[] | undefined };

/** A field, or its sub-field `keyword`. */
export type NamedField = { readonly field: Field; readonly isKeyword: boolean };

export type Mapping = { readonly catalogue: Catalogue; readonly nowMs: number };

/** Up to so many fields without a column are taken out of the file one by one; more are looked through together. */
const FEW_FIELDS = 3;
const ALL: Condition = { kind: 'all' };
const NONE: Condition = { kind: 'none' };

/**
 * What a filter asks of events whose fields are those of the catalogue. A text without tokens (`field:""`) vanishes in
 * an index that has the field and matches nothing elsewhere, and Scirius keeps one index for each type of event: such a
 * filter is told for every type apart. Source: facts/spike-scirius, "Tokens".
 */
export function conditionOf(root: Group, mapping: Mapping): Condition {
  const type = mapping.catalogue.get('event_type');
  if (type === undefined || !vanishesSomewhere(root, mapping)) return conditionIn(root, mapping, undefined);
  const byType = [...type.eventTypes].map((name): Condition => {
    const language = { kind: 'sequence', of: [] } as const;
    const lowered = {
      aspect: 'keyword',
      anyOf: [{ kind: 'language', language, literal: name, exactly: name }]
    } as const;
    return { kind: 'and', of: [{ kind: 'values', field: type, lowered }, conditionIn(root, mapping, name)] };
  });
  return { kind: 'or', of: byType };
}

/** The fields that a name stands for, with whether their sub-field `keyword` is meant. A name may be a pattern. */
export function fieldsNamed(name: string, catalogue: Catalogue): readonly NamedField[] {
  if (name.includes('*')) return fieldsLike(name, catalogue);
  const field = catalogue.get(name);
  if (field !== undefined) return [{ field, isKeyword: false }];
  const base = /^(.+)\.(?:keyword|raw)$/u.exec(name)?.[1];
  const parent = base === undefined ? undefined : catalogue.get(base);
  return parent !== undefined && hasKeyword(parent.type) ? [{ field: parent, isKeyword: true }] : [];
}

function fieldsLike(pattern: string, catalogue: Catalogue): readonly NamedField[] {
  const parts = pattern.split('*');
  return [...catalogue.values()].flatMap(field => [
    ...(holdsInOrder(field.path, parts) ? [{ field, isKeyword: false }] : []),
    ...(hasKeyword(field.type) && holdsInOrder(`${field.path}.keyword`, parts) ? [{ field, isKeyword: true }] : [])
  ]);
}

/** Whether a name begins with the first part, ends with the last one and has the others between them, in order. */
function holdsInOrder(name: string, parts: readonly string[]): boolean {
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.endsWith(last) && name.length - last.length >= at;
}

function conditionIn(root: Group, mapping: Mapping, eventType: string | undefined): Condition {
  return groupCondition(root, { ...mapping, eventType }) ?? ALL;
}

type Context = Mapping & { readonly eventType: string | undefined };

/** `undefined` for what says nothing and is left out of its group. */
function nodeCondition(node: FilterNode, context: Context): Condition | undefined {
  return node.kind === 'group' ? groupCondition(node, context) : leafCondition(node, context);
}

function groupCondition({ clauses }: Group, context: Context): Condition | undefined {
  const kept = clauses.flatMap(({ occur, node }) => {
    const condition = nodeCondition(node, context);
    return condition === undefined ? [] : [{ occur, condition }];
  });
  if (kept.length === 0) return undefined;
  const of = (wanted: string): readonly Condition[] =>
    kept.flatMap(one => (one.occur === wanted ? [one.condition] : []));
  const [must, should, mustNot] = [of('must'), of('should'), of('must_not')];
  // Beside what must match, what may match changes scores only.
  const needed: readonly Condition[] = must.length > 0 || should.length === 0 ? must : [{ kind: 'or', of: should }];
  const refused = mustNot.map((one): Condition => ({ kind: 'not', of: one }));
  const all = [...needed, ...refused];
  return all.length === 1 ? all[0] : { kind: 'and', of: all };
}

function leafCondition(leaf: LeafNode, context: Context): Condition | undefined {
  if (leaf.kind === 'all') return ALL;
  if (leaf.kind === 'missing') return NONE;
  if (leaf.kind === 'exists') return existsCondition(leaf, context);
  const name = leaf.field?.name;
  if (name === undefined || name === '*') return { kind: 'anywhere', leaf, fields: undefined };
  const fields = fieldsNamed(name, context.catalogue);
  if (areMany(fields)) return { kind: 'anywhere', leaf, fields };
  const conditions = fields.map(({ field, isKeyword }): Condition | undefined => {
    const lowered = lowerLeaf(leaf, { target: isKeyword ? 'keyword' : field.type, nowMs: context.nowMs });
    if (lowered !== 'vanishes') return { kind: 'values', field, lowered };
    return context.eventType !== undefined && field.eventTypes.has(context.eventType) ? undefined : NONE;
  });
  if (conditions.length === 1) return conditions[0];
  return { kind: 'or', of: conditions.filter(condition => condition !== undefined) };
}

/** A field, or an object: any field under it. */
function existsCondition(leaf: Extract<LeafNode, { kind: 'exists' }>, { catalogue, nowMs }: Context): Condition {
  const named = fieldsNamed(leaf.target, catalogue);
  const under = [...catalogue.values()].filter(({ path }) => path.startsWith(`${leaf.target}.`));
  const all = [...named, ...under.map(field => ({ field, isKeyword: false }))];
  if (areMany(all)) return { kind: 'anywhere', leaf, fields: all };
  const of = all.flatMap(({ field, isKeyword }): readonly Condition[] => {
    const lowered = lowerLeaf(leaf, { target: isKeyword ? 'keyword' : field.type, nowMs });
    return lowered === 'vanishes' ? [] : [{ kind: 'values', field, lowered }];
  });
  return of.length === 1 ? (of[0] ?? NONE) : { kind: 'or', of };
}

function areMany(fields: readonly NamedField[]): boolean {
  return fields.filter(({ field }) => field.hot < 0).length > FEW_FIELDS;
}

function vanishesSomewhere(node: FilterNode, mapping: Mapping): boolean {
  if (node.kind === 'group') return node.clauses.some(clause => vanishesSomewhere(clause.node, mapping));
  const name = node.field?.name;
  if (name === undefined || (node.kind !== 'text' && node.kind !== 'phrase')) return false;
  return fieldsNamed(name, mapping.catalogue).some(
    ({ field, isKeyword }) =>
      !isKeyword && field.type === 'text' && lowerLeaf(node, { target: 'text', nowMs: mapping.nowMs }) === 'vanishes'
  );
}

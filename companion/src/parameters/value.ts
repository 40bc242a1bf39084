/**
 * What a parameter holds. `bigint` is Python's `int`, `number` is Python's `float`: JavaScript's one number type would
 * inject `1.0` as `1` and lose digits of a 64-bit flow id.
 */
export type ParameterValue =
  null | boolean | bigint | number | string | readonly ParameterValue[] | ReadonlyMap<string, ParameterValue>;

/** Parameters by name, in the order in which they were given. */
export type Parameters = ReadonlyMap<string, ParameterValue>;

/** A value by its kind, so that a `switch` over it can be closed. */
export type KindedValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'list'; readonly value: readonly ParameterValue[] }
  | { readonly kind: 'map'; readonly value: ReadonlyMap<string, ParameterValue> };

/** `value` with its kind beside it. */
export function kindOf(value: ParameterValue): KindedValue {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'bigint') return { kind: 'int', value };
  if (typeof value === 'number') return { kind: 'float', value };
  if (typeof value === 'string') return { kind: 'string', value };
  return isMap(value) ? { kind: 'map', value } : { kind: 'list', value };
}

/** `instanceof` alone does not narrow `ReadonlyMap`. */
function isMap(value: ParameterValue): value is ReadonlyMap<string, ParameterValue> {
  return value instanceof Map;
}

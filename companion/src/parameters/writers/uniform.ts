import { kindOf, type ParameterValue } from '../value.js';

/** How many bits a whole number needs in a language with fixed widths: 32, 64, or more than both. */
export type IntWidth = 'int' | 'long' | 'big';

const INT_LIMIT = 2n ** 31n;
const LONG_LIMIT = 2n ** 63n;

/** The narrowest type that holds every one of the values, as two's complement. */
export function intWidth(values: readonly bigint[]): IntWidth {
  const within = (limit: bigint): boolean => values.every(value => value >= -limit && value < limit);
  if (within(INT_LIMIT)) return 'int';
  return within(LONG_LIMIT) ? 'long' : 'big';
}

/** Items that one static type can hold without changing any of them. */
export type Uniform =
  { readonly kind: 'int'; readonly values: readonly bigint[] } | { readonly kind: 'float' | 'string' | 'boolean' };

/**
 * The one kind of all items, when they are scalars of one kind; else undefined, and the list must be of anything.
 * Languages that widen (`[1, 2.5]` becomes floats) would otherwise change a value, and a rounded id names another flow.
 */
export function uniformKind(items: readonly ParameterValue[]): Uniform | undefined {
  const kinds = new Set(items.map(item => kindOf(item).kind));
  const [kind] = kinds;
  if (kinds.size !== 1) return undefined;
  if (kind === 'int') return { kind, values: items.filter(item => typeof item === 'bigint') };
  return kind === 'float' || kind === 'string' || kind === 'boolean' ? { kind } : undefined;
}

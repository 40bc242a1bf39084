import type { FieldType } from '../fields.js';

type Check = (text: string, isRange: boolean) => string | undefined;

/**
 * Why a value finds nothing in a field of a type, as the end of a sentence; undefined when it can find something.
 * Sources: facts/spike-scirius ("Type mismatch is not an error", "Ranges"), facts/scirius §3.2.
 */
export function valueFault(type: FieldType, text: string, isRange = false): string | undefined {
  return CHECKS[type]?.(text, isRange);
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const LARGEST_LONG = 9_223_372_036_854_775_807n;
const WHOLE = /^[+-]?\d+$/;
const DATE_MATH = /^(?:now|.+\|\|)(?:[+-]\d+[yMwdhHms]|\/[yMwdhHms])*$/;
const DATE =
  /^\d{4}(?:-\d{1,2}(?:-\d{1,2}(?:T\d{1,2}(?::\d{1,2}(?::\d{1,2}(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/;
const EPOCH_MS = /^-?\d+$/;

const CHECKS: { readonly [type in FieldType]?: Check } = {
  long(text, isRange) {
    if (!NUMBER.test(text)) return 'is no number';
    if (WHOLE.test(text)) {
      const value = BigInt(text.replace('+', ''));
      return value > LARGEST_LONG || value < -LARGEST_LONG - 1n ? 'is too large for a number' : undefined;
    }
    return isRange || Number.isInteger(Number(text)) ? undefined : 'is no whole number';
  },
  float: text => (NUMBER.test(text) ? undefined : 'is no number'),
  ip: (text, isRange) => (isAddress(text, !isRange) ? undefined : 'is no address'),
  date: text => (DATE.test(text) || EPOCH_MS.test(text) || DATE_MATH.test(text) ? undefined : 'is no date'),
  boolean: text => (text === 'true' || text === 'false' || text === '' ? undefined : 'is neither true nor false')
};

/** An address, or a network `10.0.0.0/8` when that is allowed. */
export function isAddress(text: string, allowNetwork: boolean): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  if (rest.length > 0 || (prefix !== undefined && !allowNetwork)) return false;
  const bits = isIpv4(address) ? 32 : isIpv6(address) ? 128 : undefined;
  if (bits === undefined) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  if (text.length > 45 || !text.includes(':')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const tailIsIpv4 = last.includes('.');
  if (tailIsIpv4 && !isIpv4(last)) return false;
  const plain = tailIsIpv4 ? groups.slice(0, -1) : groups;
  const count = plain.length + (tailIsIpv4 ? 2 : 0);
  return plain.every(group => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}

import { pythonFloatText } from '../../../../src/json/index.js';
import { roundToDigits, roundToPlaces, type Rounded } from './decimal-digits.js';
import { pad, type FormatSpec } from './format-spec.js';

const RADIX: Readonly<Record<string, { readonly base: number; readonly prefix: string }>> = {
  b: { base: 2, prefix: '0b' },
  o: { base: 8, prefix: '0o' },
  x: { base: 16, prefix: '0x' },
  X: { base: 16, prefix: '0X' }
};
const FLOAT_TYPES = 'eEfFgG%';

/** A number in parts: what padding and grouping treat differently. */
type NumberParts = {
  readonly isNegative: boolean;
  readonly prefix: string;
  readonly whole: string;
  readonly rest: string;
};

/** Python's `format(int, spec)`; `undefined` where Python raises. Source: `Python/formatter_unicode.c` 3.11. */
export function formatInt(value: bigint, spec: FormatSpec): string | undefined {
  if (FLOAT_TYPES.includes(spec.type) && spec.type !== '') {
    const float = Number(value);
    return Number.isFinite(float) ? formatFloat(float, spec) : undefined;
  }
  if (spec.precision !== undefined || spec.noNegativeZero) return undefined;
  const isNegative = value < 0n;
  const magnitude = isNegative ? -value : value;
  if (spec.type === '' || spec.type === 'd' || (spec.type === 'n' && spec.grouping === '')) {
    return assemble({ isNegative, prefix: '', whole: magnitude.toString(), rest: '' }, spec, 3);
  }
  const radix = Object.hasOwn(RADIX, spec.type) ? RADIX[spec.type] : undefined;
  if (radix === undefined || spec.grouping === ',') return undefined;
  const digits = magnitude.toString(radix.base);
  const whole = spec.type === 'X' ? digits.toUpperCase() : digits;
  return assemble({ isNegative, prefix: spec.alternate ? radix.prefix : '', whole, rest: '' }, spec, 4);
}

/** Python's `format(float, spec)`; `undefined` where Python raises. Source: `Python/pystrtod.c` 3.11. */
export function formatFloat(value: number, spec: FormatSpec): string | undefined {
  if (!`${FLOAT_TYPES}n`.includes(spec.type) || (spec.type === 'n' && spec.grouping !== '')) return undefined;
  const isNegative = value < 0 || Object.is(value, -0);
  const magnitude = Math.abs(spec.type === '%' ? value * 100 : value);
  const text = Number.isFinite(magnitude) ? floatText(magnitude, spec) : pythonFloatText(magnitude);
  const isZero = /^[0.]+(?:e|%|$)/.test(text);
  const shown = /[EFG]/.test(spec.type) ? text.toUpperCase() : text;
  const [, whole = '', rest = ''] =
    /^([0-9]*)(.*)$/s.exec(shown + (spec.type === '%' && !Number.isFinite(value) ? '%' : '')) ?? [];
  const hidesSign = Number.isNaN(value) || (spec.noNegativeZero && isZero);
  return assemble({ isNegative: isNegative && !hidesSign, prefix: '', whole, rest }, spec, 3);
}

function floatText(value: number, spec: FormatSpec): string {
  const precision = spec.precision ?? 6;
  switch (spec.type.toLowerCase()) {
    case 'e':
      return exponential(roundToDigits(value, precision + 1), spec.alternate);
    case 'f':
      return positional(roundToPlaces(value, precision), spec.alternate);
    case '%':
      return `${positional(roundToPlaces(value, precision), spec.alternate)}%`;
    case '':
      return spec.precision === undefined ? shortest(value, spec.alternate) : general(value, precision, spec, 1);
    default:
      return general(value, precision, spec, 0);
  }
}

/** `repr`, with the point that `#` asks for. */
function shortest(value: number, alternate: boolean): string {
  const text = pythonFloatText(value);
  return alternate && !text.includes('.') ? text.replace('e', '.e') : text;
}

/** `minimumPlaces` is 1 for the type-less form, which always looks like a float. */
function general(value: number, precision: number, spec: FormatSpec, minimumPlaces: 0 | 1): string {
  const count = Math.max(precision, 1);
  const rounded = roundToDigits(value, count);
  const digits = spec.alternate ? rounded.digits : rounded.digits.replace(/(?!^)0+$/, '');
  if (rounded.pointAt <= -4 || rounded.pointAt > count - minimumPlaces) {
    return exponential({ digits, pointAt: rounded.pointAt }, spec.alternate);
  }
  return positional(
    { digits: digits.padEnd(rounded.pointAt + minimumPlaces, '0'), pointAt: rounded.pointAt },
    spec.alternate
  );
}

function positional({ digits, pointAt }: Rounded, alternate: boolean): string {
  if (pointAt <= 0) return `0.${'0'.repeat(-pointAt)}${digits}`;
  const decimals = digits.slice(pointAt);
  return digits.slice(0, pointAt) + (decimals !== '' || alternate ? `.${decimals}` : '');
}

function exponential({ digits, pointAt }: Rounded, alternate: boolean): string {
  const exponent = pointAt - 1;
  const decimals = digits.slice(1);
  const mantissa = digits.slice(0, 1) + (decimals !== '' || alternate ? `.${decimals}` : '');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function assemble(parts: NumberParts, spec: FormatSpec, groupSize: number): string {
  const sign = parts.isNegative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const before = sign + parts.prefix;
  const align = spec.align ?? (spec.zeroPadded ? '=' : '>');
  if (align !== '=') return pad(before + grouped(parts.whole, spec, groupSize) + parts.rest, spec, align);
  const room = spec.width - before.length - parts.rest.length;
  let whole = grouped(parts.whole, spec, groupSize);
  if (spec.fill === '0' && spec.grouping !== '' && parts.whole !== '') {
    for (let digits = parts.whole; whole.length < room; whole = grouped(digits, spec, groupSize)) digits = `0${digits}`;
  }
  return before + spec.fill.repeat(Math.max(room - whole.length, 0)) + whole + parts.rest;
}

function grouped(digits: string, spec: FormatSpec, size: number): string {
  if (spec.grouping === '') return digits;
  const first = digits.length % size;
  const groups = digits.slice(first).match(new RegExp(`.{${size}}`, 'g')) ?? [];
  return [...(first === 0 ? [] : [digits.slice(0, first)]), ...groups].join(spec.grouping);
}

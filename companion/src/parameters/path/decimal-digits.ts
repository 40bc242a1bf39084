/** A rounded number: `digits` without a point, which stands after the first `pointAt` of them (can lie outside). */
export type Rounded = { readonly digits: string; readonly pointAt: number };

/**
 * `value` (finite, not negative) rounded to `places` decimals, exactly and half to even, as Python does;
 * `toFixed` rounds halves up and gives up at 1e21.
 */
export function roundToPlaces(value: number, places: number): Rounded {
  const digits = roundedQuotient(value, places)
    .toString()
    .padStart(places + 1, '0');
  return { digits, pointAt: digits.length - places };
}

/** `value` (finite, not negative) rounded to `count` significant digits, exactly and half to even. */
export function roundToDigits(value: number, count: number): Rounded {
  if (value === 0) return { digits: '0'.repeat(count), pointAt: 1 };
  const exponent = Number(value.toExponential().split('e')[1] ?? 0);
  const digits = roundedQuotient(value, count - 1 - exponent).toString();
  // Rounding 9.99 up gives one digit more: 100 for 10.0.
  return digits.length > count
    ? { digits: digits.slice(0, count), pointAt: exponent + 2 }
    : { digits, pointAt: exponent + 1 };
}

/** `value × 10^places` as a whole number, half to even; a double is a whole number times a power of two. */
function roundedQuotient(value: number, places: number): bigint {
  const { mantissa, exponent } = decompose(value);
  const numerator = mantissa * 2n ** BigInt(Math.max(exponent, 0)) * 10n ** BigInt(Math.max(places, 0));
  const denominator = 2n ** BigInt(Math.max(-exponent, 0)) * 10n ** BigInt(Math.max(-places, 0));
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const isUp = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

function decompose(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10_0000_0000_0000n, exponent: biased - 1075 };
}

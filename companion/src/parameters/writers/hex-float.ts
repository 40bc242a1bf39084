/**
 * A finite float as a hexadecimal literal, `0x1.8p+1` for 3: exact in every language that reads it.
 * Source: C17 6.4.4.2; R language definition, "Constants".
 */
export function hexFloat(value: number): string {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const high = bits.getUint32(0);
  const exponent = (high >>> 20) & 0x7ff;
  const mantissa = ((BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4))).toString(16).padStart(13, '0');
  const isSubnormal = exponent === 0;
  const power = isSubnormal ? -1022 : exponent - 1023;
  return `${high >>> 31 === 1 ? '-' : ''}0x${isSubnormal ? 0 : 1}.${mantissa}p${power < 0 ? '' : '+'}${power}`;
}

/** Hands the UTF-8 bytes of a code point to `take`. Half of a surrogate pair is encoded like any other number. */
export function eachByte(codePoint: number, take: (byte: number) => void): void {
  if (codePoint < 0x80) {
    take(codePoint);
  } else if (codePoint < 0x800) {
    take(0xc0 | (codePoint >> 6));
    take(0x80 | (codePoint & 0x3f));
  } else if (codePoint < 0x10000) {
    take(0xe0 | (codePoint >> 12));
    take(0x80 | ((codePoint >> 6) & 0x3f));
    take(0x80 | (codePoint & 0x3f));
  } else {
    take(0xf0 | (codePoint >> 18));
    take(0x80 | ((codePoint >> 12) & 0x3f));
    take(0x80 | ((codePoint >> 6) & 0x3f));
    take(0x80 | (codePoint & 0x3f));
  }
}

/** The UTF-8 bytes of a text. By hand, since the pure rooms have no `TextEncoder`. */
export function utf8Bytes(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) eachByte(character.codePointAt(0) ?? 0, byte => bytes.push(byte));
  return bytes;
}

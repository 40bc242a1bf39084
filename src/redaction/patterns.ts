import type { Pattern } from './byte-matcher.js';
import { utf8Bytes } from './utf8.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A secret as its bytes stand in a text, and as two hexadecimal digits each. */
export function plainPatterns(secret: string): readonly Pattern[] {
  const bytes = utf8Bytes(secret);
  const hex = bytes.map(byte => byte.toString(16).padStart(2, '0')).join('');
  return [bytes, utf8Bytes(hex), utf8Bytes(hex.toUpperCase())].map(each => ({ bytes: each, before: 0, after: 0 }));
}

/**
 * The base64 digits that a secret alone decides, for each of the three alignments at which it can stand in an encoded
 * text. Digits that it shares with its neighbours are no part of the pattern, but of what a match covers.
 */
export function base64Patterns(secret: string): readonly Pattern[] {
  const bytes = utf8Bytes(secret);
  return [0, 1, 2].map(offset => {
    const bits = [...Array<number>(offset).fill(0), ...bytes];
    const firstDigit = Math.ceil((8 * offset) / 6);
    const endDigit = Math.floor((8 * bits.length) / 6);
    const digits: number[] = [];
    for (let digit = firstDigit; digit < endDigit; digit += 1) {
      const bit = digit * 6;
      const pair = ((bits[bit >> 3] ?? 0) << 8) | (bits[(bit >> 3) + 1] ?? 0);
      digits.push(ALPHABET.charCodeAt((pair >> (10 - (bit & 7))) & 0x3f));
    }
    return { bytes: digits, before: offset === 0 ? 0 : 1, after: (8 * bits.length) % 6 === 0 ? 0 : 1 };
  });
}

/** Base64 of the whole secret, without padding: how a short secret stands when it is a whole field. */
export function base64Text(secret: string): string {
  const bytes = utf8Bytes(secret);
  let text = '';
  for (let bit = 0; bit < bytes.length * 8; bit += 6) {
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    text += ALPHABET.charAt((pair >> (10 - (bit & 7))) & 0x3f);
  }
  return text;
}

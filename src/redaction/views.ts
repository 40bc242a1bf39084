/**
 * What stands at a position of a text, seen through an encoding: a code point or (`isByte`) one byte of UTF-8, or
 * nothing (`SKIP`), and how many UTF-16 units it takes.
 */
export type Seen = { value: number; length: number; isByte: boolean };
type Reader = (text: string, position: number, seen: Seen) => void;

/** How to look at a text. ASCII characters that are not `special` stand for themselves and need no `read`. */
export type View = { readonly special: string; readonly read: Reader };

export const SKIP = -1;

const SHORT_ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12, v: 11, a: 7 };
const ENTITIES: Readonly<Record<string, number>> = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39, nbsp: 160 };

const readPlain: Reader = (text, position, seen) => {
  const value = text.codePointAt(position) ?? 0;
  seen.value = value;
  seen.length = value > 0xffff ? 2 : 1;
  seen.isByte = false;
};

/** URL-encoded, hexadecimal digits in either case. Source: RFC 3986 §2.1. */
const readPercent: Reader = (text, position, seen) => {
  readPlain(text, position, seen);
  if (seen.value !== 0x25) return;
  const byte = hexAt(text, position + 1, 2);
  if (byte === undefined) return;
  seen.value = byte;
  seen.length = 3;
  seen.isByte = true;
};

/** URL-encoded as forms are, where a plus is a space. Source: WHATWG URL, application/x-www-form-urlencoded. */
const readForm: Reader = (text, position, seen) => {
  readPercent(text, position, seen);
  if (seen.value === 0x2b && seen.length === 1) seen.value = 0x20;
};

/** Escaped with backslashes, as in JSON and in the literals of Python and JavaScript. */
const readEscape: Reader = (text, position, seen) => unescapeThrough(readPlain, text, position, seen);

/** Escaped twice: JSON within a JSON string. */
const readDoubleEscape: Reader = (text, position, seen) => unescapeThrough(readEscape, text, position, seen);

/** The same where `\xc3` and `\303` are bytes of UTF-8, as in the literals of bytes in Python, and in shells. */
const readByteEscape: Reader = (text, position, seen) => unescapeBytesThrough(readPlain, text, position, seen);
const readDoubleByteEscape: Reader = (text, position, seen) => unescapeBytesThrough(readEscape, text, position, seen);

/** With the character references that HTML output holds. Source: WHATWG HTML §13.5, the five that escaping makes. */
const readHtml: Reader = (text, position, seen) => {
  readPlain(text, position, seen);
  if (seen.value !== 0x26) return;
  const reference = /^&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,4}));/.exec(text.slice(position, position + 12));
  if (reference === null) return;
  const [whole, decimal, hex, name = ''] = reference;
  const value =
    decimal === undefined ? (hex === undefined ? ENTITIES[name] : Number.parseInt(hex, 16)) : Number(decimal);
  if (value === undefined || value > 0x10ffff) return;
  seen.value = value;
  seen.length = whole.length;
};

/**
 * Base64 digits, of the standard or of the URL alphabet, URL-encoded or escaped themselves; line ends between them are
 * not seen. Source: RFC 4648 §4, §5; RFC 2045 §6.8.
 */
const readBase64: Reader = (text, position, seen) => {
  readPlain(text, position, seen);
  if (seen.value === 0x25) readPercent(text, position, seen);
  else if (seen.value === 0x5c) readEscape(text, position, seen);
  if (seen.value === 0x2d) seen.value = 0x2b;
  else if (seen.value === 0x5f) seen.value = 0x2f;
  else if (seen.value === 0x0a || seen.value === 0x0d) seen.value = SKIP;
};

/** The text as it stands. */
export const plainView: View = { special: '', read: readPlain };
export const percentView: View = { special: '%', read: readPercent };
export const formView: View = { special: '%+', read: readForm };
export const escapeView: View = { special: '\\', read: readEscape };
export const doubleEscapeView: View = { special: '\\', read: readDoubleEscape };
export const byteEscapeView: View = { special: '\\', read: readByteEscape };
export const doubleByteEscapeView: View = { special: '\\', read: readDoubleByteEscape };
export const htmlView: View = { special: '&', read: readHtml };
export const base64View: View = { special: '%\\-_\n\r', read: readBase64 };

function unescapeThrough(read: Reader, text: string, position: number, seen: Seen): void {
  read(text, position, seen);
  if (seen.value !== 0x5c) return;
  const afterSlash = position + seen.length;
  if (afterSlash >= text.length) return;
  const start = seen.length;
  read(text, afterSlash, seen);
  const letter = String.fromCodePoint(Math.max(0, seen.value));
  const afterLetter = afterSlash + seen.length;
  seen.length += start;
  const digits = letter === 'u' ? 4 : letter === 'x' ? 2 : letter === 'U' ? 8 : 0;
  if (digits === 0) {
    seen.value = SHORT_ESCAPES[letter] ?? seen.value;
    return;
  }
  const value = hexAt(text, afterLetter, digits);
  if (value === undefined || value > 0x10ffff) return;
  seen.value = value;
  seen.length += digits;
  if (value >= 0xd800 && value < 0xdc00) joinSurrogates(read, text, position, seen);
}

function unescapeBytesThrough(read: Reader, text: string, position: number, seen: Seen): void {
  unescapeThrough(read, text, position, seen);
  const end = position + seen.length;
  if (seen.length >= 4 && seen.value < 0x100 && /^x[\da-f]{2}$/i.test(text.slice(end - 3, end))) {
    seen.isByte = true;
    return;
  }
  if (seen.length < 2 || seen.value < 0x30 || seen.value > 0x33) return;
  const octal = /^[0-3][0-7]{2}$/.exec(text.slice(end - 1, end + 2));
  if (octal === null) return;
  seen.value = Number.parseInt(octal[0], 8);
  seen.length += 2;
  seen.isByte = true;
}

/** A character beyond U+FFFF is escaped as two halves. */
function joinSurrogates(read: Reader, text: string, position: number, seen: Seen): void {
  const high = seen.value;
  const length = seen.length;
  if (valueAt(read, text, position + length, seen) === 0x5c) {
    const slash = seen.length;
    const letter = valueAt(read, text, position + length + slash, seen);
    const low = letter === 0x75 ? hexAt(text, position + length + slash + seen.length, 4) : undefined;
    if (low !== undefined && low >= 0xdc00 && low < 0xe000) {
      seen.value = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
      seen.length += length + slash + 4;
      return;
    }
  }
  seen.value = high;
  seen.length = length;
}

function valueAt(read: Reader, text: string, position: number, seen: Seen): number {
  read(text, position, seen);
  return seen.value;
}

function hexAt(text: string, position: number, digits: number): number | undefined {
  let value = 0;
  for (let index = 0; index < digits; index += 1) {
    const digit = hexDigit(text.charCodeAt(position + index));
    if (digit < 0) return undefined;
    value = value * 16 + digit;
  }
  return value;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

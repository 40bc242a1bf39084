import type { Grammar } from './literal-reader.js';

type Lexer = Grammar['text'];
type Escapes = {
  /** Letters after a backslash and what they stand for. */
  readonly single: Readonly<Record<string, string>>;
  /** Numeric escapes after the backslash: how many hexadecimal digits follow each letter, or `braces`. */
  readonly numeric: Readonly<Record<string, number | 'braces'>>;
  /** What begins code, or ends the line, when it stands there without a backslash. */
  readonly forbidden: RegExp;
};

/** Texts in double quotes with backslashes: every character is read one by one, and code in a text is an error. */
export function doubleQuoted({ single, numeric, forbidden }: Escapes): Lexer {
  return (source, start) => {
    if (source[start] !== '"') return undefined;
    let text = '';
    let at = start + 1;
    for (;;) {
      const character = source[at];
      if (character === undefined) throw new Error('the text does not end');
      if (character === '"') return [text, at + 1];
      if (character !== '\\') {
        if (forbidden.test(source.slice(at, at + 2))) throw new Error(`code in a text: ${source.slice(at, at + 20)}`);
        text += character;
        at += 1;
        continue;
      }
      const letter = source[at + 1] ?? '';
      const digits = Object.hasOwn(numeric, letter) ? numeric[letter] : undefined;
      if (digits === undefined) {
        if (!Object.hasOwn(single, letter)) throw new Error(`no escape: \\${letter}`);
        text += single[letter] ?? '';
        at += 2;
        continue;
      }
      const pattern = digits === 'braces' ? /^\{([0-9a-f]{1,6})\}/iu : new RegExp(`^([0-9a-f]{${digits}})`, 'iu');
      const found = pattern.exec(source.slice(at + 2, at + 12));
      if (found === null) throw new Error(`no number after \\${letter}`);
      const codePoint = Number.parseInt(found[1] ?? '', 16);
      text += String.fromCodePoint(codePoint);
      at += 2 + found[0].length;
    }
  };
}

/**
 * Texts in single quotes, where a doubled quote is one and nothing else is special; joined by `join` with characters
 * that are told by number.
 */
export function singleQuoted(options: {
  /** All characters that the language takes for a single quote. */
  readonly quotes: RegExp;
  readonly group: readonly [open: string, close: string];
  readonly join: string;
  /** A character by number: what it means, and its length in the source. */
  readonly byNumber: (rest: string) => readonly [text: string, length: number] | undefined;
}): Lexer {
  const { quotes, group, join, byNumber } = options;
  const quoted: Lexer = (source, start) => {
    if (!quotes.test(source[start] ?? '')) return undefined;
    let text = '';
    for (let at = start + 1; at < source.length; at += 1) {
      const character = source[at] ?? '';
      if (/[\n\r]/u.test(character)) throw new Error('a line break in a text');
      if (quotes.test(character)) {
        if (!quotes.test(source[at + 1] ?? '')) return [text, at + 1];
        at += 1;
      }
      text += character;
    }
    throw new Error('the text does not end');
  };
  const piece: Lexer = (source, start) => {
    const numbered = byNumber(source.slice(start));
    return numbered === undefined ? quoted(source, start) : [numbered[0], start + numbered[1]];
  };
  return (source, start) => {
    if (!source.startsWith(group[0], start)) return quoted(source, start);
    let text = '';
    let at = start + group[0].length;
    for (let count = 0; !source.startsWith(group[1], at); count += 1) {
      if (count > 0 && !source.startsWith(join, at)) throw new Error(`not joined: ${source.slice(at, at + 20)}`);
      const found = piece(source, at + (count > 0 ? join.length : 0));
      // A sum that begins with a number adds numbers.
      if (found === undefined || (count === 0 && byNumber(source.slice(at)) !== undefined && join === ' + '))
        throw new Error(`no text: ${source.slice(at, at + 20)}`);
      text += found[0];
      at = found[1];
    }
    return [text, at + group[1].length];
  };
}

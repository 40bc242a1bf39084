import type { WildcardPiece } from './ast.js';

/** A text without its escapes. `fault` is the place, within `raw`, of an escape `\u` that lacks its four hex digits. */
export type Unescaped = { readonly text: string; readonly fault: number | undefined };

const HEX = /^[0-9a-fA-F]{4}$/;

/** Source: `discardEscapeChar` of Lucene's QueryParserBase: `\X` is X, `\uXXXX` is a UTF-16 code unit. */
export function unescape(raw: string): Unescaped {
  if (!raw.includes('\\')) return { text: raw, fault: undefined };
  let text = '';
  let fault: number | undefined;
  for (let at = 0; at < raw.length; at += 1) {
    if (raw[at] !== '\\') {
      text += raw[at];
      continue;
    }
    at += 1;
    const digits = raw.slice(at + 1, at + 5);
    if (raw[at] !== 'u') text += raw[at] ?? '';
    else if (HEX.test(digits)) {
      text += String.fromCharCode(Number.parseInt(digits, 16));
      at += 4;
    } else {
      fault ??= at - 1;
      text += 'u';
    }
  }
  return { text, fault };
}

/** The pieces of a pattern with `*` and `?`. Source: Lucene's WildcardQuery: `\X` is X, also for u. */
export function wildcardPieces(raw: string): readonly WildcardPiece[] {
  const pieces: WildcardPiece[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') pieces.push({ kind: 'literal', text: literal });
    literal = '';
  };
  for (let at = 0; at < raw.length; at += 1) {
    const character = raw[at] ?? '';
    if (character === '*' || character === '?') {
      flush();
      pieces.push({ kind: character === '*' ? 'any' : 'one' });
    } else if (character === '\\') {
      at += 1;
      literal += raw[at] ?? '';
    } else literal += character;
  }
  flush();
  return pieces;
}

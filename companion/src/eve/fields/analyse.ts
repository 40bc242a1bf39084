import { asJavaScript, classPattern, complement, WHITESPACE } from './char-set.js';

/** Longer tokens are cut into pieces of this many characters. Source: `max_token_length` of Lucene's tokenizers. */
export const TOKEN_LENGTH = 255;

const UPPER = /[A-Z]+/g;
const TOKENS = new RegExp(`${asJavaScript(classPattern(complement(WHITESPACE)))}+`, 'gu');

/** A to Z as a to z, everything else as it is. Source: the character filter of `sn_analyzer` in the SELKS template. */
export function lowerAscii(text: string): string {
  return text.replace(UPPER, letters => letters.toLowerCase());
}

/** The tokens of an analysed text: what lies between white space, in lower case, cut at `TOKEN_LENGTH`. */
export function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  for (const [run] of lowerAscii(text).matchAll(TOKENS)) {
    if (run.length <= TOKEN_LENGTH) tokens.push(run);
    else {
      const characters = Array.from(run);
      for (let at = 0; at < characters.length; at += TOKEN_LENGTH)
        tokens.push(characters.slice(at, at + TOKEN_LENGTH).join(''));
    }
  }
  return tokens;
}

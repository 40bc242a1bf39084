import { wellFormed } from '../json/index.js';
import { RESULT_LIMITS } from './limits.js';

// Control and format characters (bidi overrides, zero-width ones) and line separators could disguise what is quoted.
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** The beginning of `text` in quotes, on one line, safe to put into a message. */
export function excerpt(text: string): string {
  const start = text.slice(0, RESULT_LIMITS.excerptChars * 2);
  const characters = [...wellFormed(start).replace(INVISIBLE, ' ').trim()];
  const isCut = characters.length > RESULT_LIMITS.excerptChars || text.length > start.length;
  return `"${characters.slice(0, RESULT_LIMITS.excerptChars).join('')}${isCut ? '\u2026' : ''}"`;
}

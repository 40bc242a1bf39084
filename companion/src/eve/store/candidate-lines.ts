import type { LeafNode } from '../../../../src/scirius/language/index.js';
import { TOKEN_LENGTH } from '../fields/analyse.js';
import { everyLine } from './scan-lines.js';

const MANY_NEEDLES = 32;

/** A text that a line must hold, and whether a token must begin where it begins and end where it ends. */
type Needle = { readonly text: string; readonly isStart: boolean; readonly isEnd: boolean };

/**
 * Finds the lines that may hold what `leaf` asks for, in any spelling of JSON: the longest part of it that JSON writes as
 * it is, whatever its case, or an escaped ASCII character. Without such a part every line is a candidate.
 */
export function candidates(leaf: LeafNode): (bytes: Buffer) => Iterable<number> {
  const needles = needlesOf(leaf);
  // An expression tries one after the other at each place: of many, reading every line is the faster way.
  if (needles === undefined || needles.length > MANY_NEEDLES) return everyLine;
  const expression = new RegExp(`${needles.map(({ text }) => escapeRegex(text)).join('|')}|\\\\u00[2-7]`, 'gi');
  const byText = new Map(needles.map(needle => [needle.text.toLowerCase(), needle]));
  return function* (bytes) {
    // As Latin-1 every byte is a character, so that offsets stay those of the bytes.
    const text = bytes.toString('latin1');
    for (let found = expression.exec(text); found !== null; found = expression.exec(text)) {
      const needle = byText.get(found[0].toLowerCase());
      const end = found.index + found[0].length;
      const isInside =
        (needle?.isStart === true && !mayStart(text, found.index)) || (needle?.isEnd === true && !mayEnd(text, end));
      if (isInside) {
        expression.lastIndex = found.index + 1;
        continue;
      }
      yield found.index;
      const lineEnd = text.indexOf('\n', found.index);
      if (lineEnd < 0) break;
      expression.lastIndex = lineEnd;
    }
    expression.lastIndex = 0;
  };
}

function needlesOf(leaf: LeafNode): readonly Needle[] | undefined {
  if (leaf.kind === 'exists') {
    const key = leaf.target.split('.').at(-1) ?? '';
    return /^[\w-]+$/u.test(key) && key !== 'keyword' && key !== 'raw' ? [anyPart(`"${key}"`)] : undefined;
  }
  if (leaf.kind === 'text') {
    const each = leaf.words.map(wordNeedle);
    const numbers = leaf.words.flatMap(word => (Number.isFinite(Number(word)) ? [anyPart(String(Number(word)))] : []));
    return each.every(({ text }) => text !== '') ? [...each, ...numbers] : undefined;
  }
  const texts = leaf.kind === 'phrase' ? [leaf.text] : leaf.kind === 'wildcard' ? literals(leaf.pieces) : [];
  const best = texts.map(plainPart).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
  return best === '' ? undefined : [anyPart(best)];
}

const anyPart = (text: string): Needle => ({ text, isStart: false, isEnd: false });

/**
 * A word is a token of a text or a whole value, so that what stands around it is known: most lines that spell `example`
 * have it within a longer token. Numbers, booleans and dates may be values, or parts of them, without quotes and blanks.
 */
function wordNeedle(word: string): Needle {
  const text = plainPart(word);
  const isValue = Number.isFinite(Number(word)) || /^(?:true|false|\d{4}[-/].*)$/iu.test(word);
  if (isValue || word.length >= TOKEN_LENGTH) return anyPart(text);
  return { text, isStart: word.startsWith(text), isEnd: word.endsWith(text) };
}

/** Quotes, blanks, and bytes of other characters, which may be blanks. */
const isBoundary = (code: number): boolean => code === 0x22 || code <= 0x20 || code >= 0x80;
const ESCAPED = /\\(?:[bfnrt]|u[0-9a-f]{4})$/iu;
const ESCAPE_LENGTH = 6;
const BACKSLASH = 0x5c;

function mayStart(text: string, at: number): boolean {
  if (at === 0 || isBoundary(text.charCodeAt(at - 1)) || ESCAPED.test(text.slice(Math.max(0, at - ESCAPE_LENGTH), at)))
    return true;
  // A very long run is cut into tokens.
  const run = text.slice(Math.max(0, at - TOKEN_LENGTH), at);
  return run.length === TOKEN_LENGTH && !/["\s]/u.test(run);
}

function mayEnd(text: string, at: number): boolean {
  if (at === text.length) return true;
  const code = text.charCodeAt(at);
  return isBoundary(code) || code === BACKSLASH;
}

function literals(pieces: Extract<LeafNode, { kind: 'wildcard' }>['pieces']): readonly string[] {
  return pieces.flatMap(piece => (piece.kind === 'literal' ? [piece.text] : []));
}

/** The longest run of characters that no writer of JSON escapes; white space may be any other white space. */
function plainPart(text: string): string {
  return text.split(/[^!#-.0-[\]-~]+/u).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

const escapeRegex = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

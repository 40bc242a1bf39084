import { MAX_JSON_DEPTH } from './limits.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether `JSON.parse` would refuse or alter this text where Python would not: `NaN`, `Infinity`, numbers that
 * JavaScript spells differently, nesting beyond the limit. One pass that jumps over strings, so that base64 pictures
 * cost nothing. True as well for text that is broken: the exact parser says where.
 */
export function needsExactParser(text: string): boolean {
  const length = text.length;
  let depth = 0;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = closingQuote(text, at);
      if (at < 0) return true;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > MAX_JSON_DEPTH) return true;
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
    } else if (code >= 0x30 && code <= 0x39) {
      const end = numberEnd(text, at);
      if (isAltered(text, at, end)) return true;
      at = end - 1;
    } else if (code === 0x4e || code === 0x49) {
      return true;
    }
  }
  return false;
}

/** Where the string that starts at `open` ends: the offset of its closing quote, or -1. */
export function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close;
}

function isEscaped(text: string, quote: number): boolean {
  let first = quote;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (quote - first) % 2 === 1;
}

function numberEnd(text: string, start: number): number {
  let end = start + 1;
  while (isNumberPart(text.charCodeAt(end))) end += 1;
  return end;
}

function isNumberPart(code: number): boolean {
  // digits, "." "-" "+" "E" "e"; NaN past the end of the text
  return (
    (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x2d || code === 0x2b || code === 0x45 || code === 0x65
  );
}

/** Up to 15 digits survive as they are, unless a float ends in zero and so perhaps is a whole number. */
function isAltered(text: string, start: number, end: number): boolean {
  let isFloat = false;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x45 || code === 0x65)
      return Number.isInteger(Number(text.slice(start, end))) || isHuge(text, start, end);
    if (code === 0x2e) isFloat = true;
  }
  if (end - start <= 15)
    return isFloat && text.charCodeAt(end - 1) === 0x30 && Number.isInteger(Number(text.slice(start, end)));
  const value = Number(text.slice(start, end));
  return isFloat ? Number.isInteger(value) : !Number.isSafeInteger(value);
}

function isHuge(text: string, start: number, end: number): boolean {
  return !Number.isFinite(Number(text.slice(start, end)));
}

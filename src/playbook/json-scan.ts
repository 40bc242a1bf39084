/** Half-open range of UTF-16 units. */
export type Range = { readonly start: number; readonly end: number };

/** Where a JSON object or array ends, or why it does not. `elements` are those of an outermost array. */
export type JsonExtent =
  | { readonly kind: 'complete'; readonly end: number; readonly elements: readonly Range[] | undefined }
  | { readonly kind: 'broken'; readonly end: number }
  | { readonly kind: 'unfinished'; readonly end: number }
  | { readonly kind: 'deep'; readonly end: number };

type Expecting = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WORDS = ['true', 'false', 'null', 'NaN', 'Infinity', '-Infinity'];
/** Longer than any number that a double or Python's default integer limit (4,300 digits) can hold. */
const NUMBER_CHARS = 5_000;

/**
 * The extent of the object or array that begins at `start`, looking no further than `limit`. Without recursion, and
 * linear; `end` of a failed scan is where it stopped.
 * Source: RFC 8259, plus the NaN and Infinity that Python's json writes: they are one element's problem, not its list's.
 */
export function scanJson(
  text: string,
  start: number,
  options: { readonly limit: number; readonly depth: number }
): JsonExtent {
  const { limit } = options;
  const stack: ('{' | '[')[] = [];
  const elements: Range[] = [];
  let expecting: Expecting = 'value';
  let elementStart = start;
  let position = start;
  for (;;) {
    position = skipSpace(text, position, limit);
    if (position >= limit) return { kind: 'unfinished', end: limit };
    const char = text.charAt(position);
    if (expecting === 'colon') {
      if (char !== ':') return { kind: 'broken', end: position };
      expecting = 'value';
      position += 1;
      continue;
    }
    if (expecting === 'commaOrEnd' && char === ',') {
      expecting = stack.at(-1) === '{' ? 'key' : 'value';
      position += 1;
      continue;
    }
    if (char === '}' || char === ']') {
      const closes = expecting === 'commaOrEnd' || expecting === 'keyOrEnd' || expecting === 'valueOrEnd';
      if (!closes || stack.pop() !== (char === '}' ? '{' : '[')) return { kind: 'broken', end: position };
      position += 1;
      if (stack.length === 0) {
        return { kind: 'complete', end: position, elements: char === ']' ? elements : undefined };
      }
    } else if (expecting === 'commaOrEnd') {
      return { kind: 'broken', end: position };
    } else if (expecting === 'key' || expecting === 'keyOrEnd') {
      const end = char === '"' ? stringEnd(text, position, limit) : -1;
      if (end < 0) return { kind: 'broken', end: position };
      position = end;
      expecting = 'colon';
      continue;
    } else {
      if (stack.length === 1) elementStart = position;
      if (char === '{' || char === '[') {
        if (stack.length >= options.depth) return { kind: 'deep', end: position };
        stack.push(char);
        expecting = char === '{' ? 'keyOrEnd' : 'valueOrEnd';
        position += 1;
        continue;
      }
      const end = char === '"' ? stringEnd(text, position, limit) : wordEnd(text, position, limit);
      if (end < 0) return { kind: 'broken', end: position };
      position = end;
    }
    expecting = 'commaOrEnd';
    if (stack.length === 1 && stack[0] === '[') elements.push({ start: elementStart, end: position });
  }
}

/** The position of the next character that is not JSON white space. */
export function skipSpace(text: string, start: number, limit: number): number {
  let position = start;
  while (position < limit) {
    const code = text.charCodeAt(position);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
    position += 1;
  }
  return position;
}

/** The position after the string that begins at `start`, or -1. A string does not span lines, so this stops early. */
function stringEnd(text: string, start: number, limit: number): number {
  let position = start + 1;
  while (position < limit) {
    const code = text.charCodeAt(position);
    if (code === 0x22) return position + 1;
    if (code < 0x20) return -1;
    if (code !== 0x5c) position += 1;
    else if (text.charAt(position + 1) === 'u') {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(position + 2, position + 6))) return -1;
      position += 6;
    } else if ('"\\/bfnrt'.includes(text.charAt(position + 1) || ' ')) position += 2;
    else return -1;
  }
  return -1;
}

/** The position after the number or word that begins at `start`, or -1. */
function wordEnd(text: string, start: number, limit: number): number {
  let position = start;
  const stop = Math.min(limit, start + NUMBER_CHARS);
  while (position < stop && isWordCode(text.charCodeAt(position))) position += 1;
  const word = text.slice(start, position);
  return WORDS.includes(word) || NUMBER.test(word) ? position : -1;
}

/** Letters, digits, plus, minus, point. */
function isWordCode(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x2e
  );
}

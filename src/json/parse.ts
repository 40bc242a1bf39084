import { findFault } from './find-fault.js';
import type { JsonValue } from './json-value.js';
import { MAX_JSON_DEPTH } from './limits.js';
import { restoreNumbers, withPlaceholders } from './restore.js';
import { scanJson } from './scan.js';

/**
 * The value of a JSON text, lossless: see {@link JsonValue}. Accepts what Python's `json` writes (`NaN`, `Infinity`,
 * `-Infinity`) and a byte order mark. Of equal keys the last one wins; `__proto__` is a key like any other; keys that
 * are array indexes come first in their object, as everywhere in JavaScript.
 *
 * @throws {@link JsonSyntaxFailure} `JSON_SYNTAX`: not JSON, or nested deeper than `MAX_JSON_DEPTH` (1,000).
 */
export function parseJson(text: string): JsonValue {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  const { depth, altered } = scanJson(body);
  if (depth > MAX_JSON_DEPTH) throw findFault(body);
  if (altered.length === 0) return parseNative(body, body);
  return restoreNumbers(parseNative(withPlaceholders(body, altered), body), altered);
}

function parseNative(text: string, original: string): JsonValue {
  try {
    // The scan found nothing that this would alter; what JSON.parse gives is known.
    return JSON.parse(text) as JsonValue;
  } catch {
    // That error quotes attacker's text and names no line: nothing in it is worth keeping as a cause.
    throw findFault(original);
  }
}

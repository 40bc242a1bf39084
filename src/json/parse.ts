import { parseExact } from './exact-parser.js';
import type { JsonValue } from './json-value.js';
import { needsExactParser } from './scan.js';

/**
 * The value of a JSON text, lossless: see {@link JsonValue}. Accepts what Python's `json` writes (`NaN`, `Infinity`,
 * `-Infinity`) and a byte order mark. Of equal keys the last one wins; `__proto__` is a key like any other.
 *
 * @throws {@link JsonSyntaxFailure} `JSON_SYNTAX`: not JSON, or nested deeper than `MAX_JSON_DEPTH` (1,000).
 */
export function parseJson(text: string): JsonValue {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (needsExactParser(body)) return parseExact(body);
  try {
    // The scan found nothing that this would alter; the type is what JSON.parse is known to give.
    return JSON.parse(body) as JsonValue;
  } catch {
    // The engine's message quotes the text and names no line; the exact parser fails at the same place with a better one.
    return parseExact(body);
  }
}

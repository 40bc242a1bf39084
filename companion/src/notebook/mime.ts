import { isJsonArray, type JsonObject, type JsonValue } from '../../../src/json/index.js';
import { splitLines } from './lines.js';

/** Whether data of this mime type is JSON, which stays as it is. Source: nbformat 5.11, `v4/rwbase.py`. */
export function isJsonMime(mime: string): boolean {
  return mime === 'application/json' || (mime.startsWith('application/') && mime.endsWith('+json'));
}

const SPLIT_MIMES: ReadonlySet<string> = new Set(['application/javascript', 'image/svg+xml']);

/** The bundle with texts joined that the file held as lists of lines. */
export function joinBundle(bundle: JsonObject): JsonObject {
  return mapBundle(bundle, (mime, value) => (isJsonMime(mime) ? value : joinLines(value)));
}

/** The bundle as the file holds it: texts as lists of lines. */
export function splitBundle(bundle: JsonObject): JsonObject {
  return mapBundle(bundle, (mime, value) =>
    typeof value === 'string' && (mime.startsWith('text/') || SPLIT_MIMES.has(mime)) ? splitLines(value) : value
  );
}

/** A list of nothing but texts as one text; anything else as it is. */
export function joinLines(value: JsonValue): JsonValue {
  return isJsonArray(value) && value.every(line => typeof line === 'string') ? value.join('') : value;
}

function mapBundle(bundle: JsonObject, change: (mime: string, value: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(bundle).map(([mime, value]) => [mime, change(mime, value)]));
}

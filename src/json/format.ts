import { compareCodePoints } from './compare-code-points.js';
import { ExactNumber } from './exact-number.js';
import { isJsonArray } from './json-kind.js';
import type { JsonObject, JsonValue } from './json-value.js';
import { nativeReady } from './native-ready.js';
import { pythonFloatText } from './python-float.js';

export type FormatOptions = {
  /** Spaces per level; absent: everything on one line. */
  readonly indent?: number;
  /** Keys in code point order. */
  readonly sortKeys?: boolean;
  /** What stands between items, and between key and value. Python's defaults: `', '` (with indent `','`) and `': '`. */
  readonly separators?: readonly [item: string, key: string];
  /** The level at which the value stands in a larger text: its lines are indented that much more. */
  readonly level?: number;
};

/**
 * JSON text as Python's `json.dumps(value, ensure_ascii=False)` spells it, byte for byte, with one exception: half of
 * a surrogate pair, which no UTF-8 file can hold, is written as an escape.
 * Source: CPython 3.11 `json/encoder.py`.
 */
export function formatJson(value: JsonValue, options: FormatOptions = {}): string {
  const { indent, sortKeys = false, level = 0 } = options;
  const [item, key] = options.separators ?? [indent === undefined ? ', ' : ',', ': '];
  const line = indent === undefined ? '' : `\n${' '.repeat(indent * level)}`;
  if (item === ',' && key === (indent === undefined ? ':' : ': ')) {
    const ready = nativeReady(value, sortKeys);
    if (ready !== undefined) return nativeText(ready, indent, level);
  }
  const step = indent === undefined ? undefined : ' '.repeat(indent);
  return new Writer({ item, key, step, sortKeys }).text(value, line);
}

/** The engine knows no starting level, so the value is written inside that many arrays, whose brackets are cut off. */
function nativeText(value: JsonValue, indent: number | undefined, level: number): string {
  if (indent === undefined || level === 0) return JSON.stringify(value, null, indent);
  let wrapped = value;
  for (let each = 0; each < level; each += 1) wrapped = [wrapped];
  const text = JSON.stringify(wrapped, null, indent);
  const insideOf = (levels: number): number => levels * 2 + (indent * levels * (levels + 1)) / 2;
  return text.slice(insideOf(level), -(insideOf(level) - indent * level));
}

type Style = {
  readonly item: string;
  readonly key: string;
  readonly step: string | undefined;
  readonly sortKeys: boolean;
};

class Writer {
  readonly #style: Style;

  constructor(style: Style) {
    this.#style = style;
  }

  /** `line` is what starts a line at the level of the value: a line feed and its indentation, or nothing. */
  text(value: JsonValue, line: string): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'number') return numberText(value);
    if (value === null || typeof value === 'boolean') return String(value);
    if (value instanceof ExactNumber) return value.text;
    return isJsonArray(value) ? this.#array(value, line) : this.#object(value, line);
  }

  #array(items: readonly JsonValue[], line: string): string {
    if (items.length === 0) return '[]';
    const { item, step } = this.#style;
    const inner = step === undefined ? '' : line + step;
    let text = '[';
    let before = inner;
    for (const each of items) {
      text += before + this.text(each, inner);
      before = item + inner;
    }
    return `${text}${line}]`;
  }

  #object(object: JsonObject, line: string): string {
    const keys = this.#style.sortKeys ? sortedKeys(object) : Object.keys(object);
    if (keys.length === 0) return '{}';
    const { item, key, step } = this.#style;
    const inner = step === undefined ? '' : line + step;
    let text = '{';
    let before = inner;
    for (const name of keys) {
      const value = object[name];
      if (value === undefined) continue;
      text += before + JSON.stringify(name) + key + this.text(value, inner);
      before = item + inner;
    }
    return `${text}${line}}`;
  }
}

/** The keys of an object in code point order. */
export function sortedKeys(object: JsonObject): readonly string[] {
  const keys = Object.keys(object);
  // Only above U+D7FF do UTF-16 units and code points disagree; the built-in order is much faster.
  return keys.some(key => /[\ud800-\uffff]/.test(key)) ? keys.sort(compareCodePoints) : keys.sort();
}

function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  if (Number.isFinite(value)) return pythonFloatText(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

import { ExactNumber, isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../src/json/index.js';
import { NotebookReadError, type NotebookPlace } from './failures.js';

/**
 * A part of a notebook with its place, for reading one key after the other: what is missing gets the default,
 * what has another type than the schema wants is refused. Every method throws `NotebookReadError`.
 */
export class NotebookPart {
  readonly value: JsonObject;
  readonly #path: string;
  readonly #place: NotebookPlace;

  constructor(value: JsonValue | undefined, path: string, place: NotebookPlace) {
    this.#path = path;
    this.#place = place;
    if (!isJsonObject(value)) throw this.failure(`expected an object, found ${kindOf(value)}`);
    this.value = value;
  }

  object(key: string): JsonObject {
    const value = this.value[key] ?? {};
    return isJsonObject(value) ? value : this.#refuse(key, 'an object');
  }

  list(key: string): readonly JsonValue[] {
    const value = this.value[key] ?? [];
    return isJsonArray(value) ? value : this.#refuse(key, 'a list');
  }

  string(key: string, fallback = ''): string {
    const value = this.value[key] ?? fallback;
    return typeof value === 'string' ? value : this.#refuse(key, 'a text');
  }

  strings(key: string): readonly string[] {
    const items: readonly (JsonValue | string)[] = this.list(key);
    return items.every(item => typeof item === 'string') ? items : this.#refuse(key, 'a list of texts');
  }

  /** A text that the file holds as one text or as a list of lines; `join` puts lines together. */
  lines(key: string, join: (lines: readonly string[]) => string = joinPlainly): string {
    return isJsonArray(this.value[key]) ? join(this.strings(key)) : this.string(key);
  }

  /** An execution count; a whole number written as float counts as well. */
  count(key: string): number | null {
    const value = this.value[key] ?? null;
    if (value === null) return null;
    const count = value instanceof ExactNumber ? value.valueOf() : value;
    return typeof count === 'number' && Number.isSafeInteger(count)
      ? count
      : this.#refuse(key, 'a whole number or null');
  }

  part(value: JsonValue, place: NotebookPlace): NotebookPart {
    return new NotebookPart(value, this.#path, { ...this.#place, ...place });
  }

  failure(reason: string, key?: string): NotebookReadError {
    const place = key === undefined ? this.#place : { ...this.#place, key };
    return new NotebookReadError({ kind: 'wrong-type', path: this.#path, place, reason });
  }

  #refuse(key: string, expected: string): never {
    throw this.failure(`expected ${expected}, found ${kindOf(this.value[key])}`, key);
  }
}

function joinPlainly(lines: readonly string[]): string {
  return lines.join('');
}

function kindOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'number' || value instanceof ExactNumber) return 'a number';
  return isJsonArray(value) ? 'a list' : 'an object';
}

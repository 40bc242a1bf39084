import { ExactNumber, isJsonArray, wellFormed, type JsonValue } from './json/index.js';
import { ByteMatcher } from './redaction/byte-matcher.js';
import { Finder, type Range } from './redaction/find-matches.js';
import { base64Patterns, base64Text, plainPatterns } from './redaction/patterns.js';
import {
  base64View,
  byteEscapeView,
  doubleByteEscapeView,
  doubleEscapeView,
  escapeView,
  formView,
  htmlView,
  percentView,
  plainView
} from './redaction/views.js';
import type { Secret } from './secret.js';

/** Removes secret values from what leaves the process. */
export type Redactor = {
  /** Whether there is anything to hide. Without, a caller can leave out work whose only end is to find secrets. */
  readonly hasSecrets: boolean;
  /**
   * The text with `[redacted]` for every secret in it; the very same text when there is none. Linear. Not for the text
   * of a JSON file: a secret of digits can stand within a number, one that is a word of the format in a key. Use
   * `redactJson` before it is written.
   */
  redact(text: string): string;
  /** The value with all its texts, keys and numbers redacted; the very same value when nothing was. */
  redactJson<T extends JsonValue>(value: T): T;
};

/** Shorter values would be found in innocent words: they count only when they are a whole field. */
export const MIN_EMBEDDED_CHARS = 6;
/** Shorter lines of a long secret are found elsewhere, such as the brackets of a JSON file of credentials. */
const MIN_LINE_CHARS = 16;
/** The lines around a key in PEM, which are in every key. Source: RFC 7468 §2. */
const ARMOUR = /^-----(?:BEGIN|END) /;
const MARK = '[redacted]';
/** For the odd secret that is a part of the mark itself. */
const OTHER_MARK = '***';
/** Deeper than any file that we read (src/json refuses 1,000 levels), and safe for the stack. */
const MAX_DEPTH = 1_500;

/**
 * Words that notebooks and Cortex reports are made of. Somebody's password is such a word one day; redacting it where
 * it is structure would destroy the file and protect nothing.
 */
const FORMAT_WORDS: ReadonlySet<string> = new Set(
  (
    'cells cell_type source outputs output_type metadata execution_count traceback evalue ename stream stdout stderr ' +
    'display_data execute_result error name text data code markdown raw attachments tags nbformat nbformat_minor ' +
    'papermill huntbook parameters status version duration python python3 language kernelspec language_info ' +
    'success full summary taxonomies artifacts operations errorMessage input notebooks html problems ' +
    'level namespace predicate value dataType tlp pap message file filename contentType info safe suspicious malicious ' +
    'completed failed cancelled pending running partial true false null'
  ).split(' ')
);

/**
 * A redactor of all values in `secrets`: as they are, URL-encoded (either case, `+` for space), escaped as in JSON (once
 * or twice), in HTML, in hexadecimal, and in base64 (both alphabets, any alignment, over line ends); of values of many lines also each line. Values under
 * {@link MIN_EMBEDDED_CHARS} characters are redacted only where they are all of a text, empty ones never.
 */
export function createRedactor(secrets: Iterable<Secret>): Redactor {
  const values = [...secrets].flatMap(secret => partsOf(secret.reveal())).map(wellFormed);
  const embedded = new Set(values.filter(value => value.trim().length >= MIN_EMBEDDED_CHARS));
  const short = new Set(values.filter(value => value.trim() !== '' && value.trim().length < MIN_EMBEDDED_CHARS));
  if (embedded.size + short.size === 0) return { hasSecrets: false, redact: text => text, redactJson: value => value };
  return new ValueRedactor([...embedded], [...short]);
}

/** A value with all that counts as a secret in it: without white space around it, and line by line. */
function partsOf(value: string): readonly string[] {
  const trimmed = value.trim();
  if (!/[\r\n]/.test(trimmed)) return [value, trimmed];
  const minChars = ARMOUR.test(trimmed) ? MIN_EMBEDDED_CHARS : MIN_LINE_CHARS;
  const lines = trimmed.split(/[\r\n]+/).map(line => line.trim());
  return [value, trimmed, ...lines.filter(line => line.length >= minChars && !ARMOUR.test(line))];
}

class ValueRedactor implements Redactor {
  readonly hasSecrets = true;
  readonly #always: readonly Finder[];
  readonly #percent: Finder;
  readonly #form: Finder;
  readonly #escape: Finder;
  readonly #doubleEscape: Finder;
  readonly #byteEscape: Finder;
  readonly #doubleByteEscape: Finder;
  readonly #html: Finder;
  readonly #fields: ReadonlySet<string>;
  readonly #embedded: ReadonlySet<string>;
  readonly #mark: string;
  readonly #haveSpace: boolean;
  readonly #haveMarkup: boolean;
  readonly #haveWide: boolean;

  constructor(embedded: readonly string[], short: readonly string[]) {
    const plain = new ByteMatcher(embedded.flatMap(plainPatterns));
    this.#always = [
      new Finder(plain, plainView),
      new Finder(new ByteMatcher(embedded.flatMap(base64Patterns)), base64View)
    ];
    this.#percent = new Finder(plain, percentView);
    this.#form = new Finder(plain, formView);
    this.#escape = new Finder(plain, escapeView);
    this.#doubleEscape = new Finder(plain, doubleEscapeView);
    this.#byteEscape = new Finder(plain, byteEscapeView);
    this.#doubleByteEscape = new Finder(plain, doubleByteEscapeView);
    this.#html = new Finder(plain, htmlView);
    this.#fields = new Set(short.flatMap(wholeForms));
    this.#embedded = new Set(embedded);
    this.#mark = [...embedded, ...short].some(value => MARK.includes(value)) ? OTHER_MARK : MARK;
    this.#haveSpace = embedded.some(value => value.includes(' '));
    this.#haveWide = embedded.some(value => /[^\0-\x7f]/.test(value));
    this.#haveMarkup = embedded.some(value => /[&<>"'\u00a0]/.test(value));
  }

  redact(text: string): string {
    if (this.#fields.size > 0 && text.length < 64 && this.#fields.has(text.trim())) return this.#mark;
    if (text.length < MIN_EMBEDDED_CHARS || this.#embedded.size === 0) return text;
    const found = this.#finders(text).flatMap(finder => finder.find(text));
    return found.length === 0 ? text : replaceRanges(text, found, this.#mark);
  }

  redactJson<T extends JsonValue>(value: T): T {
    // Texts stay texts, lists lists; only a number that is a secret changes its type, and no schema of ours has one there.
    return this.#json(value, 0) as T;
  }

  /** Only the encodings that this text can hold. */
  #finders(text: string): readonly Finder[] {
    const hasSlash = text.includes('\\');
    return [
      ...this.#always,
      ...(text.includes('%') ? [this.#percent] : []),
      ...(this.#haveSpace && text.includes('+') ? [this.#form] : []),
      ...(hasSlash ? [this.#escape] : []),
      ...(hasSlash && text.includes('\\\\') ? [this.#doubleEscape] : []),
      ...(hasSlash && this.#haveWide ? [this.#byteEscape] : []),
      ...(hasSlash && this.#haveWide && text.includes('\\\\') ? [this.#doubleByteEscape] : []),
      ...(this.#haveMarkup && text.includes('&') ? [this.#html] : [])
    ];
  }

  #json(value: JsonValue, depth: number): JsonValue {
    if (typeof value === 'string') return FORMAT_WORDS.has(value) ? value : this.redact(value);
    if (typeof value === 'number') return this.#embedded.has(String(value)) ? this.#mark : value;
    if (value instanceof ExactNumber) return this.#embedded.has(value.text) ? this.#mark : value;
    if (value === null || typeof value === 'boolean') return value;
    if (depth > MAX_DEPTH) return this.#mark;
    if (isJsonArray(value)) {
      const items = value.map(item => this.#json(item, depth + 1));
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    const taken = new Set<string>();
    let isChanged = false;
    const entries = Object.entries(value).map(([key, item]): [string, JsonValue] => {
      const clean: [string, JsonValue] = [unique(this.#key(key), taken), this.#json(item, depth + 1)];
      isChanged ||= clean[0] !== key || clean[1] !== item;
      return clean;
    });
    return isChanged ? Object.fromEntries(entries) : value;
  }

  /** A short secret is no key: keys are names, and `id` or `1` would be hit. */
  #key(key: string): string {
    return FORMAT_WORDS.has(key) || this.#fields.has(key.trim()) ? key : this.redact(key);
  }
}

/** Two keys must not become one. */
function unique(key: string, taken: Set<string>): string {
  let name = key;
  for (let count = 2; taken.has(name); count += 1) name = `${key} ${count}`;
  taken.add(name);
  return name;
}

/** How a short secret looks when it is all of a text. */
function wholeForms(value: string): readonly string[] {
  const url = encodeURIComponent(value);
  const base64 = base64Text(value);
  const padded = base64.padEnd(Math.ceil(base64.length / 4) * 4, '=');
  const json = JSON.stringify(value);
  const forms = [value, url, url.replaceAll('%20', '+'), base64, padded, json, json.slice(1, -1)];
  return forms.flatMap(form => [form, form.replaceAll('+', '-').replaceAll('/', '_')]).map(form => form.trim());
}

/** Overlapping ranges become one mark, so that no piece of a secret is left between two. */
function replaceRanges(text: string, ranges: readonly Range[], mark: string): string {
  const ordered = ranges.toSorted((one, other) => one.start - other.start);
  let result = '';
  let position = 0;
  let open: { start: number; end: number } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    result += text.slice(position, open.start) + mark;
    position = open.end;
  };
  for (const range of ordered) {
    if (open !== undefined && range.start <= open.end) open.end = Math.max(open.end, range.end);
    else {
      close();
      open = { ...range };
    }
  }
  close();
  return result + text.slice(position);
}

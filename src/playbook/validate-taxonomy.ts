import { ExactNumber, formatJson, wellFormed, type JsonValue } from '../json/index.js';
import type { Place } from '../problem.js';
import { Findings, type Checked } from './checked.js';
import { describeValue, numberText } from './describe-value.js';
import { excerpt } from './excerpt.js';
import { RESULT_LIMITS } from './limits.js';
import { isRecord, own } from './record.js';
import type { Taxonomy, TaxonomyLevel } from './types.js';

type Raw = Readonly<Record<string, unknown>>;

const LEVELS = ['info', 'safe', 'suspicious', 'malicious'] as const satisfies readonly TaxonomyLevel[];
/** The original worker's; kept so that tags of existing cases go on matching. */
export const DEFAULT_NAMESPACE = 'Jupyter';
const KNOWN_KEYS = ['level', 'namespace', 'predicate', 'value'];

/**
 * The taxonomy that a result means. One malformed taxonomy makes TheHive drop all of a job, one unknown level all of
 * its tags: so everything is made right here, and what had to be changed is a problem.
 * Source: TheHive 4.1.24 `Job.scala`, `Conversion.scala`; cortexutils 2.2.1 `build_taxonomy` (level falls back to info).
 */
export function validateTaxonomy(candidate: unknown, at: Place): Checked<Taxonomy> {
  const findings = new Findings(at);
  if (!isRecord(candidate)) {
    findings.note('result-is-object', `A taxonomy is a JSON object, not ${describeValue(candidate)}.`);
    return findings.refuse();
  }
  const predicate = readText(candidate, 'predicate', findings);
  if (predicate === undefined) {
    findings.note('taxonomy-predicate-present', 'The taxonomy has no "predicate".');
    return findings.refuse();
  }
  const level = readLevel(candidate, findings);
  const namespace = readText(candidate, 'namespace', findings);
  if (namespace === undefined) {
    findings.note('taxonomy-namespace-present', `The taxonomy has no "namespace"; it became "${DEFAULT_NAMESPACE}".`);
  }
  const value = readValue(candidate, findings);
  const unknown = Object.keys(candidate).filter(key => !KNOWN_KEYS.includes(key));
  if (unknown.length > 0) {
    findings.note('taxonomy-keys-known', `Left out of the taxonomy: ${unknown.slice(0, 5).map(excerpt).join(', ')}.`);
  }
  return findings.accept({ level, namespace: namespace ?? DEFAULT_NAMESPACE, predicate, value });
}

function readLevel(raw: Raw, findings: Findings): TaxonomyLevel {
  const written = own(raw, 'level') ?? undefined;
  if (written === undefined) {
    findings.note('taxonomy-level-present', 'The taxonomy has no "level"; it became "info".');
    return 'info';
  }
  const name = typeof written === 'string' ? written.trim().toLowerCase() : '';
  const level = LEVELS.find(each => each === name);
  if (level !== written) {
    findings.note('taxonomy-level-known', `The level ${describeValue(written)} was read as "${level ?? 'info'}".`);
  }
  return level ?? 'info';
}

/** A text of at least one visible character, `undefined` when there is none. */
function readText(raw: Raw, key: string, findings: Findings): string | undefined {
  const written = own(raw, key) ?? undefined;
  if (written === undefined) return undefined;
  const text =
    typeof written === 'string'
      ? written
      : (numberText(written) ?? (typeof written === 'boolean' ? String(written) : ''));
  if (text.trim() === '') {
    if (written !== '') findings.note('taxonomy-texts-are-text', `"${key}" is a text, not ${describeValue(written)}.`);
    return undefined;
  }
  if (text !== written)
    findings.note('taxonomy-texts-are-text', `"${key}" was ${describeValue(written)}; it is now a text.`);
  return bounded(text, key, findings);
}

function readValue(raw: Raw, findings: Findings): Taxonomy['value'] {
  const written = own(raw, 'value');
  if (written === undefined) {
    findings.note('taxonomy-value-present', 'The taxonomy has no "value"; it became null.');
    return null;
  }
  if (written === null || typeof written === 'boolean') return written;
  if (typeof written === 'string') return bounded(written, 'value', findings);
  if (written instanceof ExactNumber) return exactOrText(written);
  if (typeof written === 'number') {
    if (Number.isFinite(written)) return written;
    // The verdict matters more than its number: JSON has no NaN, but a text can say it.
    findings.note('result-numbers-finite', `"value" was ${written}; it is now a text.`);
    return String(written);
  }
  findings.note('taxonomy-value-is-scalar', `"value" was ${describeValue(written)}; it is now its JSON as a text.`);
  return bounded(jsonText(written), 'value', findings);
}

/** A whole number that JavaScript cannot hold is shown digit by digit. */
function exactOrText(number: ExactNumber): number | string {
  const value = number.valueOf();
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? value : number.text;
}

function bounded(text: string, key: string, findings: Findings): string {
  const cut = wellFormed(text.slice(0, RESULT_LIMITS.taxonomyChars));
  if (cut.length < text.length) {
    findings.note('taxonomy-texts-bounded', `"${key}" has ${text.length} characters; it was cut to ${cut.length}.`);
  } else if (cut !== text) findings.note('result-text-well-formed', `"${key}" held half of a character.`);
  return cut;
}

/** Total, whatever is inside. The notebook was read as JSON, so the type of the value is known. */
function jsonText(value: unknown): string {
  try {
    return formatJson(value as JsonValue);
  } catch {
    // Nested beyond the stack: the message of the caller says that it was an object or a list.
    return Array.isArray(value) ? '[\u2026]' : '{\u2026}';
  }
}

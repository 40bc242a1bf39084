import { ExactNumber } from '../../json/index.js';
import type { Findings } from '../checked.js';
import { describeValue, numberText } from '../describe-value.js';
import { own } from '../record.js';
import { readTlp } from '../tlp.js';
import type { FieldRule } from './operation-types.js';

type Raw = Readonly<Record<string, unknown>>;
/** What a field becomes; `undefined` when it cannot be what TheHive reads. */
type Read = (written: unknown) => unknown;

const MAX_TLP = 3;

const READERS: Readonly<Record<FieldRule['kind'], Read>> = {
  any: written => written,
  text: readText,
  level: written => readTlp(written instanceof ExactNumber ? written.valueOf() : written).tlp,
  flag: written => (typeof written === 'boolean' ? written : undefined),
  texts: written => {
    const texts = (Array.isArray(written) ? written : [written]).map(readText);
    return texts.includes(undefined) ? undefined : texts;
  }
};

const KINDS: Readonly<Record<FieldRule['kind'], string>> = {
  any: 'any JSON',
  text: 'a text',
  level: `a number from 0 to ${MAX_TLP}`,
  flag: 'true or false',
  texts: 'a list of texts'
};

/**
 * The fields of an operation as TheHive reads them, or `undefined` when it cannot: one that it cannot read costs the
 * whole result of the job in TheHive 4. What is an easy mistake is put right, and said.
 */
export function readFields(raw: Raw, rules: Readonly<Record<string, FieldRule>>, findings: Findings): Raw | undefined {
  const changed: Record<string, unknown> = {};
  let isWhole = true;
  for (const [name, rule] of Object.entries(rules)) {
    const written = own(raw, name);
    if (isAbsent(written, rule)) {
      if (!rule.isRequired) continue;
      findings.note('operation-field-present', `${typeOf(raw)} needs "${name}", ${KINDS[rule.kind]}.`);
      isWhole = false;
      continue;
    }
    const read = READERS[rule.kind](written);
    if (read === undefined) {
      // What is optional can go; the operation does its work without.
      const code = rule.isRequired ? 'operation-field-readable' : 'operation-field-type';
      const end = rule.isRequired ? '' : ' It was left out.';
      findings.note(code, `"${name}" of ${typeOf(raw)} is ${KINDS[rule.kind]}, not ${describeValue(written)}.${end}`);
      if (rule.isRequired) isWhole = false;
      else changed[name] = undefined;
      continue;
    }
    if (read !== written) {
      if (!isSame(read, written))
        findings.note(
          'operation-field-type',
          `"${name}" of ${typeOf(raw)} was ${describeValue(written)}; it is now ${KINDS[rule.kind]}.`
        );
      changed[name] = read;
    }
    if (rule.maxChars !== undefined && typeof read === 'string' && read.length > rule.maxChars) {
      findings.note(
        'operation-field-bounded',
        `"${name}" of ${typeOf(raw)} has ${read.length} characters; TheHive 5 takes ${rule.maxChars}.`
      );
    }
  }
  if (!isWhole) return undefined;
  return Object.fromEntries(
    Object.entries({ ...raw, ...changed }).filter(([name, value]) => value !== undefined || !(name in changed))
  );
}

/** JSON null is a value of a custom field, and nothing everywhere else. */
function isAbsent(written: unknown, { kind, isRequired }: FieldRule): boolean {
  if (written === undefined) return true;
  if (kind === 'any') return false;
  return written === null || (kind === 'text' && isRequired && typeof written === 'string' && written.trim() === '');
}

function readText(written: unknown): string | undefined {
  if (typeof written === 'string') return written;
  return numberText(written) ?? (typeof written === 'boolean' ? String(written) : undefined);
}

/** A list of texts that stays one, and a number that only changed its spelling, are no change. */
function isSame(read: unknown, written: unknown): boolean {
  if (Array.isArray(read)) return Array.isArray(written) && read.every((text, index) => text === written[index]);
  return written instanceof ExactNumber && typeof read === 'number' && read === Number(written);
}

function typeOf(raw: Raw): string {
  return String(own(raw, 'type'));
}

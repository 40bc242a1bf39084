import { ExactNumber, wellFormed } from '../../json/index.js';
import type { Place } from '../../problem.js';
import { Findings, type Checked } from '../checked.js';
import { describeValue } from '../describe-value.js';
import { excerpt } from '../excerpt.js';
import { RESULT_LIMITS } from '../limits.js';
import type { ProblemCode } from '../problem-table.js';
import { isRecord, own } from '../record.js';
import { operationRule, OPERATION_TYPES } from './operation-types.js';
import { readFields } from './validate-fields.js';

/** An operation in TheHive's words: `type` is a text, and the fields of a type that we know are as TheHive reads them. */
export type Operation = Readonly<Record<string, unknown>>;

/**
 * The operation that a result means. TheHive 4 loses the whole result of a job for one operation that it cannot read:
 * so one without a type or without a field it demands is refused here, and the others count. A type that we do not know
 * passes with a warning. Whether it will do something for a case is `simulateOperation`'s to say.
 * Source: facts/cortex-thehive §3.3.
 */
export function validateOperation(candidate: unknown, at: Place): Checked<Operation> {
  const findings = new Findings(at);
  if (!isRecord(candidate)) {
    findings.note('result-is-object', `An operation is a JSON object, not ${describeValue(candidate)}.`);
    return findings.refuse();
  }
  const type = readType(candidate, findings);
  if (type === undefined) return findings.refuse();
  const fault = faultIn(candidate, 0);
  if (fault === 'result-text-well-formed') {
    findings.note(fault, 'A text of the operation held half of a character.');
  } else if (fault !== undefined) {
    findings.note(fault, `The operation ${excerpt(type)} cannot be written as JSON that Cortex reads.`);
    return findings.refuse();
  }
  const written = fault === undefined ? candidate : wellFormedRecord(candidate);
  const rule = operationRule(type);
  if (rule === undefined) {
    findings.note('operation-type-known', `${excerpt(type)} is none of the operations that TheHive knows.`);
    return findings.accept(written);
  }
  const operation = readFields({ ...written, type }, rule.fields, findings);
  if (operation === undefined) return findings.refuse();
  if (type === 'AddArtifactToCase' && own(operation, 'dataType') === 'file') {
    findings.note('operation-observable-is-value', 'AddArtifactToCase takes no observable of type "file".');
    return findings.refuse();
  }
  return findings.accept(operation);
}

function readType(raw: Operation, findings: Findings): string | undefined {
  const type = own(raw, 'type');
  if (typeof type !== 'string' || type.trim() === '') {
    findings.note('operation-type-present', `"type" is the name of an operation, not ${describeValue(type)}.`);
    return undefined;
  }
  const plain = type.trim().toLowerCase();
  const known = OPERATION_TYPES.find(each => each.toLowerCase() === plain);
  if (known === undefined || known === type) return type;
  findings.note('operation-type-spelled', `The operation ${excerpt(type)} was read as "${known}".`);
  return known;
}

/** The first fault that refuses the value, else whether a text must be repaired. */
function faultIn(value: unknown, depth: number): ProblemCode | undefined {
  if (typeof value === 'string') return wellFormed(value) === value ? undefined : 'result-text-well-formed';
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'result-numbers-finite';
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return undefined;
  if (depth >= RESULT_LIMITS.nesting) return 'result-nesting-bounded';
  let found: ProblemCode | undefined;
  for (const [key, item] of Object.entries(value)) {
    const fault = faultIn(item, depth + 1);
    if (fault !== undefined && fault !== 'result-text-well-formed') return fault;
    found ??= fault ?? faultIn(key, depth);
  }
  return found;
}

function wellFormedRecord(record: Operation): Operation {
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [wellFormed(key), wellFormedValue(item)]));
}

function wellFormedValue(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(wellFormedValue);
  return isRecord(value) ? wellFormedRecord(value) : value;
}

import { ExactNumber, wellFormed } from '../json/index.js';
import type { Place } from '../problem.js';
import { Findings, type Checked } from './checked.js';
import { describeValue } from './describe-value.js';
import { excerpt } from './excerpt.js';
import { RESULT_LIMITS } from './limits.js';
import { isRecord, own } from './record.js';
import type { ProblemCode } from './problem-table.js';

export type Operation = Readonly<Record<string, unknown>>;

/** Source: TheHive 4.1.24 `ActionOperation.scala`; the list of TheHive 5 is the same. */
export const OPERATION_TYPES: readonly string[] = [
  'AddTagToCase',
  'AddTagToArtifact',
  'CreateTask',
  'AddCustomFields',
  'CloseTask',
  'MarkAlertAsRead',
  'AddLogToTask',
  'AddTagToAlert',
  'AddArtifactToCase',
  'AssignCase'
];

/**
 * An operation as its author wrote it, if it can be carried at all: an object with a type, in which every number is
 * finite and every text well-formed. Whether it fits the case is for the responder to check.
 */
export function validateOperation(candidate: unknown, at: Place): Checked<Operation> {
  const findings = new Findings(at);
  if (!isRecord(candidate)) {
    findings.note('result-is-object', `An operation is a JSON object, not ${describeValue(candidate)}.`);
    return findings.refuse();
  }
  const type = own(candidate, 'type');
  if (typeof type !== 'string' || type.trim() === '') {
    findings.note('operation-type-present', `"type" is the name of an operation, not ${describeValue(type)}.`);
    return findings.refuse();
  }
  const fault = faultIn(candidate, 0);
  if (fault === 'result-text-well-formed') {
    findings.note(fault, 'A text of the operation held half of a character.');
  } else if (fault !== undefined) {
    findings.note(fault, `The operation ${excerpt(type)} cannot be written as JSON that Cortex reads.`);
    return findings.refuse();
  }
  if (!OPERATION_TYPES.includes(type)) {
    findings.note('operation-type-known', `${excerpt(type)} is none of the operations that TheHive knows.`);
  }
  return findings.accept(fault === undefined ? candidate : wellFormedRecord(candidate));
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

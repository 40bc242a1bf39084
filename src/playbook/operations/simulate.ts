import { excerpt } from '../excerpt.js';
import { isRecord, own } from '../record.js';
import { operationRule, type Subject } from './operation-types.js';
import type { OperationTarget } from './target.js';

/**
 * What TheHive will do with an operation, and why. `depends`: on something that Cortex does not tell; `held-back`: it is
 * not even handed over, for it would cost the others.
 */
export type Verdict = {
  readonly outcome: 'applies' | 'fails' | 'held-back' | 'depends' | 'unknown';
  readonly reason: string;
};

const APPLIES: Verdict = { outcome: 'applies', reason: 'will apply' };
const fails = (reason: string): Verdict => ({ outcome: 'fails', reason: `will fail: ${reason}` });

const ARTICLES: Readonly<Record<OperationTarget['entity'], string>> = {
  case: 'a case',
  alert: 'an alert',
  task: 'a task',
  log: 'a task log',
  observable: 'an observable'
};

/**
 * Whether TheHive will apply an operation that is well-formed to what the job was started for. Nothing is asked of
 * TheHive: that the tag, the user or the custom field exists is for it to find out.
 * Source: facts/cortex-thehive §3.3 (TheHive 4.1.24 `ActionOperationSrv.scala`; the rules of TheHive 5 are the same).
 */
export function simulateOperation(operation: unknown, target: OperationTarget): Verdict {
  const type = isRecord(operation) ? own(operation, 'type') : undefined;
  const rule = typeof type === 'string' ? operationRule(type) : undefined;
  if (typeof type !== 'string' || rule === undefined) {
    const name = typeof type === 'string' ? excerpt(type) : 'This';
    return target.thehive === 4
      ? { outcome: 'held-back', reason: `is held back: TheHive 4 does not know ${name}` }
      : { outcome: 'unknown', reason: `${name} is no operation that we know; TheHive may skip it` };
  }
  return VERDICTS[rule.subject](target);
}

const VERDICTS: Readonly<Record<Subject, (target: OperationTarget) => Verdict>> = {
  case: caseVerdict,
  alert: ({ entity }) => (entity === 'alert' ? APPLIES : fails(`${ARTICLES[entity]} is no alert`)),
  observable: ({ entity }) => (entity === 'observable' ? APPLIES : fails(`${ARTICLES[entity]} is no observable`)),
  task: ({ entity }) =>
    entity === 'log' ? APPLIES : fails(`TheHive finds a task only through a task log, not through ${ARTICLES[entity]}`)
};

function caseVerdict({ entity, parent }: OperationTarget): Verdict {
  if (entity === 'case') return APPLIES;
  if (entity === 'alert') return fails('an alert has no case');
  if (parent === 'case') return APPLIES;
  if (parent === 'alert') return fails(`the ${entity} is part of an alert, which has no case`);
  if (parent === 'none') return fails(`the ${entity} came without its case`);
  return { outcome: 'depends', reason: `will apply if the ${entity} is in a case; one of an alert has none` };
}

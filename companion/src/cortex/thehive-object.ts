import { ExactNumber, wellFormed } from '../../../src/json/index.js';
import { isPlainRecord, type PlainRecord } from '../../../src/json/index.js';
import type { OperationTarget } from '../../../src/playbook/index.js';

/** The object of TheHive that a responder was started for, and what is needed to name it. Texts in it are anybody's. */
export type TheHiveObject = {
  readonly entity: OperationTarget['entity'];
  readonly parent: 'case' | 'alert' | 'none';
  /** `case-12`, `alert-~41-observable-~42`: not yet safe as a file name. */
  readonly name: string;
  /** For people: `#12: A title`. */
  readonly label: string;
  /** What stands for the object where it would be a second copy of it. */
  readonly identity: Readonly<Record<string, string | number | ExactNumber>>;
};

/** Source: TheHive 4.1.24 `Conversion.scala:39`; Cortex hands on what it gets. */
const ENTITIES: Readonly<Record<string, OperationTarget['entity']>> = {
  'thehive:case': 'case',
  'thehive:case_artifact': 'observable',
  'thehive:alert': 'alert',
  'thehive:case_task': 'task',
  'thehive:case_task_log': 'log'
};

/** The data types of responders. */
export const RESPONDER_DATA_TYPES: readonly string[] = Object.keys(ENTITIES);

/** Whether a job is a responder's: analyzers get observables, whose types have no colon. */
export function isResponderType(dataType: string): boolean {
  return dataType.startsWith('thehive:');
}

/**
 * What an object of TheHive is, `undefined` for a data type that is none of the five. Total: fields that are missing are
 * left out of the name. Parents are nested: a task has `case`, a log `case_task.case`, an observable `case` or `alert`.
 * Source: TheHive 4.1.24 `AuditRenderer.scala:28-51`.
 */
export function describeObject(dataType: string, object: PlainRecord): TheHiveObject | undefined {
  const entity = Object.hasOwn(ENTITIES, dataType) ? ENTITIES[dataType] : undefined;
  if (entity === undefined) return undefined;
  const task = recordIn(object, 'case_task');
  const parentCase = entity === 'case' ? object : (recordIn(object, 'case') ?? (task && recordIn(task, 'case')));
  const parentAlert = entity === 'alert' ? object : recordIn(object, 'alert');
  const parts = [
    ...(parentCase === undefined ? [] : ['case', caseNumber(parentCase) || idOf(parentCase)]),
    ...(parentCase === undefined && parentAlert !== undefined ? ['alert', idOf(parentAlert)] : []),
    ...(entity === 'case' || entity === 'alert' ? [] : [entity, idOf(object)])
  ];
  const number = parentCase === undefined ? '' : caseNumber(parentCase);
  const title = textOf(object, 'title') || textOf(object, 'data') || textOf(object, 'message');
  return {
    entity,
    parent:
      entity === 'case' || entity === 'alert'
        ? 'none'
        : parentCase !== undefined
          ? 'case'
          : parentAlert === undefined
            ? 'none'
            : 'alert',
    name: parts.filter(part => part !== '').join('-') || entity,
    label: shortText([number === '' ? '' : `#${number}`, title].filter(text => text !== '').join(': ')),
    identity: identityOf(object)
  };
}

/** TheHive 4 calls the number of a case `caseId`, TheHive 5 `number`. */
function caseNumber(object: PlainRecord): string {
  return textOf(object, 'caseId') || textOf(object, 'number');
}

function idOf(object: PlainRecord): string {
  return textOf(object, '_id') || textOf(object, 'id');
}

function textOf(object: PlainRecord, key: string): string {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  if (value instanceof ExactNumber) return value.text;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function recordIn(object: PlainRecord, key: string): PlainRecord | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return isPlainRecord(value) ? value : undefined;
}

const IDENTIFYING = ['_type', '_id', 'id', 'caseId', 'number', 'title', 'dataType', 'sourceRef'];
const IDENTITY_CHARACTERS = 200;

/** The object stands in the notebook already: this only tells it from others. */
function shortText(text: string): string {
  return text.length > IDENTITY_CHARACTERS ? `${wellFormed(text.slice(0, IDENTITY_CHARACTERS))}…` : text;
}

function identityOf(object: PlainRecord): TheHiveObject['identity'] {
  return Object.fromEntries(
    IDENTIFYING.flatMap((key): (readonly [string, string | number | ExactNumber])[] => {
      const value = Object.hasOwn(object, key) ? object[key] : undefined;
      if (typeof value === 'number' || value instanceof ExactNumber) return [[key, value]];
      return typeof value === 'string' ? [[key, shortText(value)]] : [];
    })
  );
}

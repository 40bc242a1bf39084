import { parseJson } from '../../../src/json/index.js';
import {
  analyzerTarget,
  OPERATION_TYPES,
  sendableOperations,
  simulateOperation,
  validateOperation,
  type OperationTarget
} from '../../../src/playbook/index.js';
import { readsAllOperations } from '../../support/cortex/thehive.js';

const AT = { cell: 2, line: 3 };
const check = (json: string) => validateOperation(parseJson(json), AT);
const COMPLETE: Readonly<Record<string, object>> = {
  AddTagToCase: { tag: 't' },
  AddTagToArtifact: { tag: 't' },
  AddTagToAlert: { tag: 't' },
  MarkAlertAsRead: {},
  CreateTask: { title: 't', description: 'd' },
  AddCustomFields: { name: 'n', tpe: 'string', value: null },
  AddArtifactToCase: { data: 'd', dataType: 'ip', message: 'm', tlp: 1, ioc: true, tags: ['a'] },
  AssignCase: { owner: 'o' },
  AddLogToTask: { content: 'c' },
  CloseTask: {}
};
const operation = (type: string) => ({ type, ...COMPLETE[type] });

describe('feature 20: an operation', () => {
  it.each(OPERATION_TYPES)('%s with all its fields is taken as it is', type => {
    expect(validateOperation(operation(type), AT)).toEqual({ value: operation(type), problems: [] });
  });

  it.each(
    OPERATION_TYPES.flatMap(type =>
      Object.keys(COMPLETE[type] ?? {})
        .filter(field => !['tlp', 'ioc', 'tags'].includes(field))
        .map(field => [type, field] as const)
    )
  )('%s without "%s", which TheHive 4 demands, is refused by the name of the field', (type, field) => {
    const { [field]: _, ...rest } = operation(type) as Record<string, unknown>;
    const { value, problems } = validateOperation(rest, AT);
    expect(value).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(['operation-field-present']);
    expect(problems[0]?.message).toContain(`"${field}"`);
  });

  it.each([
    ['has a number as tag turned into text', '{"type":"AddTagToCase","tag":5}', { tag: '5' }, ['operation-field-type']],
    [
      'in other capitals is read as what it means',
      '{"type":"addtagtocase","tag":"t"}',
      { type: 'AddTagToCase' },
      ['operation-type-spelled']
    ],
    [
      'has one tag that is no list made one',
      '{"type":"AddArtifactToCase","data":"d","dataType":"ip","message":"m","tags":"a"}',
      { tags: ['a'] },
      ['operation-field-type']
    ],
    [
      'loses an optional field that cannot be read, and keeps the rest',
      '{"type":"AddArtifactToCase","data":"d","dataType":"ip","message":"m","ioc":"yes"}',
      { type: 'AddArtifactToCase', data: 'd', dataType: 'ip', message: 'm' },
      ['operation-field-type']
    ],
    [
      'has a TLP name read',
      '{"type":"AddArtifactToCase","data":"d","dataType":"ip","message":"m","tlp":"RED"}',
      { tlp: 3 },
      ['operation-field-type']
    ],
    [
      'with a text that TheHive 5 refuses is named',
      `{"type":"AddTagToCase","tag":"${'x'.repeat(129)}"}`,
      { type: 'AddTagToCase' },
      ['operation-field-bounded']
    ],
    [
      'of a future type passes with a warning',
      '{"type":"RemoveTagFromCase","tag":"t"}',
      { type: 'RemoveTagFromCase', tag: 't' },
      ['operation-type-known']
    ],
    ['keeps fields that TheHive does not read', '{"type":"CloseTask","why":"done"}', { why: 'done' }, []],
    [
      'keeps a field that is called __proto__ a field',
      '{"type":"CloseTask","__proto__":{"type":"x"}}',
      { type: 'CloseTask' },
      []
    ]
  ])('%s', (_title, json, expected, codes) => {
    const { value, problems } = check(json);
    expect(value).toMatchObject(expected);
    expect(problems.map(({ code }) => code)).toEqual(codes);
    expect(problems.every(({ at }) => at === AT)).toBe(true);
  });

  it.each([
    ['cortex-thehive §4 #39: without a type', '{"tag":"t"}', 'operation-type-present'],
    ['with a type that is a number', '{"type":7}', 'operation-type-present'],
    ['with a list as tag', '{"type":"AddTagToCase","tag":["a"]}', 'operation-field-readable'],
    ['with null as title', '{"type":"CreateTask","title":null,"description":"d"}', 'operation-field-present'],
    ['with a blank owner', '{"type":"AssignCase","owner":" "}', 'operation-field-present'],
    [
      'TheHive#1576: for a file observable',
      '{"type":"AddArtifactToCase","data":"d","dataType":"file","message":"m"}',
      'operation-observable-is-value'
    ],
    [
      'with a number that JSON does not have',
      '{"type":"AddCustomFields","name":"n","tpe":"float","value":NaN}',
      'result-numbers-finite'
    ]
  ])('%s is refused', (_title, json, code) => {
    const { value, problems } = check(json);
    expect(value).toBeUndefined();
    expect(problems.map(problem => problem.code)).toEqual([code]);
  });

  it('has a hint for a message that was forgotten, a field that looks optional', () => {
    const { problems } = check('{"type":"AddArtifactToCase","data":"d","dataType":"ip"}');
    expect(problems[0]?.message).toContain('"message"');
  });
});

const CASE: OperationTarget = { entity: 'case', parent: 'none', thehive: 5 };
const ALERT: OperationTarget = { entity: 'alert', parent: 'none', thehive: 5 };
const TASK: OperationTarget = { entity: 'task', parent: 'case', thehive: 5 };
const LOG: OperationTarget = { entity: 'log', parent: 'case', thehive: 5 };
const IN_CASE: OperationTarget = { entity: 'observable', parent: 'case', thehive: 5 };
const IN_ALERT: OperationTarget = { entity: 'observable', parent: 'alert', thehive: 5 };
const TARGETS = { CASE, ALERT, TASK, LOG, IN_CASE, IN_ALERT, ANALYZER: analyzerTarget(5) };
/** Rows of facts/cortex-thehive §3.3; `+` applies, `-` fails, `?` depends. Columns as in `TARGETS`. */
const MATRIX = {
  AddTagToCase: '+-+++-?',
  AddTagToArtifact: '----+++',
  AddTagToAlert: '-+-----',
  MarkAlertAsRead: '-+-----',
  CreateTask: '+-+++-?',
  AddCustomFields: '+-+++-?',
  AddArtifactToCase: '+-+++-?',
  AssignCase: '+-+++-?',
  AddLogToTask: '---+---',
  CloseTask: '---+---'
};
const OUTCOMES = { '+': 'applies', '-': 'fails', '?': 'depends' } as Readonly<Record<string, string>>;

describe('feature 19, 20: what TheHive does with an operation', () => {
  it('is told for every type', () => expect(Object.keys(MATRIX).sort()).toEqual([...OPERATION_TYPES].sort()));

  it.each(
    Object.entries(MATRIX).flatMap(([type, row]) =>
      Object.entries(TARGETS).map(([name, target], index) => [type, name, OUTCOMES[row[index] ?? ''], target] as const)
    )
  )('%s on %s: %s', (type, _name, outcome, target) => {
    expect(simulateOperation(operation(type), target).outcome).toBe(outcome);
  });

  it('is said in words that name the reason', () => {
    expect(simulateOperation(operation('AddTagToCase'), ALERT).reason).toBe('will fail: an alert has no case');
    expect(simulateOperation(operation('CloseTask'), TASK).reason).toContain('through a task log');
    expect(simulateOperation(operation('AddTagToCase'), { ...IN_CASE, parent: 'none' }).reason).toContain(
      'without its case'
    );
  });

  it.each([null, 3, [], {}, { type: 5 }, { type: '__proto__' }, { type: 'constructor' }])(
    'is unknown for %j',
    value => {
      expect(simulateOperation(value, CASE).outcome).toBe('unknown');
    }
  );
});

describe('the operations that are sent', () => {
  const found = (...types: string[]) =>
    types.map((type, line) => ({ value: { ...operation(type), type }, cell: 1, line: line + 1 }));

  it('cortex-thehive §4 #12: hold back on TheHive 4 what would cost it the whole result', () => {
    const sent = sendableOperations(found('AddTagToCase', 'Format', 'CloseTask'), { ...CASE, thehive: 4 });
    expect(sent.operations.map(({ type }) => type)).toEqual(['AddTagToCase', 'CloseTask']);
    expect(readsAllOperations(sent.operations)).toBe(true);
    expect(sent.problems.map(({ code, at }) => [code, at.line])).toEqual([
      ['operation-known-to-thehive', 2],
      ['operation-applies', 3]
    ]);
  });

  it('let a future type pass to TheHive 5', () => {
    const sent = sendableOperations(found('Format'), CASE);
    expect(sent).toMatchObject({ operations: [{ type: 'Format' }], problems: [] });
  });
});

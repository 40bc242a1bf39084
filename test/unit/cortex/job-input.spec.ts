import { ExactNumber } from '../../../src/json/index.js';
import { parseInputText, readJobInput } from '../../../companion/src/cortex/job-input.js';

const base = { dataType: 'ip', data: '192.0.2.1', tlp: 1, pap: 0 };

test('a full input is read', () => {
  const parameters = { organisation: 'soc', user: 'ana' };
  expect(readJobInput({ ...base, message: '7', parameters, config: { a: 1 } })).toEqual({
    dataType: 'ip',
    data: '192.0.2.1',
    file: undefined,
    object: undefined,
    tlp: 1,
    pap: 0,
    organisation: 'soc',
    user: 'ana',
    config: { a: 1 }
  });
});

test('null is absent: levels are 2, parameters and configuration are empty', () => {
  const input = readJobInput({ dataType: 'ip', data: 'x', tlp: null, pap: null, parameters: null, config: null });
  expect(input).toMatchObject({ tlp: 2, pap: 2, organisation: '', user: '', config: {} });
});

test('cortex-thehive §4 #4: a job without organisation and user gives empty texts', () => {
  expect(readJobInput({ ...base, parameters: {} })).toMatchObject({ organisation: '', user: '' });
  expect(readJobInput({ ...base, parameters: { organisation: 3, user: null } })).toMatchObject({
    organisation: '',
    user: ''
  });
});

test('cortex-thehive §4 #24: an observable of type file is its original name, with the stored file beside it', () => {
  const input = readJobInput({ dataType: 'file', file: 'attachment123', filename: '../evil.eml', contentType: null });
  expect(input.data).toBe('../evil.eml');
  expect(input.file).toEqual({
    storedName: 'attachment123',
    originalName: '../evil.eml',
    contentType: 'application/octet-stream'
  });
});

test.each([
  ['no data type', { data: 'x' }, 'Missing dataType field'],
  ['no data', { dataType: 'ip' }, 'Missing data field'],
  ['null data', { dataType: 'ip', data: null }, 'Missing data field'],
  ['file without file', { dataType: 'file', filename: 'x' }, 'Missing file field: the observable is of type file.'],
  [
    'a level that is text',
    { ...base, tlp: 'red' },
    "The job's input.json has fields of the wrong type: tlp (expected number)."
  ],
  [
    'parameters that are text',
    { ...base, parameters: 'x' },
    "The job's input.json has fields of the wrong type: parameters (expected Object)."
  ]
])('%s is refused by name', (_title, raw, message) => {
  expect(() => readJobInput(raw)).toThrow(expect.objectContaining({ code: 'JOB_INPUT_INVALID', message }));
});

test('text that is not JSON is refused without a word of it', () => {
  const read = (): unknown => parseInputText('{"config": {"token": "hunter2-secret" oops');
  expect(read).toThrow(expect.objectContaining({ code: 'JOB_INPUT_INVALID' }));
  expect(read).not.toThrow(/hunter2/u);
  expect(() => parseInputText('[1]')).toThrow(expect.objectContaining({ code: 'JOB_INPUT_INVALID' }));
});

test('a byte order mark before the JSON is no error', () => {
  expect(parseInputText('\uFEFF{"a":1}')).toEqual({ a: 1 });
});

describe('an object of TheHive', () => {
  const read = (dataType: string, data: unknown) => {
    const raw = { ...base, dataType, data };
    return readJobInput(raw, JSON.stringify(raw));
  };

  test.each([
    ['a case', 'thehive:case', { _id: '~1', caseId: 12, title: 'Phish' }, 'case-12', 'case', 'none', '#12: Phish'],
    ['a case of TheHive 5', 'thehive:case', { _id: '~1', number: 7 }, 'case-7', 'case', 'none', '#7'],
    ['an alert', 'thehive:alert', { _id: '~4', title: 'A' }, 'alert-~4', 'alert', 'none', 'A'],
    ['a task', 'thehive:case_task', { id: 't', case: { caseId: 3 } }, 'case-3-task-t', 'task', 'case', '#3'],
    [
      'a task log',
      'thehive:case_task_log',
      { id: 'l', message: 'm', case_task: { id: 't', case: { caseId: 3 } } },
      'case-3-log-l',
      'log',
      'case',
      '#3: m'
    ],
    [
      'an observable of a case',
      'thehive:case_artifact',
      { id: 'o', data: '192.0.2.1', case: { caseId: 3 } },
      'case-3-observable-o',
      'observable',
      'case',
      '#3: 192.0.2.1'
    ],
    [
      'cortex-thehive §4 #25, feature 36: an observable of an alert',
      'thehive:case_artifact',
      { _id: '~9', data: 'x', alert: { _id: '~8' } },
      'alert-~8-observable-~9',
      'observable',
      'alert',
      'x'
    ],
    ['a log without its parents', 'thehive:case_task_log', {}, 'log', 'log', 'none', ''],
    ['fields of odd types', 'thehive:case', { caseId: {}, title: [], case: 3 }, 'case', 'case', 'none', '']
  ])('%s is told by its name', (_title, dataType, data, name, entity, parent, label) => {
    expect(read(dataType, data)).toMatchObject({ data: name, object: { entity, parent, label, value: data } });
  });

  test('an id beyond 2^53 keeps its digits in the name', () => {
    const text = '{"dataType":"thehive:case","data":{"caseId":12345678901234567891}}';
    const { data, object } = readJobInput(JSON.parse(text) as Record<string, unknown>, text);
    expect(data).toBe('case-12345678901234567891');
    expect(object?.identity).toEqual({ caseId: new ExactNumber('12345678901234567891') });
  });

  test('cortex-thehive §4 #26: a title of megabytes names it by its beginning', () => {
    const { object } = read('thehive:case', { caseId: 1, title: 't'.repeat(5_000_000) });
    expect(JSON.stringify([object?.label, object?.identity]).length).toBeLessThan(600);
  });

  test('keeps every digit of its numbers', () => {
    const text = '{"dataType":"thehive:case","data":{"flow":12345678901234567890,"ratio":1.0}}';
    const { object } = readJobInput(JSON.parse(text) as Record<string, unknown>, text);
    expect(object?.value).toEqual({ flow: new ExactNumber('12345678901234567890'), ratio: new ExactNumber('1.0') });
  });

  test.each([
    ['an unknown type', 'thehive:page', {}, /does not know thehive:page/],
    ['a type that every object has', 'thehive:constructor', {}, /does not know/],
    ['a text', 'thehive:case', 'x', /is a JSON object; this one is a string/],
    ['a list', 'thehive:case', [], /this one is a list/]
  ])('%s is refused', (_title, dataType, data, message) => {
    expect(() => read(dataType, data)).toThrow(message);
  });

  test('nested too deeply is refused by a sentence', () => {
    const text = `{"dataType":"thehive:case","data":{"a":${'['.repeat(2000)}${']'.repeat(2000)}}}`;
    expect(() => readJobInput(JSON.parse(text) as Record<string, unknown>, text)).toThrow(/nested too deeply/);
  });
});

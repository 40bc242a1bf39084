import { parseInputText, readJobInput } from '../../../companion/src/cortex/job-input.js';

const base = { dataType: 'ip', data: '192.0.2.1', tlp: 1, pap: 0 };

test('a full input is read', () => {
  const parameters = { organisation: 'soc', user: 'ana' };
  expect(readJobInput({ ...base, message: '7', parameters, config: { a: 1 } })).toEqual({
    dataType: 'ip',
    data: '192.0.2.1',
    file: undefined,
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

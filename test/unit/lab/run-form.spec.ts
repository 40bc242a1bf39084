import {
  EMPTY_FORM,
  formOfRequest,
  formOfSample,
  inputOf,
  valuesOf,
  type RunForm
} from '../../../src/lab/run/run-form.js';
import { changeForm, expiredRuns } from '../../../src/lab/run/session-state.js';
import type { FormField, Job } from '../../../src/service-api/index.js';

const form = (change: Partial<RunForm>): RunForm => ({ ...EMPTY_FORM, ...change });

test.each([
  [
    'an observable',
    { dataType: 'ip', data: '192.0.2.7' },
    { value: { dataType: 'ip', data: '192.0.2.7', tlp: 2, pap: 2 } }
  ],
  ['white space only', { data: '  ' }, { fault: { field: 'data', fault: 'missing' } }],
  [
    'a file',
    { dataType: 'file', file: '/mails/a.eml', data: 'left over' },
    { value: { dataType: 'file', file: 'mails/a.eml', tlp: 2, pap: 2 } }
  ],
  ['a file outside', { dataType: 'file', file: '../a.eml' }, { fault: { field: 'file', fault: 'outside' } }],
  [
    'an object',
    { dataType: 'thehive:case', data: '{"caseId": 12}' },
    { value: { dataType: 'thehive:case', data: { caseId: 12 }, tlp: 2, pap: 2 } }
  ],
  ['half an object', { dataType: 'thehive:case', data: '{"caseId"' }, { fault: { field: 'data', fault: 'not-json' } }],
  ['a list', { dataType: 'thehive:case', data: '[1]' }, { fault: { field: 'data', fault: 'not-object' } }]
])('the form with %s is an input, or says what is wrong', (_, change, wanted) => {
  expect(inputOf(form(change))).toEqual(wanted);
});

const field = (change: Partial<FormField>): FormField => ({
  name: 'x',
  control: 'text',
  type: null,
  source: '',
  value: '',
  help: '',
  setBy: 'playbook',
  ...change
});

test.each([
  ['an integer', field({ control: 'integer', value: 3 }), '4', { value: { x: 4 } }],
  [
    'an integer with a point',
    field({ control: 'integer', value: 3 }),
    '4.5',
    { fault: { field: 'value', name: 'x', fault: 'not-integer' } }
  ],
  ['a number', field({ control: 'number', value: 0.1 }), '2e-1', { value: { x: 0.2 } }],
  [
    'no number',
    field({ control: 'number', value: 0.1 }),
    'a',
    { fault: { field: 'value', name: 'x', fault: 'not-number' } }
  ],
  ['a switch', field({ control: 'boolean', value: false }), 'true', { value: { x: true } }],
  ['the default', field({ control: 'integer', value: 3 }), '3', { value: undefined }],
  ['what Cortex sets', field({ setBy: 'input' }), 'mine', { value: undefined }]
])('a parameter with %s is handed over by its type, or named', (_, each, text, wanted) => {
  expect(valuesOf(form({ values: { x: text } }), [each])).toEqual(wanted);
});

test('the file of a sample is found from the file of the samples', () => {
  const sample = { name: 's', input: { dataType: 'file', tlp: 1 }, file: '../mails/a.eml', expected: {} };
  expect(formOfSample(sample, 'play/books/x.samples.json', EMPTY_FORM)).toMatchObject({
    file: 'play/mails/a.eml',
    tlp: 1,
    sample: 's'
  });
});

test('a run is repeated with all that it was asked for', () => {
  const input = { dataType: 'thehive:case', data: { caseId: 1 }, tlp: 3, pap: 0 };
  const again = formOfRequest({ notebook: 'a.ipynb', input, sample: 's', values: { days: 4 } });
  expect(inputOf(again)).toEqual({ value: input });
  expect(again).toMatchObject({ sample: 's', values: { days: '4' } });
});

test('what is changed by hand is not the sample any more, but for parameters', () => {
  const chosen = form({ sample: 's' });
  expect(changeForm(chosen, { data: 'x' }).sample).toBeUndefined();
  expect(changeForm(chosen, { values: { x: '1' } }).sample).toBe('s');
});

test('of the runs that ended the newest are kept, and one that goes on is not touched', () => {
  const job = (id: string, status: Job['status']): Job => ({ id, status }) as Job;
  const history = [job('4', 'running'), job('2', 'failed'), job('3', 'completed'), job('1', 'cancelled')];
  expect(expiredRuns(history, 1)).toEqual(['2', '1']);
  expect(expiredRuns(history, 20)).toEqual([]);
});

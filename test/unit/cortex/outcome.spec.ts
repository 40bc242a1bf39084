import { analyzerTarget, type OperationTarget } from '../../../src/playbook/index.js';
import type { Problem, Severity } from '../../../src/problem.js';
import { jobOutcome } from '../../../companion/src/cortex/outcome.js';
import { notebookResult } from '../../support/cortex-results.js';

const bad = (severity: Severity): Problem => ({
  code: 'result-json-valid',
  severity,
  at: { cell: 1, line: 1 },
  message: 'x'
});
const CASE: OperationTarget = { entity: 'case', parent: 'none', thehive: 4 };
const LOG: OperationTarget = { entity: 'log', parent: 'case', thehive: 4 };
const WITHHELD: Problem = { code: 'report-without-secrets', severity: 'error', at: {}, message: 'x' };
const UNSTORED: Problem = { code: 'notebook-stored', severity: 'error', at: {}, message: 'x' };
const ok = notebookResult();
const failed = notebookResult({ status: 'failed' });
const failedWithFind = notebookResult({
  status: 'failed',
  artifacts: [{ dataType: 'ip', data: '192.0.2.1', tlp: 2, tags: [] }]
});
const RUN = { level: 'suspicious', namespace: 'Huntbook', predicate: 'Run', value: 'partial' };
const results = (value: string) => ({ level: 'suspicious', namespace: 'Huntbook', predicate: 'Results', value });

test.each([
  ['all completed', [ok, ok], 'partial', { kind: 'completed', taxonomies: [] }],
  ['one of two failed', [ok, failed], 'partial', { kind: 'partial', taxonomies: [RUN] }],
  [
    'one of two was cancelled',
    [ok, notebookResult({ status: 'cancelled' })],
    'partial',
    { kind: 'partial', taxonomies: [RUN] }
  ],
  ['the only one failed without a find', [failed], 'partial', { kind: 'failed' }],
  ['the only one failed after a find', [failedWithFind], 'partial', { kind: 'partial', taxonomies: [RUN] }],
  ['none could be read', [notebookResult({ status: 'unstarted' })], 'partial', { kind: 'failed' }],
  [
    'a line was refused',
    [notebookResult({ problems: [bad('error')] })],
    'partial',
    { kind: 'completed', taxonomies: [results('1 refused')] }
  ],
  [
    'lines were refused and changed',
    [notebookResult({ problems: [bad('error'), bad('warning'), bad('warning')] })],
    'partial',
    { kind: 'completed', taxonomies: [results('1 refused, 2 changed')] }
  ],
  [
    'something is only worth knowing',
    [notebookResult({ problems: [bad('info')] })],
    'partial',
    { kind: 'completed', taxonomies: [] }
  ],
  [
    'a problem is not about a result',
    [notebookResult({ problems: [{ ...bad('warning'), at: {} }] })],
    'partial',
    { kind: 'completed', taxonomies: [] }
  ],
  [
    'a line was no result at all',
    [notebookResult({ problems: [{ ...bad('warning'), code: 'result-line-is-json' }] })],
    'partial',
    { kind: 'completed', taxonomies: [results('1 refused')] }
  ],
  [
    'the report was withheld',
    [notebookResult({ problems: [WITHHELD] })],
    'partial',
    { kind: 'completed', taxonomies: [{ ...RUN, predicate: 'Report', value: 'withheld' }] }
  ],
  ['all or nothing, the report was withheld', [notebookResult({ problems: [WITHHELD] })], 'fail', { kind: 'failed' }],
  [
    'all or nothing, the notebook is not stored',
    [notebookResult({ problems: [UNSTORED] })],
    'fail',
    { kind: 'failed' }
  ],
  ['all or nothing, all completed', [ok, ok], 'fail', { kind: 'completed', taxonomies: [] }],
  ['all or nothing, one failed', [ok, failed], 'fail', { kind: 'failed' }],
  ['all or nothing, a line was refused', [notebookResult({ problems: [bad('error')] })], 'fail', { kind: 'failed' }],
  [
    'all or nothing, a line was changed',
    [notebookResult({ problems: [bad('warning')] })],
    'fail',
    { kind: 'completed', taxonomies: [results('1 changed')] }
  ]
] as const)('%s: the outcome says so', (_title, notebooks, onError, expected) => {
  expect(jobOutcome({ results: notebooks, leftOut: 0 }, { onError, target: CASE })).toEqual(expected);
});

const HELD_BACK: Problem = { ...bad('error'), code: 'operation-field-present' };
const operations = (value: string) => ({ level: 'suspicious', namespace: 'Huntbook', predicate: 'Operations', value });

test.each([
  ['all apply', [{ type: 'CloseTask' }], LOG, 0, []],
  ['one cannot apply', [{ type: 'CloseTask' }], CASE, 0, [operations('1 will fail')]],
  [
    'some are held back',
    [{ type: 'AddTagToCase', tag: 't' }, { type: 'MarkAlertAsRead' }],
    CASE,
    2,
    [operations('1 will apply, 1 will fail, 2 held back')]
  ],
  [
    'an analyzer does not know the case of its observable',
    [{ type: 'AddTagToCase', tag: 't' }],
    analyzerTarget(4),
    1,
    [operations('1 may apply, 1 held back')]
  ]
] as const)(
  'operations are told under Operations and not under Results: %s',
  (_title, sent, target, heldBack, told) => {
    const problems = Array.from({ length: heldBack }, () => HELD_BACK);
    const result = notebookResult({ operations: sent, heldBack, problems });
    expect(jobOutcome({ results: [result], leftOut: 0 }, { onError: 'partial', target })).toEqual({
      kind: 'completed',
      taxonomies: told
    });
    expect(jobOutcome({ results: [result], leftOut: 0 }, { onError: 'fail', target }).kind).toBe(
      heldBack > 0 ? 'failed' : 'completed'
    );
  }
);

test('results that did not fit are told, and count as an error where all or nothing is wanted', () => {
  expect(jobOutcome({ results: [ok], leftOut: 3 }, { onError: 'partial', target: CASE })).toEqual({
    kind: 'completed',
    taxonomies: [results('3 left out')]
  });
  expect(jobOutcome({ results: [ok], leftOut: 3 }, { onError: 'fail', target: CASE })).toEqual({ kind: 'failed' });
});

test('evidence that could not be stored is told', () => {
  const problems = [{ code: 'notebook-stored', severity: 'error', at: {}, message: 'x' }] as const;
  expect(
    jobOutcome({ results: [notebookResult({ problems })], leftOut: 0 }, { onError: 'partial', target: CASE })
  ).toMatchObject({
    taxonomies: [{ level: 'suspicious', namespace: 'Huntbook', predicate: 'Evidence', value: 'not stored' }]
  });
});

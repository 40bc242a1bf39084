import fc from 'fast-check';
import { readOutput, runCell } from '../../../src/lab/run/read-output.js';
import { troubleOf } from '../../../src/lab/run/trouble.js';
import { VERSION } from '../../../src/lab/version.js';
import { ServiceAbsent, ServiceRefused } from '../../../src/service-api/index.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

test('an answer of the worker gives results, problems, report and the reason of a stop', () => {
  const output = {
    success: true,
    full: {
      version: 1,
      status: 'partial',
      problems: [{ code: 'x', severity: 'error', notebook: 'a', cell: 3, line: 2, message: 'bad line' }],
      notebooks: [{ html: '<div>r</div>', failure: 'Cell 3 raised' }]
    },
    summary: { taxonomies: [{ level: 'safe', namespace: 'N', predicate: 'P', value: 1 }] },
    artifacts: [
      { dataType: 'ip', data: '192.0.2.1', tlp: 2, tags: ['t'] },
      { dataType: 'file', file: 'f1', filename: 'a.eml', tlp: 1, tags: [] }
    ],
    operations: [{ type: 'AddTagToCase', tag: 'x' }]
  };
  const result = readOutput(JSON.stringify(output));
  expect(result).toMatchObject({
    kind: 'found',
    html: '<div>r</div>',
    failure: 'Cell 3 raised',
    problems: [{ severity: 'error', at: { cell: 3, line: 2 }, message: 'bad line' }],
    taxonomies: [{ value: { level: 'safe', value: 1 } }],
    artifacts: [{ value: { data: '192.0.2.1' } }, { value: { dataType: 'file', filename: 'a.eml' } }],
    operations: [{ value: { type: 'AddTagToCase' } }]
  });
});

test('whatever stands in output.json, it is read as a result', () => {
  const part = fc.oneof(fc.anything(), fc.array(fc.anything()));
  fc.assert(
    fc.property(
      fc.record({
        success: fc.boolean(),
        full: part,
        summary: part,
        artifacts: part,
        operations: part,
        errorMessage: part
      }),
      output => {
        const text = JSON.stringify(output, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
        expect(readOutput(text).kind).toBe(output.success ? 'found' : 'failed');
      }
    ),
    { numRuns: 300 }
  );
  expect(readOutput('{"success": tr').kind).toBe('failed');
});

test('the marks at a cell that stopped a run are no cells of the notebook', () => {
  // Stored: link, 0, 1, mark, 2, 3; cell 2 stopped the run.
  expect([0, 1, 2, 3, 4, 5].map(stored => runCell(stored, 2))).toEqual([undefined, 0, 1, undefined, 2, 3]);
  expect(runCell(4, undefined)).toBe(4);
});

test.each([
  [404, 'absent'],
  [302, 'signed-out'],
  [403, 'signed-out'],
  [500, 'down'],
  [599, 'down'],
  [0, 'unreachable']
])('a page of somebody else with status %i means that the service is %s', (status, kind) => {
  expect(troubleOf(new ServiceAbsent('x', { details: { status } })).kind).toBe(kind);
});

test('what the service says is told in its own words, and a service that cannot start is down', () => {
  const refused = new ServiceRefused('2 runs go on.', {
    hint: 'Cancel one.',
    details: { status: 429, code: 'QUEUE_FULL' }
  });
  expect(troubleOf(refused)).toEqual({ kind: 'refused', code: 'QUEUE_FULL', message: '2 runs go on. Cancel one.' });
  const missing = new ServiceRefused('No Node.', { details: { status: 503, code: 'SERVICE_UNSUPPORTED' } });
  expect(troubleOf(missing)).toMatchObject({ kind: 'down', message: 'No Node.' });
});

test('the version that the page tells the service is that of the package', () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as { version: string };
  expect(VERSION).toBe(version);
});

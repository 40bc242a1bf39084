import fc from 'fast-check';
import { advance, failedCell, startProgress, type RunProgress } from '../../../src/lab/run/run-progress.js';
import type { Followed, Job } from '../../../src/service-api/index.js';

const JOB: Job = {
  id: '20260101T000000000Z-00000000',
  notebook: 'a.ipynb',
  status: 'running',
  createdAtUtc: '2026-01-01T00:00:00.000Z',
  startedAtUtc: '2026-01-01T00:00:00.000Z',
  finishedAtUtc: null,
  dataType: 'ip',
  observable: '192.0.2.1',
  sample: null,
  isUnsaved: false,
  error: null,
  findings: null,
  sizes: { events: null, result: null, report: null, notebook: null }
};

let cursor = 0;
const event = (kind: string, more: object = {}): Followed => ({
  kind: 'run',
  event: { kind, notebook: 'a.ipynb', ...more },
  cursor: (cursor += 10)
});
const printed = (cell: number, text: string): Followed =>
  event('cellOutput', { cell, event: { kind: 'stream', output: { name: 'stdout', text } } });
const after = (...told: readonly Followed[]): RunProgress => told.reduce(advance, startProgress(JOB));

const TWO_CELLS = [
  event('runStarted', { cells: 3, cellIds: ['text', 'injected', 'two'] }),
  event('kernelStarted', { name: 'python3' }),
  event('cellStarted', { cell: 0 }),
  event('cellFinished', { cell: 0, status: 'completed', durationMs: 0, executionCount: null }),
  event('cellStarted', { cell: 1 }),
  printed(1, 'one\n'),
  event('cellFinished', { cell: 1, status: 'completed', durationMs: 12, executionCount: 1 })
];

test('text cells are counted and not listed, code cells are listed with what they print', () => {
  const progress = after(...TWO_CELLS);
  expect(progress).toMatchObject({ cells: 3, ended: 2, kernel: 'python3', cellIds: ['text', 'injected', 'two'] });
  expect(progress.begun).toEqual([{ cell: 1, status: 'completed', durationMs: 12, tail: 'one\n', error: undefined }]);
});

test('the cell that stopped the run is the failed one, with its error in one line and without colours', () => {
  const output = { ename: 'ValueError', evalue: '\u001b[31mno\u001b[0m such host', traceback: [] };
  const progress = after(
    ...TWO_CELLS,
    event('cellStarted', { cell: 2 }),
    event('cellOutput', { cell: 2, event: { kind: 'error', output } }),
    event('cellFinished', { cell: 2, status: 'failed', durationMs: 3, executionCount: 2 })
  );
  expect(failedCell(progress)).toMatchObject({ cell: 2, error: 'ValueError: no such host' });
  expect(failedCell(after(...TWO_CELLS))).toBeUndefined();
});

test('a broken connection is said until anything is heard again, and what was known stays', () => {
  const lost = after(...TWO_CELLS, { kind: 'lost', failure: new Error('gone') });
  expect(lost).toMatchObject({ lost: 'gone', ended: 2 });
  expect(advance(lost, { kind: 'job', job: JOB }).lost).toBeUndefined();
  expect(advance(lost, printed(1, 'x')).lost).toBeUndefined();
});

test('output that comes after the end of its cell belongs to it', () => {
  const progress = after(...TWO_CELLS, event('cellStarted', { cell: 2 }), printed(1, 'late\n'));
  expect(progress.begun.map(({ tail }) => tail)).toEqual(['one\nlate\n', '']);
});

test('of a long output the end is kept, and a progress bar shows its last state', () => {
  const many = Array.from({ length: 5_000 }, (_, line) => printed(1, `line ${line}\n`));
  const [entry] = after(...TWO_CELLS, ...many).begun;
  expect(entry?.tail.length).toBeLessThanOrEqual(2_000);
  expect(entry?.tail.endsWith('line 4999\n')).toBe(true);
  expect(after(...TWO_CELLS, printed(1, '10 %\r20 %\r30 %\n')).begun[0]?.tail).toBe('one\n30 %\n');
});

test('whatever an event holds, the progress stays what it says it is, and is never changed in place', () => {
  const anyEvent = fc.record({
    kind: fc.constantFrom(
      'runStarted',
      'kernelStarted',
      'cellStarted',
      'cellOutput',
      'cellFinished',
      'problemFound',
      'other'
    ),
    cell: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.anything()),
    event: fc.oneof(
      fc.record({
        kind: fc.constantFrom('stream', 'error', 'clear', 'display'),
        output: fc.anything(),
        wait: fc.boolean()
      }),
      fc.anything()
    ),
    problem: fc.anything(),
    cells: fc.anything(),
    cellIds: fc.oneof(fc.array(fc.string()), fc.anything()),
    status: fc.constantFrom('completed', 'failed', 'odd'),
    executionCount: fc.oneof(fc.constant(null), fc.integer()),
    durationMs: fc.anything()
  });
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 20 }), events => {
      let progress = Object.freeze(startProgress(JOB));
      for (const each of events) {
        const next = advance(progress, event(each.kind, each));
        expect(next.begun.every(({ tail, cell }) => tail.length <= 2_000 && typeof cell === 'number')).toBe(true);
        expect(next.problems.every(({ message }) => typeof message === 'string')).toBe(true);
        progress = Object.freeze(next);
      }
    }),
    { numRuns: 300 }
  );
});

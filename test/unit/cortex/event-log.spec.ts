import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventLog } from '../../../companion/src/cortex/index.js';
import type { RunEvent } from '../../../companion/src/execution/index.js';

const folder = mkdtempSync(join(tmpdir(), 'event-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const output = (text: string): RunEvent => ({
  kind: 'cellOutput',
  cell: 3,
  event: { kind: 'stream', output: { output_type: 'stream', name: 'stdout', text } }
});
const started: RunEvent = { kind: 'cellStarted', cell: 3, atUtc: '2026-01-01T00:00:00.000Z' };

/** What a log of small limits holds after the events. */
function logged(name: string, events: readonly RunEvent[]): readonly Record<string, unknown>[] {
  const path = join(folder, name);
  const log = openEventLog(path, { eventBytes: 300, logBytes: 600 });
  for (const event of events) log.write('/n.ipynb', event);
  log[Symbol.dispose]();
  const text = readFileSync(path, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
}

const codes = (lines: readonly Record<string, unknown>[]): readonly unknown[] =>
  lines.map(({ kind, problem }) => (problem === undefined ? kind : (problem as { code: string }).code));

it('holds one whole JSON object a line, with the notebook it is about, for its owner alone', () => {
  const lines = logged('plain', [started, output('a\nb\u2028\u{1F600}')]);
  expect(lines).toEqual([
    { notebook: '/n.ipynb', ...started },
    { notebook: '/n.ipynb', ...output('a\nb\u2028\u{1F600}') }
  ]);
  expect(statSync(join(folder, 'plain')).mode & 0o777).toBe(0o600);
});

it('leaves out an output that is too large, and says so at its cell', () => {
  const lines = logged('large', [output('x'.repeat(400)), started]);
  expect(codes(lines)).toEqual(['event-small-enough', 'cellStarted']);
  expect(lines[0]).toMatchObject({ problem: { at: { cell: 3 } } });
});

it('leaves out further outputs when it is full, says so once, and still tells how the run goes', () => {
  const many = Array.from({ length: 20 }, () => output('x'.repeat(50)));
  const all = codes(logged('full', [...many, started]));
  expect(all.filter(code => code === 'events-few-enough')).toHaveLength(1);
  expect(all.at(-1)).toBe('cellStarted');
  expect(all.length).toBeLessThan(8);
});

it('a disk that takes nothing any more costs the job nothing', () => {
  const log = openEventLog(join(folder, 'closed'));
  log[Symbol.dispose]();
  expect(() => log.write('/n.ipynb', started)).not.toThrow();
});

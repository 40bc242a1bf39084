import { CellError } from '../../../companion/src/execution/index.js';
import { failureText } from '../../../companion/src/cortex/failure-text.js';
import { JobTerminated } from '../../../companion/src/cortex/failures.js';

test('cortex-thehive §4 #13: a cell that raised is told with notebook, exception, last lines and where to look', () => {
  const traceback = [
    '\u001b[0;31mValueError\u001b[0m',
    ...Array.from({ length: 30 }, (_, index) => `line ${String(index)}`)
  ];
  const error = new CellError({ cell: 2, executionCount: 3, ename: 'ValueError', evalue: 'bad', traceback });
  const tagged = (tag: string) => ({ metadata: { tags: [tag] }, source: '' });
  const cells = [
    tagged('papermill-error-cell-tag'),
    tagged('injected-parameters'),
    {},
    tagged('mine'),
    { source: 'x()' }
  ];
  const text = failureText(error, { name: '/a.ipynb', storedAt: '/out/a.ipynb', cell: 4, cells });
  expect(text).toMatch(/^Notebook \/a\.ipynb: In \[3\].* raised ValueError: bad/u);
  expect(text).toContain(
    'line 29\nIt is cell 3 ("x()") of the playbook, cell 5 of the executed notebook.\nExecuted notebook: /out/a.ipynb'
  );
  expect(text).not.toContain('line 9\n');
  expect(text).not.toContain('\u001b');
});

test('a signal is told with the cell that it met', () => {
  const error = new JobTerminated('Asked to end.', { details: { signal: 'SIGTERM' } });
  expect(failureText(error, { name: 'a', storedAt: '/o', cell: 0 })).toBe(
    'Notebook a: Asked to end.\nIt was running cell 1 of the playbook.\nExecuted notebook: /o'
  );
});

test('a failure text has an end', () => {
  expect(failureText(new Error('x'.repeat(100_000)), { name: 'a' }).length).toBeLessThanOrEqual(8000);
});

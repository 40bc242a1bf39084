import { createRedactor } from '../../../src/redaction.js';
import { Secret } from '../../../src/secret.js';
import { secretsSeen } from '../../../companion/src/cortex/withhold-report.js';
import { logLine } from '../../../companion/src/cortex/log.js';

const redactor = createRedactor([new Secret('hunter22')]);

test.each([
  ['<p>hun<b>ter22</b> [redacted] hunter22</p>', 2],
  ['<p>hunt&#101;r22</p>', 1],
  ['<p title="hunter22">[redacted]</p>', 0],
  ['<td>hunter</td><td>22</td>', 0]
])('in %s a reader sees so many secrets: %d', (html, count) => {
  expect(secretsSeen(html, redactor)).toBe(count);
});

test('the line in the log keeps its own words', () => {
  const summary = { job: 'j1', status: 'completed', notebooks: 1, durationMs: 10 };
  expect(logLine(summary, undefined)).toBe('huntbook job=j1 status=completed notebooks=1 seconds=0.01\n');
});

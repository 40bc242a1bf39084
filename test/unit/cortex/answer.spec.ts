import type { TaxonomyLevel } from '../../../src/playbook/index.js';
import { answerText, failureAnswer, successAnswer } from '../../../companion/src/cortex/answer.js';
import { MAX_OUTPUT_BYTES } from '../../../src/full-report/index.js';
import { boundResults } from '../../../companion/src/cortex/bound-results.js';
import { digestCells, SEE_HTML } from '../../../src/full-report/cell-digest.js';
import { reportBudget } from '../../../companion/src/cortex/job-context.js';
import type { NotebookResult } from '../../../companion/src/cortex/notebook-result.js';
import { notebookResult } from '../../support/cortex-results.js';

const outcome = { kind: 'completed', taxonomies: [] } as const;
const full = (results: readonly NotebookResult[], hasHtml = true) => {
  const answer = successAnswer({ outcome, results: boundResults(results).results, hasHtml, responds: undefined });
  if (!answer.success) throw new Error('not a success');
  return { answer, full: answer.full, bytes: Buffer.byteLength(answerText(answer)) };
};
const picture = {
  output_type: 'display_data',
  data: { 'text/plain': '<Figure>', 'image/png': 'iVBOR', 'text/html': '<b>x</b>', 'application/json': { a: 1 } },
  metadata: {}
};
const cell = (outputs: readonly unknown[], source = 'x') => ({
  cell_type: 'code',
  source,
  metadata: { tags: ['t'], other: 1 },
  outputs,
  id: 'i',
  execution_count: 1
});
const notebook = (cells: readonly unknown[]) => ({ cells, metadata: { papermill: { duration: 1.5 }, huntbook: {} } });

test('feature 22: the full report has the shape of the original, and more', () => {
  const problems = [{ code: 'c', severity: 'error', at: { cell: 1, line: 2 }, message: 'm', hint: 'h' }] as const;
  expect(JSON.parse(answerText(full([notebookResult({ notebook: notebook([cell([])]), problems })]).answer))).toEqual({
    success: true,
    summary: { taxonomies: [] },
    artifacts: [],
    operations: [],
    full: {
      version: 1,
      status: 'completed',
      problems: [{ code: 'c', severity: 'error', notebook: '/a.ipynb', cell: 1, line: 2, message: 'm h' }],
      notebooks: [
        {
          name: '/a.ipynb',
          status: 'completed',
          duration: 1.5,
          output_notebook: '/out/a.ipynb',
          html: '<div></div>',
          metadata: { papermill: { duration: 1.5 } },
          cells: [{ cell_type: 'code', source: 'x', metadata: { tags: ['t'] }, outputs: [] }]
        }
      ]
    }
  });
});

test('cortex-thehive §4 #28: pictures and markup stand once, in the HTML', () => {
  const data = { 'text/plain': '<Figure>', 'image/png': SEE_HTML, 'text/html': SEE_HTML, 'application/json': { a: 1 } };
  expect(full([notebookResult({ notebook: notebook([cell([picture])]) })]).full.notebooks).toMatchObject([
    { cells: [{ outputs: [{ data }] }] }
  ]);
});

test('without HTML the pictures stay in the cells', () => {
  const result = notebookResult({ notebook: notebook([cell([picture])]), html: undefined });
  const [entry] = full([result], false).full.notebooks;
  expect(entry).toMatchObject({ cells: [{ outputs: [picture] }] });
  expect(entry).not.toHaveProperty('html');
});

test('outputs that do not fit are left out with a marker, and the rest stays', () => {
  const large = { output_type: 'stream', name: 'stdout', text: 'y'.repeat(16_000_000) };
  const { full: report, bytes } = full([notebookResult({ notebook: notebook([cell([large]), cell([], 'last')]) })]);
  expect(report.notebooks).toMatchObject([
    {
      cells: [{ source: 'x', outputs: [{ text: expect.stringContaining('left out') as unknown }] }, { source: 'last' }]
    }
  ]);
  expect(bytes).toBeLessThan(MAX_OUTPUT_BYTES);
});

test('an answer never has more than 15 MB, whatever the notebooks hold', () => {
  const html = '"'.repeat(3_000_000);
  const big = () =>
    notebookResult({
      html,
      notebook: notebook([cell([{ output_type: 'stream', name: 'stdout', text: '"'.repeat(9_000_000) }])]),
      artifacts: Array.from({ length: 30_000 }, (_, index) => ({
        dataType: 'other',
        data: `${index}${'a'.repeat(100)}`,
        tlp: 2,
        tags: []
      })),
      operations: Array.from({ length: 10_000 }, () => ({ type: 'AddTagToCase', tag: 'o'.repeat(100) }))
    });
  const { answer, full: report, bytes } = full([big(), big(), big()]);
  expect(bytes).toBeLessThanOrEqual(MAX_OUTPUT_BYTES);
  expect(report.notebooks.map(entry => 'html' in entry)).toEqual([true, false, false]);
  const codes = report.problems.map(({ code }) => code);
  expect(codes).toContain('report-small-enough');
  expect(codes).toEqual(expect.arrayContaining(['artifacts-few-enough', 'operations-few-enough']));
  expect(answer.success && JSON.stringify(answer.operations).length).toBeLessThan(1_000_100);
  expect(answer).toMatchObject({ summary: { taxonomies: [{ predicate: 'Report', value: 'left out' }] } });
  expect(answer.success && answer.artifacts.length).toBeGreaterThan(10_000);
});

test('a parameter of megabytes does not stand in the answer', () => {
  const metadata = { papermill: { parameters: { a: 'x'.repeat(600_000) }, duration: 1 } };
  expect(full([notebookResult({ notebook: { cells: [], metadata } })]).full.notebooks).toMatchObject([
    { metadata: { papermill: { parameters: '[left out: too large]', duration: 1 } } }
  ]);
});

test('Jackson’s limit of 1,000 levels is never reached', () => {
  let deep: unknown = 1;
  for (let depth = 0; depth < 900; depth += 1) deep = [deep];
  const text = answerText(
    full(
      [
        notebookResult({
          html: undefined,
          notebook: notebook([cell([{ output_type: 'display_data', data: { 'application/json': deep } }])])
        })
      ],
      false
    ).answer
  );
  expect(/\[{250}/u.test(text)).toBe(false);
});

test.each([
  [{ a: Number.NaN, b: Infinity }, '{"a":null,"b":null}'],
  [{ 'k\uD800': 'x\uDC00y' }, '{"k\uFFFD":"x\uFFFDy"}'],
  [['\\ud800', '\\\uD800', '\u{1F600}'], '["\\\\ud800","\\\\\uFFFD","\u{1F600}"]']
])('cortex-thehive §4 #42: %j is written so that every decoder reads it', (value, expected) => {
  expect(answerText(value)).toBe(expected);
});

test('a failure keeps the input, unless that is huge', () => {
  expect(failureAnswer('why', { data: 'x' })).toEqual({ success: false, errorMessage: 'why', input: { data: 'x' } });
  expect(failureAnswer('why', { dataType: 'other', data: 'x'.repeat(2_000_000) })).toEqual({
    success: false,
    errorMessage: 'why',
    input: { dataType: 'other', data: '[left out: too large]', parameters: {} }
  });
  expect(failureAnswer('e'.repeat(30_000), undefined)).toEqual({ success: false, errorMessage: 'e'.repeat(20_000) });
});

test.each([
  [1, 2_000_000, 6_000_000],
  [2, 2_000_000, 6_000_000],
  [4, 2_000_000, 3_000_000],
  [12, 1_000_000, 1_000_000]
])('each of %i notebooks has a report of %i, at most %i bytes', (count, softBytes, hardBytes) =>
  expect(reportBudget(count)).toEqual({ softBytes, hardBytes })
);

test('parameters of many notebooks together do not make the answer too large', () => {
  const metadata = { papermill: { parameters: { observable: 'x'.repeat(450_000) }, duration: 1 } };
  const many = Array.from({ length: 40 }, () =>
    notebookResult({ notebook: { cells: [], metadata }, html: 'h'.repeat(290_000) })
  );
  const { full: report, bytes } = full(many);
  expect(bytes).toBeLessThanOrEqual(MAX_OUTPUT_BYTES);
  expect(report.notebooks.every(entry => 'html' in entry)).toBe(true);
  expect(report.notebooks[0]).toMatchObject({ metadata: { papermill: { parameters: '[left out: too large]' } } });
});

test('the last of 500 problems says how many are missing', () => {
  const problems = Array.from({ length: 700 }, () => ({ code: 'c', severity: 'error', at: {}, message: 'm' }) as const);
  const listed = full([notebookResult({ problems })]).full.problems;
  expect(listed).toHaveLength(500);
  expect(listed.at(-1)).toMatchObject({ code: 'problems-few-enough', message: '201 more problems are not listed.' });
});

test('cells that do not fit at all leave a marker', () => {
  const cells = Array.from({ length: 1_000 }, () => cell([]));
  const digests = digestCells(notebook(cells), { maxBytes: 5_000, hasHtml: true });
  expect(digests.length).toBeLessThan(100);
  expect(digests.at(-1)?.source).toMatch(/^\[9\d\d more cells left out/u);
  expect(Buffer.byteLength(JSON.stringify(digests))).toBeLessThanOrEqual(5_000);
});

const taxonomies = (levels: readonly TaxonomyLevel[]) =>
  levels.map((level, line) => ({
    value: { level, namespace: 'N', predicate: 'P', value: 'v'.repeat(900) },
    cell: 0,
    line
  }));

test('of too many taxonomies the gravest are kept, and a problem tells of the others', () => {
  const levels = Array.from({ length: 2_000 }, (_, index) =>
    index === 1_999 ? ('malicious' as const) : ('info' as const)
  );
  const { results, leftOut } = boundResults([notebookResult({ taxonomies: taxonomies(levels) })]);
  const [result] = results;
  expect(result?.taxonomies.at(-1)?.value.level).toBe('malicious');
  expect(leftOut).toBe(2_000 - (result?.taxonomies.length ?? 0));
  expect(result?.problems).toMatchObject([{ code: 'taxonomies-few-enough', severity: 'error' }]);
});

test('what fits is as it was', () => {
  const all = [notebookResult({ taxonomies: taxonomies(['info', 'malicious', 'safe']) })];
  expect(boundResults(all)).toEqual({ results: all, leftOut: 0 });
});

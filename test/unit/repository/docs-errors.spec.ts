import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEM_TABLE as CORTEX_PROBLEMS } from '../../../companion/src/cortex/error-table.js';
import { CHART_PROBLEMS } from '../../../companion/src/materialise/error-table.js';
import { PROBLEM_TABLE } from '../../../src/playbook/problem-table.js';
import {
  classDocs,
  FAILURE_TABLES,
  INNER_FAILURES,
  OTHER_PROBLEMS,
  renderErrorPage,
  REPORT_NOTICES,
  ROOT,
  sourceFiles,
  textsBelow
} from '../../support/error-page.js';

const PAGE = join(ROOT, 'docs/errors.md');
const sources = sourceFiles();
const everySource = [...sources.values()].join('\n');
const failureCodes = FAILURE_TABLES.flatMap(({ rows }) => Object.keys(rows));
const tabledProblems = [PROBLEM_TABLE, CORTEX_PROBLEMS, CHART_PROBLEMS].flatMap(table => Object.keys(table));

const found = (pattern: RegExp, text = everySource): readonly string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, code = '']) => code))].sort();

it('errors.md is what the error tables say', () => {
  if (process.env['HUNTBOOK_UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, renderErrorPage());
  expect(readFileSync(PAGE, 'utf8')).toBe(renderErrorPage());
});

it('every table of errors in the source is on the page', () => {
  const tables = [...sources.keys()].filter(path => /(?:error|problem)-table\.ts$/.test(path));
  const others = ['src/playbook/problem-table.ts', 'companion/src/materialise/error-table.ts'];
  const known = [...FAILURE_TABLES.map(({ file }) => file), ...others];
  expect(tables.filter(path => !known.includes(path))).toEqual([]);
});

it('every failure that the source can throw has a row', () => {
  expect(found(/\bcode = '([A-Z][A-Z_]+)'/g)).toEqual([...failureCodes, ...INNER_FAILURES].sort());
});

it('every row of a failure says what happened', () => {
  const docs = classDocs();
  const silent = FAILURE_TABLES.flatMap(({ rows }) =>
    Object.entries(rows).filter(([code, { meaning }]) => (meaning ?? docs.get(code) ?? '').length < 20)
  );
  expect(silent).toEqual([]);
});

it('every problem that the source names outside a table is described on the page', () => {
  const rooms = (start: string): string =>
    [...sources].flatMap(([path, text]) => (path.startsWith(start) ? [text] : [])).join('\n');
  const collected = found(/\bcode: '([a-z]+(?:-[a-z]+)+)'/g, rooms('companion/'));
  const others = collected.filter(code => !tabledProblems.includes(code));
  expect(others).toEqual(Object.keys(OTHER_PROBLEMS).sort());
  const report = rooms('src/report/');
  const notices = [
    ...found(/\bcode: '([a-z]+(?:-[a-z]+)+)'/g, report),
    ...found(/notice\(\s*'([a-z]+(?:-[a-z]+)+)'/g, report)
  ];
  expect([...new Set(notices)].sort()).toEqual(Object.keys(REPORT_NOTICES).sort());
});

it('every code is provoked by some test', () => {
  const own = /unit\/repository\/docs-errors|support\/error-page/;
  const tests = textsBelow('test', /\.(?:ts|yml|mjs)$/).filter(([path]) => !own.test(path));
  const text = tests.map(([, content]) => content).join('\n');
  const codes = [...failureCodes, ...tabledProblems, ...Object.keys(OTHER_PROBLEMS), ...Object.keys(REPORT_NOTICES)];
  expect(codes.filter(code => !new RegExp(`\\b${code}\\b(?!-)`).test(text))).toEqual([]);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORTEX_DEFECTS, HEADLESS_DEFECTS, type Defect } from '../../support/compatibility/defects.js';
import { FEATURES } from '../../support/compatibility/features.js';
import { renderCompatibilityPage, testsFor } from '../../support/compatibility/page.js';
import { markedTests, type Source } from '../../support/compatibility/marked-tests.js';
import { ROOT } from '../../support/error-page.js';

const PAGE = join(ROOT, 'docs/compatibility.md');
const TESTS = markedTests();
const LISTS: Readonly<Record<Source, readonly { readonly number: number }[]>> = {
  feature: FEATURES,
  cortex: CORTEX_DEFECTS,
  headless: HEADLESS_DEFECTS
};

const untested = (source: Source, rows: readonly { readonly number: number }[]): readonly number[] =>
  rows.map(({ number }) => number).filter(number => testsFor(TESTS, { source, number }).length === 0);
const notRemote = (defects: readonly Defect[]): readonly Defect[] => defects.filter(({ scope }) => scope !== 'remote');

it('feature 45: every row of the feature table that is not left for later names a test', () => {
  const built = FEATURES.filter(({ compared }) => compared !== 'none');
  expect(untested('feature', built)).toEqual([]);
});

it('every defect of the original that is local or of the responder names a test', () => {
  expect(untested('cortex', notRemote(CORTEX_DEFECTS))).toEqual([]);
  expect(untested('headless', notRemote(HEADLESS_DEFECTS))).toEqual([]);
});

it('no test names a row that does not exist', () => {
  const wrong = TESTS.flatMap(({ file, rows, sentence }) =>
    rows
      .filter(({ source, number }) => !LISTS[source].some(row => row.number === number))
      .map(({ source, number }) => `${file}: ${source} ${String(number)}: ${sentence}`)
  );
  expect(wrong).toEqual([]);
});

it('no row of the worker is worse than the original, and the numbers have no gap', () => {
  expect(
    FEATURES.filter(({ scope, compared }) => scope === 'local' && compared !== 'better' && compared !== 'same')
  ).toEqual([]);
  expect(FEATURES.map(({ number }) => number)).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
  expect([CORTEX_DEFECTS.length, HEADLESS_DEFECTS.length]).toEqual([42, 39]);
});

it('what is there says since when, which is no version to come', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const order = new Intl.Collator('en', { numeric: true });
  for (const { compared, since } of FEATURES) {
    expect(since === undefined).toBe(compared === 'none');
    expect(order.compare(since ?? '0', version)).toBeLessThanOrEqual(0);
  }
});

it('compatibility.md is what the tables and the titles of the tests say', () => {
  const page = renderCompatibilityPage(TESTS);
  if (process.env['HUNTBOOK_UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

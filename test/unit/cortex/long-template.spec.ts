import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { REPORT_CSS } from '../../../src/report/theme/css.js';
import { MATHS_CSS } from '../../../src/report/theme/maths-css.js';

const FOLDER = resolve('companion/cortex/thehive-templates/Huntbook_Analyzer_1_0');
const LONG = join(FOLDER, 'long.html');
const MARKED = /(<style ng-non-bindable>\/\*report-css\*\/)[^<]*(<\/style>)/u;

/** `HUNTBOOK_UPDATE=1 npx jest test/unit/cortex/long-template` writes the copy anew. */
function longTemplate(): string {
  const text = readFileSync(LONG, 'utf8');
  if (process.env['HUNTBOOK_UPDATE'] !== '1') return text;
  const updated = text.replace(MARKED, (_all, open: string, close: string) => open + REPORT_CSS + MATHS_CSS + close);
  writeFileSync(LONG, updated);
  return updated;
}

test('long.html carries the current style sheet of the report, for hosts in which its script does not run', () => {
  expect(MARKED.exec(longTemplate())?.[0]).toBe(
    `<style ng-non-bindable>/*report-css*/${REPORT_CSS}${MATHS_CSS}</style>`
  );
});

test('long.html begins with an element, as jQuery demands, and holds no braces in its script', () => {
  const text = longTemplate();
  expect(text.startsWith('<div')).toBe(true);
  expect(/<script>([\s\S]*)<\/script>/u.exec(text)?.[1]).not.toContain('{{');
});

test('feature 25: every link of long.html opens apart from TheHive and tells it nothing', () => {
  const links = longTemplate().match(/<a [^>]*>/gu) ?? [];
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(link).toContain('target="_blank" rel="noopener noreferrer"');
});

test('the templates lie in a folder named after the definition', () => {
  const definition: unknown = JSON.parse(
    readFileSync(resolve('companion/cortex/analyzers/Huntbook/Huntbook_Analyzer.json'), 'utf8')
  );
  expect(definition).toMatchObject({ name: 'Huntbook_Analyzer', version: '1.0' });
  expect(FOLDER.endsWith('/Huntbook_Analyzer_1_0')).toBe(true);
});

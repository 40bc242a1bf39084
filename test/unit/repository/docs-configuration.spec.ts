import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/error-page.js';
import { withItemTable } from '../../support/configuration-page.js';

const PAGE = join(ROOT, 'docs/configure-the-worker.md');

it('the table of configuration items is what the worker reads and the definition describes', () => {
  const text = readFileSync(PAGE, 'utf8');
  if (process.env['HUNTBOOK_UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, withItemTable(text));
  expect(readFileSync(PAGE, 'utf8')).toBe(withItemTable(text));
  expect(withItemTable(text)).not.toMatch(/\| {2}\|$/m);
});

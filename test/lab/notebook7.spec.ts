import type { Locator } from 'playwright-core';
import { codeCell, markdownCell, notebookOf } from '../support/lab-notebooks.js';
import { labSuite } from '../support/lab-suite.js';

const suite = labSuite();
const button = (name: string): Locator => suite.lab.page.locator(`[data-jp-item-name="${name}"] jp-button`).first();

const VERDICT =
  'import json\nprint(json.dumps({"level": "safe", "namespace": "T", "predicate": "P", "value": "seven"}))';

test('Notebook 7 sets roles, shows their badges, and the preview of what is run stands in the side bar', async () => {
  suite.server.write('seven.ipynb', notebookOf([markdownCell('# Seven'), codeCell(VERDICT)]));
  await suite.openAt('notebooks/seven.ipynb');
  const { page } = suite.lab;
  await page.locator('.jp-CodeCell .jp-InputPrompt').click();
  await button('huntbook-role').click();
  await page.getByRole('menuitem', { name: 'Taxonomies' }).click();
  await page.getByRole('button', { name: 'Role: Taxonomies' }).waitFor();
  await button('huntbook-preview').click();
  const preview = page.locator('.jp-HuntbookPreview');
  await page.frameLocator('.jp-HuntbookPreview-frame').getByRole('heading', { name: 'Seven' }).waitFor();
  await page.locator('.jp-CodeCell .jp-InputPrompt').click();
  await page.keyboard.press('Control+Enter');
  await preview.getByText('T:P="seven"').waitFor();
  expect(await preview.getByRole('heading', { name: 'Problems' }).count()).toBe(0);
});

test('Notebook 7 opens a notebook as TheHive report', async () => {
  suite.server.write('read.ipynb', notebookOf([markdownCell('# Read me')]));
  await suite.openAt('notebooks/read.ipynb', 'factory=TheHive%20report');
  await suite.lab.page.frameLocator('.jp-HuntbookReport iframe').getByRole('heading', { name: 'Read me' }).waitFor();
  expect(await suite.lab.page.locator('.jp-HuntbookReport iframe').getAttribute('sandbox')).toBe('');
});

import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { contrastScript } from '../support/contrast-script.js';
import { openNotebook } from '../support/lab-page.js';
import { startLab, type LabServer } from '../support/lab-server.js';

const ROOT = resolve(__dirname, '../..');
// As with the gallery: HUNTBOOK_UPDATE_DOCS=1 writes the pictures of docs/pictures, otherwise they go to .cache.
const PICTURES = join(ROOT, process.env['HUNTBOOK_UPDATE_DOCS'] === undefined ? '.cache/pictures' : 'docs/pictures');

let browser: Browser;
let server: LabServer;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await launchBrowser();
});
afterEach(() => server.stop());
afterAll(() => browser.close());

test.each(['Light', 'Dark'])('everything in the panel can be read in the theme JupyterLab %s', async theme => {
  server = await startLab({
    settings: { '@jupyterlab/apputils-extension/themes.jupyterlab-settings': { theme: `JupyterLab ${theme}` } }
  });
  cpSync(join(ROOT, 'examples/ip-triage.ipynb'), join(server.folder, 'ip-triage.ipynb'));
  cpSync(join(ROOT, 'examples/data'), join(server.folder, 'data'), { recursive: true });
  const { page, execute, errors } = await openNotebook(browser, server, 'ip-triage.ipynb');
  const panel = page.locator('.jp-HuntbookRun');
  const press = (name: string): Promise<void> => panel.getByRole('button', { name, exact: true }).click();
  const faint = (): Promise<unknown> => page.evaluate(contrastScript('.jp-HuntbookRun'));
  await execute('application:toggle-left-area');
  await execute('huntbook:open-run-as-cortex');
  await press('Run');
  await panel.getByText('Enter what the playbook is to look at.').waitFor();
  await panel.locator('summary', { hasText: 'Parameters' }).click();
  expect(await faint()).toEqual([]);
  await panel.locator('summary', { hasText: 'Parameters' }).click();
  await panel.getByRole('textbox', { name: 'Observable' }).fill('203.0.113.66');
  await press('Run');
  await panel.getByRole('log').getByText('events mention').waitFor();
  expect(await faint()).toEqual([]);
  await panel.frameLocator('iframe').locator('.nbr').waitFor();
  await page.screenshot({ path: join(PICTURES, `run-as-cortex-${theme.toLowerCase()}.png`) });
  expect(await faint()).toEqual([]);
  await press('History (1)');
  await panel.getByRole('checkbox').first().check();
  expect(await faint()).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});

import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { renderReportWithMaths, type ReportOptions } from '../../src/report/index.js';
import { launchBrowser } from '../support/browser';
import { EVERYTHING } from '../support/browser-look-notebook';
import { HOSTILE_HTML } from '../support/hostile-html';
import { hostileNotebook } from '../support/thehive-page-reports';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(resolve(__dirname, '../..'), 'src/report/index.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'report',
    target: 'chrome119'
  });
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
});
afterAll(() => browser.close());

async function renderInBrowser(notebook: object, options: ReportOptions): Promise<unknown> {
  const call = JSON.stringify([JSON.stringify(notebook), options]);
  return page.evaluate(`(([text, options]) => report.renderReportWithMaths(JSON.parse(text), options))(${call})`);
}

// P8 of facts/report-rendering §6.
describe('the report that a browser renders is byte for byte that of Node', () => {
  it.each([
    ...Object.entries(HOSTILE_HTML).map(([name, payloads]) => ({ name, notebook: hostileNotebook(payloads) })),
    { name: 'one of everything', notebook: EVERYTHING }
  ])('for a notebook with $name', async ({ notebook }) => {
    for (const options of [{}, { target: 'document', code: 'show', prompts: true, lang: 'de' } as const]) {
      // As it comes from a file: what JSON cannot hold is gone on both sides.
      const read: unknown = JSON.parse(JSON.stringify(notebook));
      const here = await renderReportWithMaths(read, options);
      expect(await renderInBrowser(notebook, options)).toEqual(JSON.parse(JSON.stringify(here)));
    }
  });
});

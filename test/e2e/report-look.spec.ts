import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { renderReport } from '../../src/report/index.js';
import { typesetTex } from '../../src/report/maths/typeset-tex.js';
import { launchBrowser } from '../support/browser';
import { EVERYTHING } from '../support/browser-look-notebook';

const REPORT = renderReport(EVERYTHING, { code: 'show', prompts: true, typesetTex }).html;
const PAPERS = [
  { paper: '#ffffff', ink: '#222222' },
  { paper: '#f8f8f8', ink: '#222222' },
  { paper: '#141a1f', ink: '#e6e6e6' },
  { paper: '#000000', ink: '#e6e6e6' }
];
/** Inherited from the host, and seen on phones only. */
const FOR_TOUCH = /^(?:text-size-adjust|-webkit-tap-highlight-color):/;
/** Source: WCAG 2.2, success criterion 1.4.3, level AA. */
const LEAST_CONTRAST = 4.5;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function open(markup: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  await page.setContent(`<!doctype html><html><body>${markup}</body></html>`);
  await page.addScriptTag({ path: join(__dirname, '../support/browser-look-program.mjs') });
  return page;
}

it.each(PAPERS)('every text of a report has enough contrast with $ink on $paper', async ({ paper, ink }) => {
  await using page = await open(`<div style="color:${ink};background:${paper}">${REPORT}</div>`);
  const contrasts: Record<string, number> = await page.evaluate('look.contrasts()');
  expect(Object.keys(contrasts).length).toBeGreaterThan(40);
  expect(Object.entries(contrasts).filter(([, contrast]) => contrast < LEAST_CONTRAST)).toEqual([]);
});

it('no rule of Bootstrap 3 reaches into a report', async () => {
  const bootstrap = readFileSync(require.resolve('bootstrap3/dist/css/bootstrap.css'), 'utf8');
  // The same place and ink: what is inherited is the host's to choose.
  const place = `<div style="width:800px;color:#333;font:14px sans-serif;line-height:20px;box-sizing:border-box">${REPORT}</div>`;
  const stylesIn = async (sheet: string): Promise<string[][]> => {
    await using page = await open(`<style>${sheet}</style>${place}`);
    return await page.evaluate('look.styles()');
  };
  const [alone, beside] = [await stylesIn(''), await stylesIn(bootstrap)];
  expect(alone.length).toBeGreaterThan(150);
  const differing = alone.flatMap(([name, ...styles], at) =>
    styles.flatMap((style, index) => {
      const other = beside[at]?.[index + 1];
      return other === style || FOR_TOUCH.test(style) ? [] : [`${name}: ${style} became ${other}`];
    })
  );
  expect([...new Set(differing)]).toEqual([]);
});

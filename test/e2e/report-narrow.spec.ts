import type { Browser, Page } from 'playwright-core';
import { renderReport } from '../../src/report/index.js';
import { typesetTex } from '../../src/report/maths/typeset-tex.js';
import { launchBrowser } from '../support/browser';
import { codeCell, display, markdownCell, notebook, stream } from '../support/notebook-parts';

const COLUMNS = Array.from({ length: 40 }, (_, at) => `column_${at}`);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="40"><path d="M0 0"/></svg>';
const artifact = (dataType: string, data: string) =>
  JSON.stringify({ dataType, data, tlp: 2, tags: ['scanner'], message: 'The message of the find, in some words' });
const WIDE = notebook([
  markdownCell(`|${COLUMNS.join('|')}|\n|${'-|'.repeat(40)}\n|${COLUMNS.join('|')}|\n\n$$${COLUMNS.join('+')}$$`),
  codeCell([
    stream('x'.repeat(2_000)),
    display({
      'text/html': `<table class="dataframe"><thead><tr>${COLUMNS.map(name => `<th>${name}</th>`).join('')}</tr></thead></table>`
    }),
    display({ 'image/svg+xml': SVG })
  ]),
  codeCell([stream(`${artifact('ip', '198.51.100.7')}\n${artifact('hash', 'a'.repeat(128))}`)], { tags: ['artifacts'] })
]);
const REPORT = renderReport(WIDE, { typesetTex, target: 'document' }).html;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function open(width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 2_000 } });
  await page.setContent(REPORT);
  return page;
}

describe.each([400, 500, 700])('on a page of %i pixels', width => {
  it('what is wider scrolls inside of the report, and nothing is out of reach', async () => {
    await using page = await open(width);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    // The cells clip: what reaches out of one can only be seen if something round it scrolls.
    const lost: string[] = await page.evaluate(`
      [...document.querySelectorAll('.nbr table, .nbr pre, .nbr math, .nbr img')].filter(each => {
        if (each.getBoundingClientRect().right <= ${width}) return false;
        for (let box = each.parentElement; box; box = box.parentElement)
          if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return false;
        return true;
      }).map(each => each.outerHTML.slice(0, 80))`);
    expect(lost).toEqual([]);
  });

  it('the messages of the finds are in view without scrolling', async () => {
    await using page = await open(width);
    const messages = page.locator('.nbr-digest td', { hasText: 'The message of the find' });
    expect(await messages.count()).toBe(2);
    for (const box of await Promise.all((await messages.all()).map(message => message.boundingBox())))
      expect((box?.x ?? Infinity) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  });
});

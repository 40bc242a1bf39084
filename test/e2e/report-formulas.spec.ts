import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { renderReport, type ReportOptions } from '../../src/report/index.js';
import { typesetTex } from '../../src/report/maths/typeset-tex.js';
import { launchBrowser } from '../support/browser';
import { markdownCell, notebook } from '../support/notebook-parts';
import { temporaryFolder } from '../support/real-kernel';
import { openHivePage, shippedTemplate } from '../support/thehive-page';
import { hostileScope, LAST_WORDS } from '../support/thehive-page-reports';

const WIDE = Array.from({ length: 60 }, (_, at) => `a_{${at}}`).join('+');
const TEXT = `Energy $E=mc^2$ and $\\sqrt{x}$\n\n$$${WIDE}$$\n\n${LAST_WORDS}`;
const reportOf = (options: ReportOptions = {}): string =>
  renderReport(notebook([markdownCell(TEXT)]), { typesetTex, ...options }).html;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function open(markup: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 400, height: 800 } });
  await page.setContent(markup);
  return page;
}

it('a formula is drawn, and its source is not seen', async () => {
  await using page = await open(reportOf({ target: 'document' }));
  expect(await page.locator('math').first().isVisible()).toBe(true);
  expect(await page.locator('.nbr-tex').evaluateAll(all => all.filter(each => each.checkVisibility()).length)).toBe(0);
  expect(await page.locator('p').first().innerText()).not.toContain('mc^2');
});

it('a formula that is wider than the page scrolls in its own line, and the page does not', async () => {
  await using page = await open(reportOf({ target: 'document' }));
  const [inner = 0, outer = 0]: number[] = await page
    .locator('.nbr-mm')
    .evaluate(line => [line.scrollWidth, line.clientWidth]);
  expect(inner).toBeGreaterThan(outer);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
});

it('where AngularJS drops MathML, the source of a formula is read once, and its letters are not', async () => {
  const hive = await openHivePage(browser, 'jquery34');
  await hive.call('hive.show', 'template without script', {
    ...hostileScope([], reportOf()),
    template: shippedTemplate()
  });
  await hive.page.waitForFunction(`watch.text().includes(${JSON.stringify(LAST_WORDS)})`);
  expect(await hive.page.locator('math').count()).toBe(0);
  const text = await hive.page.locator('.nbr p').first().innerText();
  expect(text.trim()).toBe('Energy E=mc^2 and \\sqrt{x}');
  await hive.page.context().close();
});

describe('the built command', () => {
  const folder = temporaryFolder('huntbook-formulas-');
  afterAll(() => folder.remove());

  /** The chunks that `huntbook report` loads for a notebook of one cell. */
  function chunksFor(text: string): readonly string[] {
    const [input, hook, output] = ['in.ipynb', 'hook.cjs', 'out.html'].map(name => join(folder.path, name));
    writeFileSync(input ?? '', JSON.stringify({ ...notebook([markdownCell(text)]), nbformat: 4, nbformat_minor: 4 }));
    writeFileSync(hook ?? '', `process.on('exit', () => console.log(JSON.stringify(Object.keys(require.cache))))`);
    const command = join(resolve(__dirname, '../..'), 'companion/dist/huntbook.cjs');
    const run = spawnSync(process.execPath, ['-r', hook ?? '', command, 'report', input ?? '', '-o', output ?? ''], {
      encoding: 'utf8'
    });
    const loaded: string[] = JSON.parse(run.stdout);
    return loaded.map(path => basename(path));
  }

  it('loads what typesets formulas for a formula, and not for money', () => {
    expect(chunksFor('$x^2$')).toContain('maths.cjs');
    const plain = chunksFor('$5 and $6');
    expect(plain).toContain('report.cjs');
    expect(plain).not.toContain('maths.cjs');
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { renderReport, type Report } from '../../src/report/index.js';
import { launchBrowser } from '../support/browser.js';
import { runHuntbook } from '../support/command.js';
import { GALLERY } from '../support/gallery.js';
import { temporaryFolder, testPython } from '../support/real-kernel.js';
import { violations } from '../support/report-oracle.js';

// Pictures for people to look at: HUNTBOOK_UPDATE_DOCS=1 writes those of docs/pictures, otherwise they go to .cache.
const ROOT = resolve(__dirname, '../..');
const PICTURES = join(ROOT, process.env['HUNTBOOK_UPDATE_DOCS'] === undefined ? '.cache/pictures' : 'docs/pictures');
const folder = temporaryFolder('huntbook-gallery-');
const output = join(folder.path, 'gallery.ipynb');

type Stored = {
  readonly cells: readonly { readonly outputs?: readonly { readonly data?: Record<string, unknown> }[] }[];
};
let browser: Browser;
let stored: Stored;
let report: Report;

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  const input = join(folder.path, 'input.ipynb');
  writeFileSync(input, JSON.stringify(GALLERY));
  const { status, stderr } = await runHuntbook(['run', input, output, '--python', testPython]);
  if (status !== 0) throw new Error(`The gallery did not run: ${stderr}`);
  stored = JSON.parse(readFileSync(output, 'utf8')) as Stored;
  report = renderReport(stored, { target: 'document', title: 'Gallery' });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  folder.remove();
});

/** The part of the report that shows the cell under a title of the gallery. */
function section(title: string): string {
  const [, rest = ''] = report.html.split(`<h3>${title}</h3>`);
  return rest.split('<h3>')[0] ?? '';
}
const bundleOf = (index: number): Record<string, unknown> => stored.cells[2 * index + 1]?.outputs?.[0]?.data ?? {};

describe('what real libraries put out', () => {
  it('stays within what a report may hold', () => {
    const { html } = renderReport(stored);
    expect(violations(html)).toEqual([]);
    expect(report.notices.map(({ code }) => code)).not.toContain('report-within-vocabulary');
  });

  it('pandas: a styled table keeps its colours, bars and caption in less than half of the markup', () => {
    const table = section('A table that pandas styles');
    expect(table).toContain('<caption>Hosts of the last hour</caption>');
    expect(table).not.toContain('style=');
    expect(report.html).toMatch(/\.q\d+\{background:linear-gradient\(90deg,#5b8ff9\w\w \d/);
    const html = [bundleOf(0)['text/html']].flat().join('');
    expect(table.split('<table')[1]?.length).toBeLessThan(html.length / 2);
  });

  it('altair: its HTML and its MIME type both become a picture, also of two charts side by side', () => {
    expect(bundleOf(2)).toHaveProperty(['text/html']);
    expect(Object.keys(bundleOf(3))).toContainEqual(expect.stringMatching(/^application\/vnd\.vegalite\.v6/));
    for (const title of ['A chart of altair', 'A chart of altair as a MIME type, in parts']) {
      expect(section(title)).toContain('<img src="data:image/svg+xml,');
    }
  });

  it('altair: a chart that would fetch its data is a card', () => {
    expect(section('A chart of altair that would fetch its data')).toContain('<b>Hits of the SIEM</b>');
    expect(section('A chart of altair that would fetch its data')).not.toContain('<img');
  });

  it('plotly: a figure is a card with its traces and the numbers of its typed arrays', () => {
    const card = section('A figure of plotly');
    expect(card).toContain('<b>Drift of the baseline</b>');
    expect(card).toContain(
      '<li><b>drift</b> scatter (lines+markers), 8 points</li><li><b>share</b> bar, 3 points</li>'
    );
    expect(card.match(/<td>-?[\d.]+<\/td>/g)?.length).toBeGreaterThan(16);
  });

  it('plotly: a figure that is a widget is the same card', () => {
    expect(section('A figure of plotly as a widget')).toContain('<li><b>hosts</b> pie, 2 points</li>');
  });

  it('ipywidgets and tqdm: what they showed last', () => {
    expect(section('Widgets')).toContain('<b>Threshold</b> 40');
    expect(section('Widgets')).toContain('<b>3 hosts</b> are new.');
    const bars = section('Bars of tqdm');
    expect(bars.match(/events: 100%/g)).toHaveLength(1);
    expect(bars).toContain('40/40');
  });
});

async function open(options: { colorScheme: 'light' | 'dark'; width: number }, html: string): Promise<Page> {
  const page = await browser.newPage({
    colorScheme: options.colorScheme,
    viewport: { width: options.width, height: 900 }
  });
  // What a page would fetch is its own to miss: there is no network here.
  await page.route('**/*', route => route.abort());
  await page.setContent(html, { waitUntil: 'domcontentloaded' });
  return page;
}

async function bodyOf(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.locator('.nbr').boundingBox();
  if (box === null) throw new Error('There is no report on the page.');
  const margin = 20;
  return { x: 0, y: 0, width: box.x + box.width + margin, height: box.y + box.height + margin };
}

const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1000 },
  { name: 'dark', colorScheme: 'dark', width: 1000 },
  { name: 'narrow', colorScheme: 'light', width: 400 },
  { name: 'print', colorScheme: 'light', width: 760 }
] as const;

it.each(LOOKS)('the gallery has a $name picture', async ({ name, ...options }) => {
  await using page = await open(options, report.html);
  if (name === 'print') await page.emulateMedia({ media: 'print' });
  // Cells far below the screen are not drawn until it reaches them.
  await page.setViewportSize({ width: options.width, height: 4_500 });
  const { width } = await page.evaluate(() => ({ width: document.documentElement.scrollWidth }));
  expect(width).toBeLessThanOrEqual(options.width);
  const path = join(PICTURES, `gallery-${name}.png`);
  await page.screenshot({ path, clip: await bodyOf(page) });
  expect(statSync(path).size).toBeGreaterThan(20_000);
});

it.each([
  { paper: '#ffffff', ink: '#222222' },
  { paper: '#f8f8f8', ink: '#333333' },
  { paper: '#141a1f', ink: '#e6e6e6' },
  { paper: '#000000', ink: '#cccccc' }
])('every text of the gallery can be read with $ink on $paper', async ({ paper, ink }) => {
  const fragment = renderReport(stored, { code: 'show' }).html;
  const html = `<!doctype html><body><div style="color:${ink};background:${paper}">${fragment}</div></body>`;
  await using page = await open({ colorScheme: 'light', width: 1000 }, html);
  await page.addScriptTag({ path: join(__dirname, '../support/browser-look-program.mjs') });
  const contrasts: Record<string, number> = await page.evaluate('look.contrasts()');
  expect(Object.keys(contrasts).filter(name => /^td\.q/.test(name)).length).toBeGreaterThan(10);
  expect(Object.entries(contrasts).filter(([, contrast]) => contrast < 4.5)).toEqual([]);
});

it('the page of nbconvert is more than twice as large, and has a picture beside ours', async () => {
  const args = [
    'nbconvert',
    '--to',
    'html',
    '--template',
    'classic',
    '--output',
    join(folder.path, 'nbconvert.html'),
    output
  ];
  execFileSync(join(dirname(testPython), 'jupyter'), args, { stdio: 'pipe' });
  const html = readFileSync(join(folder.path, 'nbconvert.html'), 'utf8');
  await using page = await open({ colorScheme: 'light', width: 1000 }, html);
  await page.screenshot({ path: join(PICTURES, 'gallery-nbconvert.png'), fullPage: true });
  expect(html.length).toBeGreaterThan(2 * report.html.length);
});

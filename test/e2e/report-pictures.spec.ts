import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { renderReport } from '../../src/report/index.js';
import { launchBrowser } from '../support/browser';
import { runHuntbook } from '../support/command';
import { temporaryFolder, testPython } from '../support/real-kernel';
import { openHivePage, shippedTemplate } from '../support/thehive-page';

// The pictures lie in .cache/pictures/, for people to look at after every change of the report; that of the README goes to
// docs/pictures/ with HUNTBOOK_UPDATE_DOCS=1.
const ROOT = resolve(__dirname, '../..');
const PICTURES = join(ROOT, '.cache/pictures');
const folder = temporaryFolder('huntbook-pictures-');
const options = { title: 'ip-triage' } as const;
let browser: Browser;
let notebook: unknown;

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  const output = join(folder.path, 'ip-triage.ipynb');
  const { status, stderr } = await runHuntbook([
    'run',
    join(ROOT, 'examples/ip-triage.ipynb'),
    output,
    '--python',
    testPython
  ]);
  if (status !== 0) throw new Error(`The example did not run: ${stderr}`);
  notebook = JSON.parse(readFileSync(output, 'utf8'));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  folder.remove();
});

it.each([
  { name: 'light', colorScheme: 'light', width: 1100 },
  { name: 'dark', colorScheme: 'dark', width: 1100 },
  { name: 'narrow', colorScheme: 'light', width: 400 }
] as const)('the report of the example has a $name picture', async ({ name, colorScheme, width }) => {
  await using page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
  await page.setContent(renderReport(notebook, { ...options, target: 'document' }).html);
  const path = join(PICTURES, `report-${name}.png`);
  await page.screenshot({ path, fullPage: true });
  expect(statSync(path).size).toBeGreaterThan(20_000);
});

it('the picture of the README ends below the chart, with its axis', async () => {
  await using page = await browser.newPage({ viewport: { width: 900, height: 1_400 } });
  await page.setContent(renderReport(notebook, { ...options, target: 'document' }).html);
  const [chart, heading] = await Promise.all([
    page.locator('.nbr img').first().boundingBox(),
    page.getByText('What the sensor said').boundingBox()
  ]);
  const end = (chart?.y ?? 0) + (chart?.height ?? 0);
  expect(chart?.height).toBeGreaterThan(150);
  expect(heading?.y).toBeGreaterThanOrEqual(end);
  const isForDocs = process.env['HUNTBOOK_UPDATE_DOCS'] !== undefined;
  const path = join(isForDocs ? join(ROOT, 'docs/pictures') : PICTURES, 'report.png');
  await page.screenshot({ path, clip: { x: 0, y: 0, width: 900, height: Math.ceil(end) + 8 } });
  expect(statSync(path).size).toBeGreaterThan(20_000);
});

it.each(['template', 'template without script'])(
  'the report of the example has a picture in TheHive: %s',
  async sink => {
    const hive = await openHivePage(browser, 'jquery34');
    const html = renderReport(notebook, options).html;
    const notebooks = [
      { name: 'ip-triage.ipynb', duration: 3.2, status: 'completed', output_notebook: '/playbooks/out.ipynb', html }
    ];
    const content = { version: 1, status: 'completed', problems: [], notebooks };
    const scope = {
      name: 'Huntbook_1_0',
      artifact: { data: '203.0.113.66' },
      status: 'Success',
      success: true,
      content
    };
    await hive.call('hive.show', sink, { ...scope, template: shippedTemplate() });
    await hive.page.waitForFunction('watch.text().includes("How regular")');
    await hive.call('watch.settle');
    // Cells far below the screen are not drawn until it reaches them.
    await hive.page.setViewportSize({ width: 1200, height: 3_000 });
    await hive.call('watch.settle');
    const path = join(PICTURES, `report-thehive-${sink.replaceAll(' ', '-')}.png`);
    await hive.page.screenshot({ path, fullPage: true });
    expect(statSync(path).size).toBeGreaterThan(20_000);
    await hive.page.context().close();
  }
);

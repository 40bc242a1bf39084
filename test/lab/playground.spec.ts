import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { temporaryFolder } from '../support/real-kernel.js';

const PROGRAM = join(__dirname, '../support/playground-program.mjs');
const WAIT_MS = 120_000;
const home = temporaryFolder('huntbook-playground-');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  home.remove();
});

/** What npm start does at its end; `said` is all that it printed when the address stood in it. */
async function openPlayground(): Promise<{ said: string; address: string; stop: () => Promise<unknown> }> {
  mkdirSync(join(home.path, 'data'), { recursive: true });
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      ...process.env,
      HOME: home.path,
      JUPYTER_CONFIG_DIR: join(home.path, 'config'),
      JUPYTER_DATA_DIR: join(home.path, 'data'),
      BROWSER: 'true'
    },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const stop = async (): Promise<unknown> => {
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    return (await ended)[0];
  };
  let said = '';
  return new Promise((done, fail) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const address = /http:\S+(?=\n)/u.exec(said)?.[0];
        if (address !== undefined) done({ said, address, stop });
      });
    }
    child.on('close', () => fail(new Error(`It ended: ${said}`)));
  });
}

const cellsWithout = (page: Page, wanted: string): Promise<number> =>
  page.evaluate(
    `[...document.querySelectorAll('.jp-CodeCell')].filter(cell => !(${wanted}).test(cell.querySelector('.jp-InputPrompt').textContent)).length`
  );

test('every cell of the page that npm start opens runs, and the verdict is that of the job before', async () => {
  const playground = await openPlayground();
  try {
    expect(playground.said.trim().split('\n').at(-1)).toBe(`  JupyterLab  ${playground.address}`);
    expect(playground.said).toContain('  Notebooks   ');
    const page = await browser.newPage({ viewport: { width: 1400, height: 2000 } });
    page.setDefaultTimeout(WAIT_MS);
    await page.goto(playground.address, { timeout: WAIT_MS });
    await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
    // Before its kernel is there, JupyterLab would ask for one.
    await page.getByText('| Idle').first().waitFor();
    await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
    const until = Date.now() + WAIT_MS;
    while ((await cellsWithout(page, String(/\[\d+\]/u))) > 0 && Date.now() < until) {
      const failed = await page.locator('[data-mime-type="application/vnd.jupyter.error"]').allTextContents();
      if (failed.length > 0) throw new Error(failed.join('\n'));
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    expect(await cellsWithout(page, String(/\[\d+\]/u))).toBe(0);
    expect(await page.locator('[data-mime-type="application/vnd.jupyter.error"]').allTextContents()).toEqual([]);
    await page.getByText('"level": "malicious"').first().waitFor();
  } finally {
    expect(await playground.stop()).toBe(0);
  }
});

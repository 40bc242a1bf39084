import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { codeCell, notebookOf } from '../support/lab-notebooks.js';
import { openNotebook, type LabPage } from '../support/lab-page.js';
import { startLab, type LabServer, type LabServerOptions } from '../support/lab-server.js';
import { servicePids } from '../support/processes.js';

const COMPANION = resolve(__dirname, '../../companion/dist');
const folder = mkdtempSync(join(tmpdir(), 'huntbook-states-'));
let browser: Browser;
let server: LabServer;
let lab: LabPage;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  await lab.page.close();
  await server.stop();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const PLAYBOOK = notebookOf([
  codeCell('thehive_observable_value = ""', { tags: ['parameters'] }),
  codeCell('print("done")')
]);
const SLEEPS = notebookOf([codeCell('import time\nprint("asleep", flush=True)\ntime.sleep(600)')]);

const panel = (): Locator => lab.page.locator('.jp-HuntbookRun');
const button = (name: string): Locator => panel().getByRole('button', { name, exact: true });
const state = (word: string): Locator => panel().locator('.jp-HuntbookRun-state').getByText(word, { exact: true });

async function open(
  options: LabServerOptions = {},
  notebook: object = PLAYBOOK,
  files: Readonly<Record<string, string>> = {}
): Promise<void> {
  server = await startLab(options);
  for (const [name, text] of Object.entries(files)) server.write(name, text);
  server.write('a.ipynb', notebook);
  lab = await openNotebook(browser, server, 'a.ipynb');
  await lab.execute('huntbook:open-run-as-cortex');
}

async function run(): Promise<void> {
  await panel().getByRole('textbox', { name: 'Observable' }).fill('192.0.2.1');
  await button('Run').click();
}

/** A program that the server takes for Node. */
function program(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
  return path;
}

test('on a server without jupyter-server-proxy the panel says what to install', async () => {
  await open({ traits: { 'ServerApp.jpserver_extensions': "{'jupyter_server_proxy': False}" } });
  const alert = panel().getByRole('alert');
  await alert.getByText('This Jupyter server cannot run playbooks yet').waitFor();
  expect(await alert.innerText()).toContain('pip install jupyter-server-proxy');
  await button('Try again').click();
  await alert.waitFor();
});

test('without Node the panel says so in the words of the server', async () => {
  await open({ environment: { HUNTBOOK_NODE: '/no/such/node' } });
  const alert = panel().getByRole('alert');
  await alert.getByText('The companion service does not start').waitFor();
  expect(await alert.innerText()).toContain('HUNTBOOK_NODE is /no/such/node');
});

test('a service that is slow to start is waited for in words, and then it is there', async () => {
  const slow = program('slow-node', ['[ "$2" = serve ] && sleep 8', `exec '${process.execPath}' "$@"`]);
  await open({ environment: { HUNTBOOK_NODE: slow } });
  await panel().getByText('This takes longer than usual').waitFor();
  await button('Run').waitFor();
  expect(await panel().getByText('This takes longer than usual').count()).toBe(0);
});

test('a service that is older than the page is named, and works', async () => {
  const old = join(folder, 'old');
  cpSync(COMPANION, old, { recursive: true, filter: path => !path.endsWith('/native') });
  symlinkSync(join(COMPANION, 'native'), join(old, 'native'));
  for (const name of readdirSync(old).filter(each => each.endsWith('.cjs'))) {
    const text = readFileSync(join(old, name), 'utf8');
    if (text.includes('"0.1.0"')) writeFileSync(join(old, name), text.replaceAll('"0.1.0"', '"0.0.9"'));
  }
  await open({ environment: { HUNTBOOK_COMPANION: join(old, 'huntbook.cjs') } });
  await panel().getByText('This page is Huntbook 0.1.0, and the service is 0.0.9.').waitFor();
  await run();
  await state('Completed').waitFor();
  expect(await panel().getByText('the service is 0.0.9').count()).toBe(1);
});

test('a service that is killed comes back by itself, with the run that went on', async () => {
  await open({}, SLEEPS);
  await run();
  await panel().getByRole('log').getByText('asleep').waitFor();
  const before = servicePids(dirname(server.folder));
  for (const pid of before) process.kill(pid, 'SIGKILL');
  await panel().getByText('The connection to the service broke').waitFor();
  await panel().getByText('The connection to the service broke').waitFor({ state: 'hidden' });
  await state('Running').waitFor();
  expect(servicePids(dirname(server.folder))).not.toEqual(before);
  await button('Cancel').click();
  await state('Cancelled').waitFor();
});

test('a full queue is said where one pressed, and the form stays', async () => {
  await open({}, SLEEPS);
  await button('Run').waitFor();
  const body = JSON.stringify({ notebook: 'a.ipynb', input: { dataType: 'ip', data: '192.0.2.9' } });
  const headers = { 'X-Huntbook': '1', 'Content-Type': 'application/json' };
  const statuses = await lab.page.evaluate(
    `Promise.all(Array.from({ length: 40 }, () => fetch('/huntbook/jobs', { method: 'POST', headers: ${JSON.stringify(headers)}, body: ${JSON.stringify(body)} }).then(answer => answer.status)))`
  );
  expect(statuses).toContain(429);
  await run();
  const alert = panel().getByRole('alert');
  await alert.getByText('Too many runs are waiting').waitFor();
  expect(await alert.innerText()).toContain('Cancel one, or wait until one has ended.');
  await button('Run').waitFor();
});

test('a notebook that cannot be run says why, and broken samples are named and keep nobody from running', async () => {
  await open({}, { ...PLAYBOOK, metadata: {} }, { 'a.samples.json': '{"version": 1, "samples": [' });
  // JupyterLab asks for a kernel first.
  await lab.page.getByRole('dialog').getByRole('button', { name: 'No Kernel' }).click();
  await panel().getByText('are not JSON').waitFor();
  await run();
  await state('Failed').waitFor();
  await panel().locator('.jp-HuntbookRun-reason').getByText('names no kernel').waitFor();
  expect(await button('Run').isEnabled()).toBe(true);
});

import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { notebookOfTemplate, TEMPLATES } from '../../src/lab/new-playbook/template.js';
import { launchBrowser } from '../support/browser.js';
import { makeJobFolder, readDefinition, runWorker } from '../support/cortex-driver.js';
import { openNotebook } from '../support/lab-page.js';
import { LAB_PYTHON, startLab, type LabServer } from '../support/lab-server.js';

const ROOT = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'huntbook-parity-'));
let server: LabServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLab(), launchBrowser()]);
  cpSync(join(ROOT, 'examples/ip-triage.ipynb'), join(server.folder, 'ip-triage.ipynb'));
  cpSync(join(ROOT, 'examples/data'), join(server.folder, 'data'), { recursive: true });
  let cells = 0;
  const id = (): string => `cell-${(cells += 1)}`;
  for (const template of TEMPLATES) server.write(`${template.id}.ipynb`, notebookOfTemplate(template, id));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the worker's own command answers, started as Cortex starts it. */
async function byCommand(name: string, input: { readonly dataType: string; readonly data: unknown }): Promise<unknown> {
  const kind = input.dataType.startsWith('thehive:')
    ? 'responders/Huntbook/Huntbook_Responder'
    : 'analyzers/Huntbook/Huntbook_Analyzer';
  const definition = readDefinition(join(ROOT, `dist/cortex/${kind}.json`));
  const job = makeJobFolder(definition, {
    ...input,
    parent: folder,
    config: {
      input_hostname: server.folder,
      input_paths: [`/${name}`],
      output_hostname: join(folder, 'stored'),
      output_folder: '/',
      any_python: [LAB_PYTHON]
    }
  });
  const environment = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: folder };
  await runWorker(definition, job, { environment, uid: undefined }).done;
  return JSON.parse(readFileSync(join(job.output, 'output.json'), 'utf8'));
}

/** What the panel's run answers. */
async function byPanel(
  name: string,
  { dataType, data }: { readonly dataType: string; readonly data: unknown }
): Promise<unknown> {
  const { page, execute, errors } = await openNotebook(browser, server, name);
  await execute('huntbook:open-run-as-cortex');
  const panel = page.locator('.jp-HuntbookRun');
  const value = (): Locator => panel.getByRole('textbox', { name: /^(?:Observable|Object)$/u });
  await panel.getByRole('combobox', { name: 'Data type' }).selectOption(dataType);
  await value().fill(typeof data === 'string' ? data : JSON.stringify(data));
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  await panel.locator('.jp-HuntbookRun-state').getByText('Completed', { exact: true }).waitFor();
  const text = await page.evaluate(
    `fetch('/huntbook/jobs?notebook=${name}').then(r => r.json()).then(({ jobs }) => fetch('/huntbook/jobs/' + jobs[0].id + '/result?limitBytes=8000000')).then(r => r.json()).then(({ text }) => text)`
  );
  expect(errors).toEqual([]);
  await page.close();
  return JSON.parse(String(text));
}

/** Names of places, moments and durations, which are others in each run. */
const PASSING_KEYS = new Set(['duration', 'start_time', 'end_time', 'output_notebook', 'input_path', 'output_path']);

/** Matplotlib names the parts of a figure at random. */
const MATPLOTLIB_ID = /(?<=%23|#|id=%27|id=")[mp][0-9a-f]{10}/gu;

function withoutPassing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPassing);
  if (typeof value === 'string') {
    return value
      .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d| UTC)/gu, 'TIME')
      .replace(/\b\d+(?:\.\d+)? m?s\b/gu, 'DURATION')
      .replace(MATPLOTLIB_ID, 'ID');
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !PASSING_KEYS.has(key))
      .map(([key, item]) => [key, withoutPassing(item)])
  );
}

test.each([
  ['ip-triage.ipynb', { dataType: 'ip', data: '203.0.113.66' }],
  ['domain.ipynb', { dataType: 'domain', data: 'suspicious.example' }],
  ['responder.ipynb', { dataType: 'thehive:case', data: { _id: '~41', caseId: 12, title: 'Phishing', tags: [] } }]
])(
  'the output.json of a run of %s is that of the command in dist/cortex, but for ids and times',
  async (name, input) => {
    const [command, panel] = [await byCommand(name, input), await byPanel(name, input)];
    expect(command).toMatchObject({ success: true });
    expect(withoutPassing(panel)).toEqual(withoutPassing(command));
  }
);

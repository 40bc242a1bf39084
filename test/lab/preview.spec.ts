import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { codeCell, markdownCell, notebookOf } from '../support/lab-notebooks.js';
import { expectValue, openLab, openNotebook, type LabPage } from '../support/lab-page.js';
import { startLab, type LabServer } from '../support/lab-server.js';

let server: LabServer;
let browser: Browser;
let lab: LabPage;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLab(), launchBrowser()]);
});
afterEach(async () => {
  expect(lab.errors).toEqual([]);
  await lab.page.close();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const frame = () => lab.page.frameLocator('.jp-HuntbookPreview-frame');
const panel = () => lab.page.locator('.jp-HuntbookPreview');

async function openPreview(name: string): Promise<void> {
  lab = await openNotebook(browser, server, name);
  await lab.execute('huntbook:open-preview');
  await frame().locator('.nbr').waitFor();
}

test('a cell that is run shows its verdict at once, and a bad line is named at the cell and in the panel', async () => {
  const source = `import json\nprint(json.dumps({"level": "malicious", "namespace": "T", "predicate": "C2", "value": "beacon"}))\nprint("oops")`;
  server.write('live.ipynb', notebookOf([markdownCell('# Live'), codeCell(source, { tags: ['taxonomies'] })]));
  await openPreview('live.ipynb');
  await panel().getByText('None: no cell with the role taxonomies').waitFor();
  await lab.execute('notebook:run-all-cells');
  await panel().getByText('T:C2="beacon"').waitFor();
  await panel().getByRole('button', { name: 'Cell 2, line 2' }).waitFor();
  await lab.page.getByRole('list', { name: 'Problems of this cell' }).getByText('is not a JSON object').waitFor();
  await frame().getByText('T:C2="beacon"').waitFor();
  expect(server.read('live.ipynb')).toContain('"outputs":[]');
});

test('a role that does nothing is named, and one press removes it', async () => {
  server.write('idle.ipynb', notebookOf([markdownCell('text', ['artifacts'])]));
  await openPreview('idle.ipynb');
  await panel().getByRole('button', { name: 'Remove the role from this cell' }).click();
  await expectValue(lab.page, '[...document.querySelectorAll(".jp-Notebook [data-huntbook-roles]")].length', 0);
  await panel().getByText('Only code cells have outputs').waitFor({ state: 'hidden' });
});

test('typing changes its part of the report, and the place where one reads stays', async () => {
  const texts = Array.from({ length: 60 }, (_, i) => markdownCell(`## Part ${i}\n\nText ${i}.`));
  server.write('scroll.ipynb', notebookOf(texts));
  await openPreview('scroll.ipynb');
  await frame().getByText('Text 59.').waitFor();
  const doc = 'document.querySelector(".jp-HuntbookPreview-frame").contentDocument';
  await lab.page.evaluate(`${doc}.documentElement.scrollTop = 700; ${doc}.querySelectorAll('section')[3].id = 'mark'`);
  await lab.page.evaluate(
    `window.jupyterapp.shell.widgets('main'); [...window.jupyterapp.shell.widgets('main')].find(w => w.context).content.widgets[50].model.sharedModel.setSource('Changed.')`
  );
  await frame().getByText('Changed.').waitFor();
  expect(await lab.page.evaluate(`${doc}.documentElement.scrollTop`)).toBe(700);
});

const CANARY = '<img src=x onerror="parent.__ran = 1"><script>parent.__ran = 1</script>';

test('no attack in a notebook runs or navigates in the preview, and a link asks first', async () => {
  const outputs = [
    CANARY,
    `<svg onload="parent.__ran=1"></svg>`,
    `<a href="https://canary.invalid/">press me</a>`,
    `<form action="https://canary.invalid/"><button>x</button></form>`
  ].map(html => ({ output_type: 'display_data', metadata: {}, data: { 'text/html': html } }));
  const verdict = JSON.stringify({ level: 'safe', namespace: CANARY, predicate: CANARY, value: CANARY });
  const cells = [
    { ...codeCell(CANARY), outputs },
    markdownCell(CANARY),
    codeCell('x', { tags: ['taxonomies'], prints: `${verdict}\n${CANARY}` })
  ];
  server.write('evil.ipynb', notebookOf(cells));
  await openPreview('evil.ipynb');
  expect(await lab.page.locator('.jp-HuntbookPreview-frame').getAttribute('sandbox')).toBe('allow-same-origin');
  await frame().getByText('press me').click();
  await lab.page.getByRole('dialog').getByText('https://canary.invalid/').waitFor();
  await lab.page.getByRole('button', { name: 'Cancel' }).click();
  expect(await lab.page.evaluate('window.__ran')).toBeUndefined();
  await frame().locator('.nbr').waitFor();
});

test('a pinned preview stays with its notebook, and follows again when it is released', async () => {
  server.write('one.ipynb', notebookOf([markdownCell('# One')]));
  server.write('two.ipynb', notebookOf([markdownCell('# Two')]));
  await openPreview('one.ipynb');
  await panel().getByRole('button', { name: 'Pin' }).click();
  await lab.execute('docmanager:open', { path: 'two.ipynb', factory: 'Notebook' });
  await lab.page.locator('.jp-Notebook').getByRole('heading', { name: 'Two' }).waitFor();
  // The notebook opened in front of the preview.
  await lab.execute('huntbook:open-preview');
  expect(await frame().getByRole('heading', { name: 'One' }).count()).toBe(1);
  await panel().getByRole('button', { name: 'Pinned' }).click();
  await frame().getByRole('heading', { name: 'Two' }).waitFor();
});

test('a new playbook from the launcher is tagged, runs as it stands, and has no problem', async () => {
  lab = await openLab(browser, server);
  await lab.execute('huntbook:new-playbook', { template: 'ip' });
  await lab.page.getByRole('button', { name: 'Role: Operations' }).waitFor();
  await lab.execute('huntbook:open-preview');
  await lab.execute('notebook:run-all-cells');
  await panel().getByText('Playbook:Findings="0"').waitFor();
  expect(await panel().getByRole('heading', { name: 'Problems' }).count()).toBe(0);
  expect(server.read('analyze-ip.ipynb')).toContain('"parameters"');
});

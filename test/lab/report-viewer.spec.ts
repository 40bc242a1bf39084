import { readFileSync } from 'node:fs';
import { readNotebook, toPlainNotebook } from '../../companion/src/notebook/index.js';
import { renderReportWithMaths } from '../../src/report/index.js';
import { codeCell, markdownCell, notebookOf } from '../support/lab-notebooks.js';
import { expectValue } from '../support/lab-page.js';
import { runAsCortex } from '../support/lab-run.js';
import { labSuite } from '../support/lab-suite.js';

const suite = labSuite();

async function openReport(name: string): Promise<void> {
  await suite.open();
  await suite.lab.execute('docmanager:open', { path: name, factory: 'TheHive report' });
}

const frame = () => suite.lab.page.frameLocator('.jp-HuntbookReport iframe');
const srcdoc = async (): Promise<string> =>
  (await suite.lab.page.locator('.jp-HuntbookReport iframe').getAttribute('srcdoc')) ?? '';

const EXECUTED = notebookOf(
  [
    markdownCell('# Who\n\nEnergy is $E = mc^2$.'),
    codeCell('value = 1', { tags: ['parameters'] }),
    codeCell('print(verdict)', {
      tags: ['taxonomies'],
      prints: '{"level": "malicious", "namespace": "T", "predicate": "C2", "value": 9007199254740993}\nnot json\n'
    })
  ],
  {
    papermill: { start_time: '2026-01-02T03:04:05Z', duration: 2.5, input_path: 'who.ipynb' },
    huntbook: { status: 'completed', worker: 'Huntbook_Analyzer' }
  }
);

test('the frame holds byte for byte the fragment that the worker renders of the same file', async () => {
  suite.server.write('run.ipynb', EXECUTED);
  const text = readFileSync(`${suite.server.folder}/run.ipynb`, 'utf8');
  const { html } = await renderReportWithMaths(toPlainNotebook(readNotebook(text, { path: 'run.ipynb' })));
  await openReport('run.ipynb');
  await frame().getByRole('heading', { name: 'Who' }).waitFor();
  expect((await srcdoc()).includes(`<body>\n${html}\n</body>`)).toBe(true);
});

test('the notebook that the worker stored gives the fragment of its output.json, and the preview its full part', async () => {
  const verdict =
    'import json\nprint(json.dumps({"level": "safe", "namespace": "T", "predicate": "P", "value": thehive_observable_value}))\nprint("no result")';
  suite.server.write(
    'playbook.ipynb',
    notebookOf([
      markdownCell('# Stored\n\n$a^2$ and <script>x</script>'),
      codeCell('thehive_observable_value = "x"', { tags: ['parameters'] }),
      codeCell(verdict, { tags: ['taxonomies'] }),
      codeCell(
        'from IPython.display import HTML, display\ndisplay(HTML("<b onclick=x()>bold</b><table><tr><td>1</table>"))'
      ),
      codeCell('1 / 0', { tags: ['raises-exception'] })
    ])
  );
  await suite.open();
  const { output, notebook } = await runAsCortex(suite.lab.page, 'playbook.ipynb');
  suite.server.write('stored.ipynb', notebook);
  const { full } = JSON.parse(output) as { full: { notebooks: Record<string, unknown>[] } };
  const [entry] = full.notebooks;
  await suite.lab.execute('docmanager:open', { path: 'stored.ipynb', factory: 'TheHive report' });
  await frame().getByRole('heading', { name: 'Stored' }).waitFor();
  expect((await srcdoc()).includes(`<body>\n${String(entry?.['html'])}\n</body>`)).toBe(true);

  await suite.lab.execute('docmanager:open', { path: 'stored.ipynb', factory: 'Notebook' });
  await suite.lab.execute('huntbook:open-preview');
  const preview = suite.lab.page.locator('.jp-HuntbookPreview');
  await preview.getByText(/Answer to Cortex: \d+ kB of 15.0 MB/u).waitFor();
  await preview.getByText('Raw JSON (full)').click();
  const text = await preview.locator('.jp-HuntbookRaw > pre').innerText();
  // Where it came from and lies is the worker's to know.
  const placeless = (value: { notebooks: Record<string, unknown>[] }): object =>
    JSON.parse(
      JSON.stringify(value, (key, inner: unknown) =>
        ['name', 'notebook', 'output_notebook'].includes(key) ? '' : inner
      )
    ) as object;
  expect(placeless(JSON.parse(text) as typeof full)).toEqual(placeless(full));
});

test('roles, problems, the run and what was left out stand beside the report', async () => {
  suite.server.write('facts.ipynb', EXECUTED);
  await openReport('facts.ipynb');
  const about = suite.lab.page.getByRole('complementary', { name: 'About this report' });
  await about.getByText('✓ Completed').waitFor();
  const text = await about.innerText();
  for (const wanted of ['Huntbook_Analyzer', '2.5 s', 'who.ipynb', 'Parameters', 'Taxonomies', 'Cell 3, line 2']) {
    expect(text).toContain(wanted);
  }
});

test('looking at a report starts no kernel and leaves the file as it is, and the editor opened later has its kernel', async () => {
  suite.server.write('still.ipynb', EXECUTED);
  const before = suite.server.read('still.ipynb');
  await openReport('still.ipynb');
  await frame().getByRole('heading', { name: 'Who' }).waitFor();
  const sessions =
    'window.jupyterapp.serviceManager.sessions.refreshRunning().then(() => [...window.jupyterapp.serviceManager.sessions.running()].filter(s => s.path === "still.ipynb").length)';
  expect(await suite.lab.page.evaluate(sessions)).toBe(0);
  expect(suite.server.read('still.ipynb')).toBe(before);
  await suite.lab.execute('docmanager:open', { path: 'still.ipynb', factory: 'Notebook' });
  await expectValue(suite.lab.page, sessions, 1);
});

test('code is folded at first, and shown or hidden at a press', async () => {
  suite.server.write('code.ipynb', notebookOf([codeCell('secret_word = 1', { prints: 'done' })]));
  await openReport('code.ipynb');
  await frame().getByText('done').waitFor();
  await suite.lab.page.getByRole('button', { name: 'Hidden' }).click();
  await expectValue(
    suite.lab.page,
    `document.querySelector('.jp-HuntbookReport iframe').srcdoc.includes('secret_word')`,
    false
  );
  await suite.lab.page.getByRole('button', { name: 'Shown' }).click();
  await expectValue(
    suite.lab.page,
    `document.querySelector('.jp-HuntbookReport iframe').srcdoc.includes('secret_word')`,
    true
  );
});

test('"Save as HTML" hands over a whole page with a policy that forbids scripts', async () => {
  suite.server.write('save.ipynb', EXECUTED);
  await openReport('save.ipynb');
  await frame().getByRole('heading', { name: 'Who' }).waitFor();
  const [file] = await Promise.all([
    suite.lab.page.waitForEvent('download'),
    suite.lab.page.getByRole('button', { name: 'Save as HTML' }).click()
  ]);
  expect(file.suggestedFilename()).toBe('save.html');
  const page = readFileSync(await file.path(), 'utf8');
  expect(page).toMatch(/^<!doctype html>/u);
  expect(page).toContain('default-src &#39;none&#39;; img-src data:');
});

test('a renderer that dies is replaced: a toggle and "Save as HTML" work, and what cannot be saved says why', async () => {
  suite.server.write('dies.ipynb', notebookOf([codeCell('secret_word = 1', { prints: 'done' })]));
  await openReport('dies.ipynb');
  await frame().getByText('done').waitFor();
  const die = async (): Promise<void> => {
    for (const worker of suite.lab.page.workers()) {
      const gone = worker.waitForEvent('close');
      await worker.evaluate('void setTimeout(() => { throw new Error("no memory") })');
      await gone;
    }
  };
  await die();
  await suite.lab.page.getByRole('button', { name: 'Hidden' }).click();
  await expectValue(
    suite.lab.page,
    `document.querySelector('.jp-HuntbookReport iframe').srcdoc.includes('secret_word')`,
    false
  );
  await frame().getByText('done').waitFor();
  await die();
  await Promise.all([
    suite.lab.page.waitForEvent('download'),
    suite.lab.page.getByRole('button', { name: 'Save as HTML' }).click()
  ]);
  await die();
  await suite.lab.page.evaluate(
    'window.Worker = class { constructor() { setTimeout(() => this.onerror({ message: "no more memory" })); } postMessage() {} terminate() {} }'
  );
  await suite.lab.page.getByRole('button', { name: 'Save as HTML' }).click();
  await suite.lab.page.getByRole('dialog').getByText('no more memory').waitFor();
  await suite.lab.page.getByRole('dialog').getByRole('button').click();
});

test('a file that is no notebook is named as such, with the place of the fault', async () => {
  suite.server.write('broken.ipynb', '{"cells": [\n  {"cell_type": "code",,}');
  await openReport('broken.ipynb');
  const alert = suite.lab.page.getByRole('alert').filter({ hasText: 'not a notebook' });
  await alert.waitFor();
  expect(await alert.innerText()).toContain('line 2, column');
});

const CANARY = '<img src=x onerror="parent.__ran = 1"><script>parent.__ran = 1; top.__ran = 1</script>';
const ATTACKS: readonly string[] = [
  CANARY,
  `<svg onload="parent.__ran=1"><script>parent.__ran=1</script></svg>`,
  `<iframe srcdoc="${CANARY.replace(/"/gu, '&quot;')}"></iframe>`,
  `<a href="javascript:parent.__ran=1">go</a>`,
  `<form action="https://canary.invalid/"><button>go</button></form>`,
  `<meta http-equiv="refresh" content="0;url=https://canary.invalid/">`,
  `<base href="https://canary.invalid/"><img src="pixel.png">`,
  `<style>@import url(https://canary.invalid/a.css); body{background:url(https://canary.invalid/b.png)}</style>`,
  `</div></body><script>parent.__ran=1</script>`,
  `<link rel=stylesheet href=https://canary.invalid/x.css>`
];

test('no attack in outputs, texts or names runs, navigates or reaches the network', async () => {
  const outputs = ATTACKS.map(html => ({
    output_type: 'display_data',
    metadata: {},
    data: { 'text/html': html, 'text/plain': html }
  }));
  const evil = { ...codeCell(CANARY), outputs };
  const verdict = JSON.stringify({ level: 'malicious', namespace: CANARY, predicate: CANARY, value: CANARY });
  const cells = [
    evil,
    ...ATTACKS.map(text => markdownCell(text)),
    codeCell('x', { tags: ['taxonomies', CANARY], prints: `${verdict}\n${CANARY}\n` })
  ];
  suite.server.write(
    'evil.ipynb',
    notebookOf(cells, { title: CANARY, huntbook: { status: 'failed', worker: CANARY, failure: { message: CANARY } } })
  );
  await suite.open();
  const strangers: string[] = [];
  suite.lab.page.on('request', request => {
    if (!request.url().startsWith(suite.server.url) && !/^(?:data|blob|about):/u.test(request.url()))
      strangers.push(request.url());
  });
  await suite.lab.execute('docmanager:open', { path: 'evil.ipynb', factory: 'TheHive report' });
  await suite.lab.page.getByRole('complementary', { name: 'About this report' }).waitFor();
  await frame().locator('.nbr').waitFor();
  for (const summary of await frame().locator('summary').all()) await summary.click();
  for (const link of await frame().locator('a').all()) await link.click({ force: true });
  expect(await suite.lab.page.evaluate('window.__ran')).toBeUndefined();
  expect(strangers).toEqual([]);
  expect(suite.lab.page.url().startsWith(suite.server.url)).toBe(true);
});

test('5,000 cells and outputs of 50 MB end in a report, and the page answers meanwhile', async () => {
  suite.server.write(
    'many.ipynb',
    notebookOf(Array.from({ length: 5_000 }, (_, i) => codeCell(`x = ${i}`, { prints: `${i}\n` })))
  );
  suite.server.write(
    'heavy.ipynb',
    notebookOf(Array.from({ length: 50 }, () => codeCell('x', { prints: 'x'.repeat(999_999) + '\n' })))
  );
  await openReport('many.ipynb');
  await frame().locator('.nbr').waitFor();
  await suite.lab.page.getByText('Drawing').waitFor({ state: 'hidden' });
  await suite.lab.page.close();
  await suite.open();
  const opened = suite.lab.execute('docmanager:open', { path: 'heavy.ipynb', factory: 'TheHive report' });
  await suite.lab.page
    .getByRole('status')
    .filter({ hasText: /Fetching|Rendering|Drawing/u })
    .first()
    .waitFor();
  await opened;
  await suite.lab.page.getByRole('complementary', { name: 'About this report' }).waitFor();
  expect(await suite.lab.page.getByText('parts of this report are shown in short').count()).toBeGreaterThan(0);
});

test('the command opens the report of the current notebook beside it', async () => {
  suite.server.write('beside.ipynb', EXECUTED);
  await suite.openNotebook('beside.ipynb');
  await suite.lab.execute('huntbook:open-report');
  await frame().getByRole('heading', { name: 'Who' }).waitFor();
  expect(await suite.lab.page.getByRole('tab', { name: 'beside.ipynb' }).count()).toBe(2);
});

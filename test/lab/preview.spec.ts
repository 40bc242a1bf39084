import { materialiseCharts } from '../../companion/src/materialise/index.js';
import { toPlainNotebook } from '../../companion/src/notebook/index.js';
import { renderReportWithMaths } from '../../src/report/index.js';
import { bars, CHARTS_PROGRAM, displayed, VEGA_LITE } from '../support/charts.js';
import { codeCell, markdownCell, notebookOf } from '../support/lab-notebooks.js';
import { expectValue } from '../support/lab-page.js';
import { labSuite } from '../support/lab-suite.js';

const suite = labSuite();

const frame = () => suite.lab.page.frameLocator('.jp-HuntbookPreview-frame');
const panel = () => suite.lab.page.locator('.jp-HuntbookPreview');

async function openPreview(name: string): Promise<void> {
  await suite.openNotebook(name);
  await suite.lab.execute('huntbook:open-preview');
  await frame().locator('.nbr').waitFor();
}

test('a cell that is run shows its verdict at once, and a bad line is named at the cell and in the panel', async () => {
  const source = `import json\nprint(json.dumps({"level": "malicious", "namespace": "T", "predicate": "C2", "value": "beacon"}))\nprint("oops")`;
  suite.server.write('live.ipynb', notebookOf([markdownCell('# Live'), codeCell(source, { tags: ['taxonomies'] })]));
  await openPreview('live.ipynb');
  await panel().getByText('None: no cell with the role taxonomies').waitFor();
  await suite.lab.execute('notebook:run-all-cells');
  await panel().getByText('T:C2="beacon"').waitFor();
  await panel().getByRole('button', { name: 'Cell 2, line 2' }).waitFor();
  await suite.lab.page.getByRole('list', { name: 'Problems of this cell' }).getByText('is not a JSON object').waitFor();
  await frame().getByText('T:C2="beacon"').waitFor();
  expect(suite.server.read('live.ipynb')).toContain('"outputs":[]');
});

test('a role that does nothing is named, and one press removes it', async () => {
  suite.server.write('idle.ipynb', notebookOf([markdownCell('text', ['artifacts'])]));
  await openPreview('idle.ipynb');
  await panel().getByRole('button', { name: 'Remove the role from this cell' }).click();
  await expectValue(suite.lab.page, '[...document.querySelectorAll(".jp-Notebook [data-huntbook-roles]")].length', 0);
  await panel().getByText('Only code cells have outputs').waitFor({ state: 'hidden' });
});

test('typing changes its part of the report, and the place where one reads stays', async () => {
  const texts = Array.from({ length: 60 }, (_, i) => markdownCell(`## Part ${i}\n\nText ${i}.`));
  suite.server.write('scroll.ipynb', notebookOf(texts));
  await openPreview('scroll.ipynb');
  await frame().getByText('Text 59.').waitFor();
  const doc = 'document.querySelector(".jp-HuntbookPreview-frame").contentDocument';
  await suite.lab.page.evaluate(
    `${doc}.documentElement.scrollTop = 700; ${doc}.querySelectorAll('section')[3].id = 'mark'`
  );
  await suite.lab.page.evaluate(
    `window.jupyterapp.shell.widgets('main'); [...window.jupyterapp.shell.widgets('main')].find(w => w.context).content.widgets[50].model.sharedModel.setSource('Changed.')`
  );
  await frame().getByText('Changed.').waitFor();
  expect(await suite.lab.page.evaluate(`${doc}.documentElement.scrollTop`)).toBe(700);
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
  suite.server.write('evil.ipynb', notebookOf(cells));
  await openPreview('evil.ipynb');
  expect(await suite.lab.page.locator('.jp-HuntbookPreview-frame').getAttribute('sandbox')).toBe('allow-same-origin');
  await frame().getByText('press me').click();
  await suite.lab.page.getByRole('dialog').getByText('https://canary.invalid/').waitFor();
  await suite.lab.page.getByRole('button', { name: 'Cancel' }).click();
  expect(await suite.lab.page.evaluate('window.__ran')).toBeUndefined();
  await frame().locator('.nbr').waitFor();
});

test('a chart that nobody has drawn yet is a picture in the preview, the one that the worker puts there', async () => {
  const data = { [VEGA_LITE]: bars(), 'text/plain': 'alt.Chart(...)' };
  const output = { output_type: 'display_data', metadata: {}, data };
  suite.server.write('chart.ipynb', notebookOf([{ ...codeCell('chart'), outputs: [output] }]));
  await openPreview('chart.ipynb');
  const picture = frame().getByRole('img', { name: 'Connections by port' });
  await picture.waitFor();
  const drawn = await materialiseCharts(displayed(data), {
    signal: new AbortController().signal,
    program: CHARTS_PROGRAM
  });
  const { html } = await renderReportWithMaths(toPlainNotebook(drawn.notebook));
  const source = /<img[^>]* src="(data:image[^"]+)"/u.exec(html)?.[1];
  expect(await picture.getAttribute('src')).toBe(source);
  expect(suite.server.read('chart.ipynb')).not.toContain('svg');
});

test('a pinned preview stays with its notebook, and follows again when it is released', async () => {
  suite.server.write('one.ipynb', notebookOf([markdownCell('# One')]));
  suite.server.write('two.ipynb', notebookOf([markdownCell('# Two')]));
  await openPreview('one.ipynb');
  await panel().getByRole('button', { name: 'Pin' }).click();
  await suite.lab.execute('docmanager:open', { path: 'two.ipynb', factory: 'Notebook' });
  await suite.lab.page.locator('.jp-Notebook').getByRole('heading', { name: 'Two' }).waitFor();
  // The notebook opened in front of the preview.
  await suite.lab.execute('huntbook:open-preview');
  expect(await frame().getByRole('heading', { name: 'One' }).count()).toBe(1);
  await panel().getByRole('button', { name: 'Pinned' }).click();
  await frame().getByRole('heading', { name: 'Two' }).waitFor();
});

test('a new playbook from the launcher is tagged, runs as it stands, and has no problem', async () => {
  await suite.open();
  await suite.lab.execute('huntbook:new-playbook', { template: 'ip' });
  await suite.lab.page.getByRole('button', { name: 'Role: Operations' }).waitFor();
  await suite.lab.execute('huntbook:open-preview');
  await suite.lab.execute('notebook:run-all-cells');
  await panel().getByText('Playbook:Findings="0"').waitFor();
  expect(await panel().getByRole('heading', { name: 'Problems' }).count()).toBe(0);
  expect(suite.server.read('analyze-ip.ipynb')).toContain('"parameters"');
});

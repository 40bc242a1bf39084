import type { Browser, Locator } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { codeCell, markdownCell, notebookOf } from '../support/lab-notebooks.js';
import { expectValue, openNotebook, type LabPage } from '../support/lab-page.js';
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

const panel = (): Locator => lab.page.locator('.jp-HuntbookRun');
const button = (name: string): Locator => panel().getByRole('button', { name, exact: true });
const state = (word: string): Locator => panel().locator('.jp-HuntbookRun-state').getByText(word, { exact: true });

const PARAMETERS = [
  'thehive_observable_value = "192.0.2.1"  # what is looked up',
  'threshold: float = 0.5  # share that counts',
  'deep = False'
].join('\n');
const VERDICT = `import json
level = "malicious" if threshold < 0.4 else "safe"
print(json.dumps({"level": level, "namespace": "T", "predicate": "Seen", "value": thehive_observable_value}))`;
const ARTIFACT = `print(json.dumps({"dataType": "domain", "data": "bad.example", "tags": ["t"]}))`;

const PLAYBOOK = [
  markdownCell('# Lookup'),
  codeCell(PARAMETERS, { tags: ['parameters'] }),
  codeCell(VERDICT, { tags: ['taxonomies'] }),
  codeCell(ARTIFACT, { tags: ['artifacts'] })
];

async function openRun(name: string): Promise<void> {
  lab = await openNotebook(browser, server, name);
  await lab.page.locator('[data-jp-item-name="huntbook-run"] jp-button').click();
  await button('Run').waitFor();
}

async function run(observable: string): Promise<void> {
  await panel().getByRole('textbox', { name: 'Observable' }).fill(observable);
  await button('Run').click();
}

test('a notebook is run as it is in the editor, live, and what it found is shown as TheHive will', async () => {
  server.write('lookup.ipynb', notebookOf(PLAYBOOK));
  await openRun('lookup.ipynb');
  await lab.page.evaluate(
    `[...window.jupyterapp.shell.widgets('main')].find(w => w.context).content.widgets[0].model.sharedModel.setSource('# Not saved')`
  );
  await run('198.51.100.7');
  await panel().getByRole('progressbar', { name: 'Progress of the run' }).waitFor();
  await state('Completed').waitFor();
  await panel().getByText('T:Seen="198.51.100.7"').waitFor();
  await panel().getByRole('region', { name: 'Artifacts' }).getByText('bad.example').waitFor();
  const frame = panel().frameLocator('iframe');
  await frame.getByRole('heading', { name: 'Not saved' }).waitFor();
  expect(await panel().locator('iframe').getAttribute('sandbox')).toBe('allow-same-origin');
  expect(server.read('lookup.ipynb')).not.toContain('Not saved');
  await panel().getByText('with changes that were not saved').waitFor();
});

test('a parameter is given another value for one run, by its type', async () => {
  server.write('values.ipynb', notebookOf(PLAYBOOK));
  await openRun('values.ipynb');
  await panel().locator('summary', { hasText: 'Parameters' }).click();
  await panel().getByRole('textbox', { name: 'threshold' }).fill('a lot');
  await run('198.51.100.7');
  await panel().getByText('This is not a number').waitFor();
  await panel().getByRole('textbox', { name: 'threshold' }).fill('0.25');
  await button('Run').click();
  await panel().getByRole('listitem', { name: 'malicious' }).waitFor();
  expect(server.read('values.ipynb')).not.toContain('0.25');
});

test('the cell that stopped a run is marked in the notebook, and one press away', async () => {
  const cells = [...PLAYBOOK, codeCell('raise ValueError("<b>no</b> such host")'), codeCell('1')];
  server.write('stops.ipynb', notebookOf(cells));
  await openRun('stops.ipynb');
  await run('198.51.100.7');
  await button('Go to cell 5').click();
  await lab.page.locator('.jp-HuntbookFailedMark').getByText('ValueError: <b>no</b> such host').waitFor();
  await expectValue(
    lab.page,
    `[...window.jupyterapp.shell.widgets('main')].find(w => w.context).content.activeCellIndex`,
    4
  );
  await panel().getByText('T:Seen="198.51.100.7"').waitFor();
});

test('a sample is saved from a run, chosen again, and says green or red', async () => {
  server.write('samples.ipynb', notebookOf(PLAYBOOK));
  await openRun('samples.ipynb');
  await run('198.51.100.7');
  await panel().getByRole('textbox', { name: 'Name of the sample' }).fill('quiet host');
  await button('Save sample').click();
  await panel().getByText('The sample is saved.').waitFor();
  const saved: unknown = JSON.parse(server.read('samples.samples.json'));
  expect(saved).toMatchObject({
    version: 1,
    samples: [
      { name: 'quiet host', input: { dataType: 'ip', data: '198.51.100.7' }, expected: { status: 'completed' } }
    ]
  });
  await panel().getByRole('textbox', { name: 'Observable' }).fill('203.0.113.9');
  await panel().getByRole('combobox', { name: 'Sample' }).selectOption('quiet host');
  await button('Run').click();
  await panel().getByText('As the sample “quiet host” expects').waitFor();
  await panel().locator('summary', { hasText: 'Parameters' }).click();
  await panel().getByRole('textbox', { name: 'threshold' }).fill('0.1');
  await button('Run').click();
  await panel().getByText('Not as the sample “quiet host” expects').waitFor();
  await panel().locator('.jp-HuntbookDifferences').getByText('malicious T:Seen="198.51.100.7"').waitFor();
});

test('a run outlives its page: it is live again when one comes back, and can be cancelled', async () => {
  const sleeps = codeCell('import time\nfor i in range(3000):\n    print("tick", i, flush=True)\n    time.sleep(0.1)');
  server.write('long.ipynb', notebookOf([...PLAYBOOK, sleeps]));
  await openRun('long.ipynb');
  await run('198.51.100.7');
  await panel().getByRole('log').getByText('tick').waitFor();
  await lab.page.close();
  lab = await openNotebook(browser, server, 'long.ipynb');
  await lab.execute('huntbook:open-run-as-cortex');
  await panel().getByRole('log').getByText('tick').waitFor();
  expect(await panel().getByRole('textbox', { name: 'Observable' }).inputValue()).toBe('198.51.100.7');
  await button('Cancel').click();
  await state('Cancelled').waitFor();
  await button('Run').waitFor();
});

test('old runs are opened from the history, and two of them are compared', async () => {
  server.write('old.ipynb', notebookOf(PLAYBOOK));
  await openRun('old.ipynb');
  await run('198.51.100.7');
  await panel().getByText('T:Seen="198.51.100.7"').waitFor();
  await run('198.51.100.8');
  await panel().getByText('T:Seen="198.51.100.8"').waitFor();
  await button('History (2)').click();
  for (const box of await panel().getByRole('checkbox').all()) await box.check();
  await button('Compare the two').click();
  await panel().getByText('safe T:Seen="198.51.100.7"').waitFor();
  await panel().getByText('safe T:Seen="198.51.100.8"').waitFor();
  await panel().getByRole('row').last().getByRole('button').first().click();
  await panel().locator('.jp-HuntbookMiniReports').getByText('T:Seen="198.51.100.7"').waitFor();
  expect(await panel().getByRole('textbox', { name: 'Observable' }).inputValue()).toBe('198.51.100.7');
});

test('a test observable is put into the notebook as a marked cell, which Cortex replaces, and is taken away', async () => {
  server.write('trial.ipynb', notebookOf(PLAYBOOK));
  await openRun('trial.ipynb');
  await panel().getByRole('textbox', { name: 'Observable' }).fill('203.0.113.5');
  await button('Apply to notebook').click();
  const mark = lab.page.locator('.jp-HuntbookTrial');
  await mark.getByText('Test observable: Cortex replaces this cell').waitFor();
  await lab.execute('notebook:run-all-cells');
  await lab.page.locator('.jp-Notebook').getByText('"value": "203.0.113.5"').waitFor();
  await run('198.51.100.7');
  await panel().getByText('T:Seen="198.51.100.7"').waitFor();
  // A second one, as a copy makes it, is run by Cortex, and must not say otherwise.
  await lab.page.evaluate(`{
    const { content } = [...window.jupyterapp.shell.widgets('main')].find(w => w.context);
    const tags = ['injected-parameters', 'test-observable'];
    content.model.sharedModel.insertCell(content.widgets.length, { cell_type: 'code', source: '1', metadata: { tags } });
  }`);
  await mark.getByText('Test observable, left over: Cortex runs this cell').waitFor();
  await mark.getByRole('button', { name: 'Remove the test observable' }).first().click();
  await mark.waitFor({ state: 'hidden' });
  await expectValue(
    lab.page,
    `[...window.jupyterapp.shell.widgets('main')].find(w => w.context).content.widgets.length`,
    PLAYBOOK.length
  );
});

test('the panel is worked by keys alone: opened, filled, run, and every control reached', async () => {
  server.write('keys.ipynb', notebookOf(PLAYBOOK));
  lab = await openNotebook(browser, server, 'keys.ipynb');
  const { keyboard } = lab.page;
  await lab.execute('notebook:enter-command-mode');
  await keyboard.press('t');
  await keyboard.press('x');
  await button('Run').waitFor();
  await expectValue(lab.page, 'document.activeElement.tagName', 'INPUT');
  await keyboard.type('198.51.100.7');
  await keyboard.press('Enter');
  await panel().locator('iframe').waitFor();
  await lab.page.evaluate(`document.querySelector('.jp-HuntbookRun').focus()`);
  const reached: string[] = [];
  for (let press = 0; press < 24; press += 1) {
    await keyboard.press('Tab');
    reached.push(
      await lab.page.evaluate(
        `(e => (e.labels?.[0]?.textContent || e.getAttribute('aria-label') || e.textContent || e.tagName).trim())(document.activeElement)`
      )
    );
  }
  const wanted = ['Current run', 'History (1)', 'Data type', 'Observable', 'TLP', 'PAP', 'Run', 'Apply to notebook'];
  expect(reached).toEqual(expect.arrayContaining([...wanted, 'Artifacts', 'Name of the sample']));
});

const CANARY = '<img src=x onerror="parent.__ran = 1"><script>parent.__ran = 1; top.__ran = 1</script>';

test('whatever a notebook and its observable say, nothing of it runs in the panel', async () => {
  const said = JSON.stringify(CANARY);
  const verdict = `print(json.dumps({"level": "safe", "namespace": ${said}, "predicate": ${said}, "value": ${said}}))`;
  const cells = [
    markdownCell(CANARY),
    codeCell(`${CANARY.replace(/^/u, '# ')}\nimport json\nprint(${said})`),
    codeCell(verdict, { tags: ['taxonomies'] }),
    codeCell(`print(json.dumps({"dataType": "other", "data": ${said}, "message": ${said}}))`, { tags: ['artifacts'] }),
    codeCell(`from IPython.display import HTML, display\ndisplay(HTML(${said}))\nprint(${said})`, {
      tags: ['artifacts']
    }),
    codeCell(`raise ValueError(${said})`)
  ];
  server.write('evil.ipynb', notebookOf(cells));
  await openRun('evil.ipynb');
  await run(CANARY);
  await button('Go to cell 6').waitFor();
  await panel().frameLocator('iframe').locator('.nbr').waitFor();
  await panel().locator('summary', { hasText: 'Cells' }).click();
  await panel().getByRole('log').getByText('ValueError: <img').waitFor();
  await button('History (1)').click();
  await panel().getByRole('cell').getByText('<img src=x').waitFor();
  expect(await lab.page.evaluate('window.__ran')).toBeUndefined();
  expect(await panel().locator('img, script').count()).toBe(0);
});

test('a notebook that floods its log and has thousands of cells is shown to its end', async () => {
  const flood = codeCell('for line in range(100_000):\n    print(line, "x" * 60)');
  const many = Array.from({ length: 1_000 }, (_, cell) => codeCell(`value = ${cell}`));
  server.write('flood.ipynb', notebookOf([flood, ...many]));
  await openRun('flood.ipynb');
  await run('198.51.100.7');
  await state('Completed').waitFor({ timeout: 150_000 });
  await panel().locator('summary', { hasText: 'Cells' }).click();
  const log = panel().getByRole('log');
  await log.getByText('value = 999').waitFor();
  expect(await log.getByRole('listitem').count()).toBeLessThanOrEqual(202);
  await log.getByText('802 cells before').waitFor();
});

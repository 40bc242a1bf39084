import type { Locator } from 'playwright-core';
import { codeCell, notebookOf } from '../support/lab-notebooks.js';
import { labSuite } from '../support/lab-suite.js';

const suite = labSuite();
beforeEach(async () => {
  suite.server.write('query.ipynb', notebookOf([codeCell(''), codeCell('event_type: and = "src_ip"')]));
  await suite.openNotebook('query.ipynb');
});

const editor = (index: number): Locator => suite.lab.page.locator('.jp-Notebook .jp-CodeCell .cm-content').nth(index);
const list = (): Locator => suite.lab.page.locator('.cm-tooltip-autocomplete');
const textOf = (index: number): Promise<string> =>
  suite.lab.page.evaluate(
    `window.jupyterapp.shell.currentWidget.content.widgets[${index}].model.sharedModel.getSource()`
  );

/** Types as a person does, into the first cell. */
async function type(text: string): Promise<void> {
  await suite.lab.page.keyboard.type(text, { delay: 15 });
}
/** What an editor for queries needs is loaded with the first line; a person types on meanwhile, a test waits. */
async function begin(text: string): Promise<void> {
  await editor(0).click();
  await type('%%scirius');
  await editor(0).locator('.jp-HuntbookQuery-magic').first().waitFor();
  await type(text);
}
/** A list that has just opened takes no key, lest it takes one that was meant for the text. */
async function listOpens(): Promise<void> {
  await list().waitFor();
  await suite.lab.page.waitForTimeout(200);
}

test('a cell becomes a query as it is typed, in colours, and the next one stays as it was', async () => {
  await begin(' alerts --last 24h\nsrc_ip:10.0.0.1 AND alert.signature:*ET*');
  await suite.lab.page.keyboard.press('Escape');
  // The colours of Python cut the same text in other places.
  const parts = async (kind: string) =>
    (await editor(0).locator(`.jp-HuntbookQuery-${kind}`).allTextContents()).join('');
  await editor(0).locator('.jp-HuntbookQuery-field').first().waitFor();
  expect(await parts('magic')).toBe('%%scirius');
  expect(await parts('option')).toBe('--last');
  expect(await parts('field')).toBe('src_ipalert.signature');
  expect(await parts('operator')).toBe('alertsAND');
  expect(await parts('pattern')).toBe('*ET*');
  expect(await editor(1).locator('[class*=HuntbookQuery]').count()).toBe(0);
  expect(await editor(1).locator('.cm-lintRange').count()).toBe(0);
  await editor(0).press('Control+a');
  await type('x = 1');
  await editor(0).locator('[class*=HuntbookQuery]').first().waitFor({ state: 'detached' });
});

test('fields come while one types; Tab and Enter take one, Escape closes the list and no more', async () => {
  await begin('\nhttp.hostn');
  await listOpens();
  expect(await list().locator('[aria-selected]').textContent()).toContain('http.hostname');
  await suite.lab.page.keyboard.press('Tab');
  expect(await textOf(0)).toBe('%%scirius\nhttp.hostname:');
  await type('x AND event_t');
  await listOpens();
  await suite.lab.page.keyboard.press('Enter');
  expect(await textOf(0)).toBe('%%scirius\nhttp.hostname:x AND event_type:');
  await type('al');
  await list().getByText('alert', { exact: true }).waitFor();
  await suite.lab.page.keyboard.press('Escape');
  await list().waitFor({ state: 'detached' });
  await type('ert');
  expect(await textOf(0)).toBe('%%scirius\nhttp.hostname:x AND event_type:alert');
});

test('Shift+Enter runs the cell also while the list is open', async () => {
  await begin('\nevent_type:aler');
  await listOpens();
  await suite.lab.page.keyboard.press('Shift+Enter');
  await suite.lab.page.locator('.jp-Notebook .jp-CodeCell').first().locator('.jp-OutputArea-output').first().waitFor();
  expect(await textOf(0)).toBe('%%scirius\nevent_type:aler');
});

test('what can be asked and its options are offered on the first line', async () => {
  await begin(' ti');
  await listOpens();
  await suite.lab.page.keyboard.press('Tab');
  await type(' --int');
  await listOpens();
  await suite.lab.page.keyboard.press('Tab');
  expect(await textOf(0)).toBe('%%scirius timeline --interval');
});

test('a mistake is marked at its place before anything runs, and one press mends it', async () => {
  await begin('\nsrc_ip:10.0.0.1 and dest_port:443');
  const mark = editor(0).locator('.cm-lintRange-warning');
  await mark.waitFor();
  expect(await mark.textContent()).toBe('and');
  await mark.hover();
  const button = suite.lab.page.locator('.cm-tooltip-lint .cm-diagnosticAction').first();
  await button.waitFor();
  expect(await suite.lab.page.locator('.cm-tooltip-lint').textContent()).toContain(
    'Operators are AND, OR and NOT, in capitals'
  );
  await button.click();
  await mark.waitFor({ state: 'detached' });
  expect(await textOf(0)).toBe('%%scirius\nsrc_ip:10.0.0.1 AND dest_port:443');
});

test('the pointer on a field tells what it is', async () => {
  await begin('\nflow_id:12');
  await suite.lab.page.keyboard.press('Escape');
  await editor(0).locator('.jp-HuntbookQuery-field').first().hover();
  const help = suite.lab.page.locator('.jp-HuntbookQuery-help');
  await help.waitFor();
  expect(await help.textContent()).toBe('flow_id longNumber that all events of one connection share.');
});

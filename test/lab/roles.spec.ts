import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { codeCell, markdownCell, notebookOf } from '../support/lab-notebooks.js';
import { expectValue, openNotebook, tagsOfCells, type LabPage } from '../support/lab-page.js';
import { startLab, type LabServer } from '../support/lab-server.js';

const CELLS = `[...document.querySelectorAll('.jp-Notebook .jp-Cell')].map(cell => cell.dataset.huntbookRoles ?? '')`;
const TAGS = `[...window.jupyterapp.shell.currentWidget.content.model.cells].map(cell => (cell.getMetadata('tags') ?? []).join(' '))`;

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

const selectCells = (indices: readonly number[]): Promise<unknown> =>
  lab.page.evaluate(`{
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.deselectAll();
    notebook.activeCellIndex = ${indices[0] ?? 0};
    for (const index of ${JSON.stringify(indices)}) notebook.select(notebook.widgets[index]);
  }`);

test('one key sequence gives all selected cells a role, and one undo takes it back', async () => {
  server.write('five.ipynb', notebookOf([1, 2, 3, 4, 5].map(n => codeCell(`x = ${n}`))));
  lab = await openNotebook(browser, server, 'five.ipynb');
  await lab.page.locator('.jp-InputPrompt').nth(1).click();
  await selectCells([1, 2, 3]);
  await lab.page.keyboard.press('t');
  await lab.page.keyboard.press('a');
  await expectValue(lab.page, TAGS, ['', 'artifacts', 'artifacts', 'artifacts', '']);
  await expectValue(lab.page, CELLS, ['', 'artifacts', 'artifacts', 'artifacts', '']);
  await lab.page.keyboard.press('z');
  await expectValue(lab.page, TAGS, ['', '', '', '', '']);
  await expectValue(lab.page, CELLS, ['', '', '', '', '']);
});

test('a notebook that is only opened stays unchanged, also with roles and misspelt tags', async () => {
  server.write(
    'quiet.ipynb',
    notebookOf([codeCell('a = 1', { tags: ['parameters'] }), codeCell('b', { tags: ['artefacts', 'mine'] })])
  );
  const before = server.read('quiet.ipynb');
  lab = await openNotebook(browser, server, 'quiet.ipynb');
  await lab.page.getByRole('button', { name: 'Role: Parameters' }).waitFor();
  expect(await lab.page.evaluate('window.jupyterapp.shell.currentWidget.context.model.dirty')).toBe(false);
  expect(server.read('quiet.ipynb')).toBe(before);
});

test('a misspelt tag names the role that was meant, and a press corrects it without losing other tags', async () => {
  server.write('slip.ipynb', notebookOf([codeCell('print(1)', { tags: ['mine', 'artefacts'] })]));
  lab = await openNotebook(browser, server, 'slip.ipynb');
  await lab.page.getByRole('button', { name: '“artefacts” is no role. Make it “artifacts”' }).click();
  await lab.page.getByRole('button', { name: 'Role: Artifacts' }).waitFor();
  expect(await tagsOfCells(lab.page)).toEqual([['mine', 'artifacts']]);
  await lab.execute('notebook:undo-cell-action');
  await expectValue(lab.page, TAGS, ['mine artefacts']);
});

test('a badge is reached with the Tab key, and its menu changes the role without the mouse', async () => {
  server.write('keys.ipynb', notebookOf([codeCell('a = 1', { tags: ['parameters'] }), codeCell('b = 2')]));
  lab = await openNotebook(browser, server, 'keys.ipynb');
  await lab.page.getByRole('button', { name: 'Role: Parameters' }).focus();
  await lab.page.keyboard.press('Enter');
  await lab.page.getByRole('menuitem', { name: 'Taxonomies' }).waitFor();
  await lab.page.keyboard.press('ArrowDown');
  await lab.page.keyboard.press('ArrowDown');
  await lab.page.keyboard.press('ArrowDown');
  await lab.page.keyboard.press('Enter');
  await expectValue(lab.page, TAGS, ['parameters taxonomies', '']);
  await expectValue(lab.page, CELLS, ['parameters taxonomies', '']);
});

test('the menu of the cell toolbar makes a cell the only one with parameters', async () => {
  server.write(
    'only.ipynb',
    notebookOf([codeCell('a = 1', { tags: ['parameters'] }), codeCell('b = 2'), markdownCell('# text')])
  );
  lab = await openNotebook(browser, server, 'only.ipynb');
  await lab.page.locator('.jp-InputPrompt').nth(1).click();
  await lab.page.locator('[data-jp-item-name="huntbook-role"] jp-button').click();
  await lab.page.getByRole('menuitem', { name: 'Make This the Only Parameters Cell' }).click();
  await expectValue(lab.page, TAGS, ['', 'parameters', '']);
});

test('selecting the cells with a role selects these and no others, and leaves the cursor out of the editors', async () => {
  const tagged = codeCell('x', { tags: ['artifacts'] });
  server.write('select.ipynb', notebookOf([codeCell('a'), tagged, codeCell('b'), { ...tagged, id: 'another' }]));
  lab = await openNotebook(browser, server, 'select.ipynb');
  await lab.execute('huntbook:select-cells-with-role', { role: 'artifacts' });
  await expectValue(
    lab.page,
    'window.jupyterapp.shell.currentWidget.content.widgets.map(cell => window.jupyterapp.shell.currentWidget.content.isSelected(cell))',
    [false, true, false, true]
  );
  expect(await lab.page.evaluate('window.jupyterapp.shell.currentWidget.content.mode')).toBe('command');
});

test('whether a role can be set is found out by looking once at each cell', async () => {
  server.write('texts.ipynb', notebookOf(Array.from({ length: 300 }, (_, i) => markdownCell(`Text ${i}`))));
  lab = await openNotebook(browser, server, 'texts.ipynb');
  const looks = await lab.page.evaluate(`(() => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.extendContiguousSelectionTo(299);
    const isSelected = notebook.isSelectedOrActive;
    let count = 0;
    notebook.isSelectedOrActive = cell => (count += 1, isSelected.call(notebook, cell));
    const isEnabled = window.jupyterapp.commands.isEnabled('huntbook:toggle-role', { role: 'artifacts' });
    delete notebook.isSelectedOrActive;
    return [isEnabled, count <= 2 * 300, isSelected.call(notebook, notebook.widgets[150])];
  })()`);
  expect(looks).toEqual([false, true, true]);
});

test.each(['contentVisibility', 'full', 'defer', 'none'])(
  '300 cells show their roles in windowing mode %s',
  async mode => {
    const name = `many-${mode}.ipynb`;
    server.write(
      name,
      notebookOf(Array.from({ length: 300 }, (_, i) => codeCell(`x = ${i}`, { tags: ['artifacts'] })))
    );
    lab = await openNotebook(browser, server, name);
    const shown = `(() => {
    const view = document.querySelector('.jp-WindowedPanel-outer').getBoundingClientRect();
    const cells = [...document.querySelectorAll('.jp-Notebook .jp-Cell')].filter(cell => {
      const box = cell.getBoundingClientRect();
      return box.bottom > view.top && box.top < view.bottom && !cell.classList.contains('jp-mod-placeholder');
    });
    return cells.length > 3 && cells.every(cell => cell.querySelector('.jp-HuntbookBadge') !== null);
  })()`;
    await lab.page.evaluate(
      `window.jupyterapp.shell.currentWidget.content.notebookConfig = { ...window.jupyterapp.shell.currentWidget.content.notebookConfig, windowingMode: '${mode}' }`
    );
    await expectValue(lab.page, shown, true);
    for (const index of [150, 299, 0]) {
      await lab.page.evaluate(`window.jupyterapp.shell.currentWidget.content.scrollToItem(${index}, 'center')`);
      await expectValue(lab.page, shown, true);
    }
  }
);

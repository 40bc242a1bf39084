import { codeCell, markdownCell, notebookOf } from '../support/lab-notebooks.js';
import { expectValue, tagsOfCells } from '../support/lab-page.js';
import { labSuite } from '../support/lab-suite.js';

const CELLS = `[...document.querySelectorAll('.jp-Notebook .jp-Cell')].map(cell => cell.dataset.huntbookRoles ?? '')`;
const TAGS = `[...window.jupyterapp.shell.currentWidget.content.model.cells].map(cell => (cell.getMetadata('tags') ?? []).join(' '))`;

const suite = labSuite();

const selectCells = (indices: readonly number[]): Promise<unknown> =>
  suite.lab.page.evaluate(`{
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.deselectAll();
    notebook.activeCellIndex = ${indices[0] ?? 0};
    for (const index of ${JSON.stringify(indices)}) notebook.select(notebook.widgets[index]);
  }`);

test('one key sequence gives all selected cells a role, and one undo takes it back', async () => {
  suite.server.write('five.ipynb', notebookOf([1, 2, 3, 4, 5].map(n => codeCell(`x = ${n}`))));
  await suite.openNotebook('five.ipynb');
  await suite.lab.page.locator('.jp-InputPrompt').nth(1).click();
  await selectCells([1, 2, 3]);
  await suite.lab.page.keyboard.press('t');
  await suite.lab.page.keyboard.press('a');
  await expectValue(suite.lab.page, TAGS, ['', 'artifacts', 'artifacts', 'artifacts', '']);
  await expectValue(suite.lab.page, CELLS, ['', 'artifacts', 'artifacts', 'artifacts', '']);
  await suite.lab.page.keyboard.press('z');
  await expectValue(suite.lab.page, TAGS, ['', '', '', '', '']);
  await expectValue(suite.lab.page, CELLS, ['', '', '', '', '']);
});

test('a notebook that is only opened stays unchanged, also with roles and misspelt tags', async () => {
  suite.server.write(
    'quiet.ipynb',
    notebookOf([codeCell('a = 1', { tags: ['parameters'] }), codeCell('b', { tags: ['artefacts', 'mine'] })])
  );
  const before = suite.server.read('quiet.ipynb');
  await suite.openNotebook('quiet.ipynb');
  await suite.lab.page.getByRole('button', { name: 'Role: Parameters' }).waitFor();
  expect(await suite.lab.page.evaluate('window.jupyterapp.shell.currentWidget.context.model.dirty')).toBe(false);
  expect(suite.server.read('quiet.ipynb')).toBe(before);
});

test('a misspelt tag names the role that was meant, and a press corrects it without losing other tags', async () => {
  suite.server.write('slip.ipynb', notebookOf([codeCell('print(1)', { tags: ['mine', 'artefacts'] })]));
  await suite.openNotebook('slip.ipynb');
  // Yjs joins what changes within half a second into one undo step, the loading of the notebook, too.
  await suite.lab.page.waitForTimeout(1_000);
  await suite.lab.page.getByRole('button', { name: '“artefacts” is no role. Make it “artifacts”' }).click();
  await suite.lab.page.getByRole('button', { name: 'Role: Artifacts' }).waitFor();
  expect(await tagsOfCells(suite.lab.page)).toEqual([['mine', 'artifacts']]);
  await suite.lab.execute('notebook:undo-cell-action');
  await expectValue(suite.lab.page, TAGS, ['mine artefacts']);
});

test('a badge is reached with the Tab key, and its menu changes the role without the mouse', async () => {
  suite.server.write('keys.ipynb', notebookOf([codeCell('a = 1', { tags: ['parameters'] }), codeCell('b = 2')]));
  await suite.openNotebook('keys.ipynb');
  await suite.lab.page.getByRole('button', { name: 'Role: Parameters' }).focus();
  await suite.lab.page.keyboard.press('Enter');
  await suite.lab.page.getByRole('menuitem', { name: 'Taxonomies' }).waitFor();
  await suite.lab.page.keyboard.press('ArrowDown');
  await suite.lab.page.keyboard.press('ArrowDown');
  await suite.lab.page.keyboard.press('ArrowDown');
  await suite.lab.page.keyboard.press('Enter');
  await expectValue(suite.lab.page, TAGS, ['parameters taxonomies', '']);
  await expectValue(suite.lab.page, CELLS, ['parameters taxonomies', '']);
});

test('the menu of the cell toolbar makes a cell the only one with parameters', async () => {
  suite.server.write(
    'only.ipynb',
    notebookOf([codeCell('a = 1', { tags: ['parameters'] }), codeCell('b = 2'), markdownCell('# text')])
  );
  await suite.openNotebook('only.ipynb');
  await suite.lab.page.locator('.jp-InputPrompt').nth(1).click();
  await suite.lab.page.locator('[data-jp-item-name="huntbook-role"] jp-button').click();
  await suite.lab.page.getByRole('menuitem', { name: 'Make This the Only Parameters Cell' }).click();
  await expectValue(suite.lab.page, TAGS, ['', 'parameters', '']);
});

test('selecting the cells with a role selects these and no others, and leaves the cursor out of the editors', async () => {
  const tagged = codeCell('x', { tags: ['artifacts'] });
  suite.server.write('select.ipynb', notebookOf([codeCell('a'), tagged, codeCell('b'), { ...tagged, id: 'another' }]));
  await suite.openNotebook('select.ipynb');
  await suite.lab.execute('huntbook:select-cells-with-role', { role: 'artifacts' });
  await expectValue(
    suite.lab.page,
    'window.jupyterapp.shell.currentWidget.content.widgets.map(cell => window.jupyterapp.shell.currentWidget.content.isSelected(cell))',
    [false, true, false, true]
  );
  expect(await suite.lab.page.evaluate('window.jupyterapp.shell.currentWidget.content.mode')).toBe('command');
});

test('whether a role can be set is found out by looking once at each cell', async () => {
  suite.server.write('texts.ipynb', notebookOf(Array.from({ length: 300 }, (_, i) => markdownCell(`Text ${i}`))));
  await suite.openNotebook('texts.ipynb');
  const looks = await suite.lab.page.evaluate(`(() => {
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
    suite.server.write(
      name,
      notebookOf(Array.from({ length: 300 }, (_, i) => codeCell(`x = ${i}`, { tags: ['artifacts'] })))
    );
    await suite.openNotebook(name);
    const shown = `(() => {
    const view = document.querySelector('.jp-WindowedPanel-outer').getBoundingClientRect();
    const cells = [...document.querySelectorAll('.jp-Notebook .jp-Cell')].filter(cell => {
      const box = cell.getBoundingClientRect();
      return box.bottom > view.top && box.top < view.bottom && !cell.classList.contains('jp-mod-placeholder');
    });
    return cells.length > 3 && cells.every(cell => cell.querySelector('.jp-HuntbookBadge') !== null);
  })()`;
    await suite.lab.page.evaluate(
      `window.jupyterapp.shell.currentWidget.content.notebookConfig = { ...window.jupyterapp.shell.currentWidget.content.notebookConfig, windowingMode: '${mode}' }`
    );
    await expectValue(suite.lab.page, shown, true);
    for (const index of [150, 299, 0]) {
      await suite.lab.page.evaluate(`window.jupyterapp.shell.currentWidget.content.scrollToItem(${index}, 'center')`);
      await expectValue(suite.lab.page, shown, true);
    }
  }
);

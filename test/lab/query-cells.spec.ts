import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { startFakeScirius, type FakeScirius } from '../support/fake-scirius.js';
import { codeCell, notebookOf } from '../support/lab-notebooks.js';
import { expectValue, openNotebook, type LabPage } from '../support/lab-page.js';
import { startLab, type LabServer } from '../support/lab-server.js';
import { testPython } from '../support/real-kernel.js';

const EVENT = { _id: '1', timestamp: '2026-11-01T10:00:00.000000+0000', event_type: 'alert', src_ip: '192.0.2.1' };
const RANGE = '--from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z';
const PRINTED = `[...document.querySelectorAll('.jp-CodeCell')].map(cell => [...cell.querySelectorAll('.jp-OutputArea-output pre')].map(pre => pre.textContent.trim()).join(' '))`;
const STATUS = `window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status ?? 'none'`;
const COUNTS = `[...window.jupyterapp.shell.currentWidget.content.model.cells].map(cell => cell.executionCount)`;

let scirius: FakeScirius;
let server: LabServer;
let browser: Browser;
let lab: LabPage;
beforeAll(async () => {
  scirius = await startFakeScirius([EVENT]);
  const environment = { SCIRIUS_HOST: scirius.url, SCIRIUS_TOKEN: 'of-the-test' };
  [server, browser] = await Promise.all([startLab({ environment, kernels: { bare: testPython } }), launchBrowser()]);
});
afterEach(async () => {
  expect(lab.errors).toEqual([]);
  await lab.page.close();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await scirius.stop();
});

const kernelspec = (name: string) => ({ kernelspec: { name, display_name: name, language: 'python' } });

test.each([
  ['that has the package', 'python3', 'True'],
  ['without the package', 'bare', 'False']
])('a query cell runs in a kernel %s, also after a restart, and leaves no trace', async (_, kernel, has) => {
  const cells = [
    'import importlib.util; print(importlib.util.find_spec("huntbook") is not None)',
    `%%scirius events ${RANGE} --as found\na`,
    'print(found["src_ip"].tolist())',
    'print(In[1:], [name for name in dir() if "huntbook" in name])'
  ];
  server.write(
    `${kernel}.ipynb`,
    notebookOf(
      cells.map(source => codeCell(source)),
      kernelspec(kernel)
    )
  );
  lab = await openNotebook(browser, server, `${kernel}.ipynb`);
  // Before its kernel is there, JupyterLab would ask for one.
  await expectValue(lab.page, STATUS, 'idle');
  await lab.execute('notebook:run-all-cells');
  await expectValue(lab.page, COUNTS, [1, 2, 3, 4]);
  const printed: readonly string[] = await lab.page.evaluate(PRINTED);
  expect(printed[0]).toBe(has);
  expect(printed[2]).toBe("['192.0.2.1']");
  expect(printed[3]).not.toContain('_huntbook');
  expect(printed[3]).toMatch(/\[\]$/u);
  await lab.page.evaluate('window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()');
  await lab.page.evaluate(
    `{ const notebook = window.jupyterapp.shell.currentWidget.content; notebook.deselectAll(); notebook.activeCellIndex = 1; }`
  );
  await lab.execute('notebook:run-cell');
  await expectValue(lab.page, COUNTS, [1, 1, 3, 4]);
});

test('a notebook that asks no Scirius is run without anything of this', async () => {
  server.write(
    'plain.ipynb',
    notebookOf([codeCell('print("scirius" in get_ipython().magics_manager.magics["cell"])')])
  );
  lab = await openNotebook(browser, server, 'plain.ipynb');
  // Before its kernel is there, JupyterLab would ask for one.
  await expectValue(lab.page, STATUS, 'idle');
  await lab.execute('notebook:run-all-cells');
  await expectValue(lab.page, PRINTED, ['False']);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { codeCell, notebookOf } from '../support/lab-notebooks.js';
import { expectValue } from '../support/lab-page.js';
import { labSuite } from '../support/lab-suite.js';

const suite = labSuite();

/** What others may rely on: a name that goes or changes is a change for them. */
const COMMANDS = [
  'huntbook:apply-test-observable',
  'huntbook:cancel-run',
  'huntbook:correct-tag',
  'huntbook:make-only-parameters-cell',
  'huntbook:new-playbook',
  'huntbook:open-preview',
  'huntbook:open-report',
  'huntbook:open-role-menu',
  'huntbook:open-run-as-cortex',
  'huntbook:remove-roles',
  'huntbook:remove-test-observable',
  'huntbook:run-as-cortex',
  'huntbook:select-cells-with-role',
  'huntbook:show-roles',
  'huntbook:toggle-role'
];
const PLUGINS = [
  'huntbook:badges',
  'huntbook:cell-problems',
  'huntbook:checks',
  'huntbook:companion',
  'huntbook:new-playbook',
  'huntbook:preview',
  'huntbook:query-cells',
  'huntbook:query-editor',
  'huntbook:report-viewer',
  'huntbook:role-manager',
  'huntbook:role-outline',
  'huntbook:roles',
  'huntbook:runner',
  'huntbook:test-observable'
];

test('the running JupyterLab has these commands and plugins, each command described', async () => {
  const { page } = await suite.open();
  const commands = await page.evaluate(
    `Promise.all(window.jupyterapp.commands.listCommands().filter(id => id.startsWith('huntbook:')).sort().map(async id => {
      const { args } = await window.jupyterapp.commands.describedBy(id);
      const label = window.jupyterapp.commands.label(id, {});
      const caption = window.jupyterapp.commands.caption(id, {});
      return [id, args !== null, label !== '', caption !== ''];
    }))`
  );
  expect(commands).toEqual(COMMANDS.map(id => [id, true, true, true]));
  const plugins = await page.evaluate(
    `window.jupyterapp.listPlugins().filter(id => id.startsWith('huntbook:')).sort()`
  );
  expect(plugins).toEqual(PLUGINS);
});

/** Those that provide nothing to others: without one of them all others are there. */
const ALONE = PLUGINS.filter(id => !['checks', 'companion', 'role-manager'].includes(id.replace('huntbook:', '')));

test.each(ALONE)('%s can be disabled alone', async id => {
  suite.server.write('alone.ipynb', notebookOf([codeCell('x = 1', { tags: ['artifacts'] })]));
  const lab = await suite.openAt('lab/tree/alone.ipynb', 'reset', { disabledExtensions: [id] });
  await lab.page.locator('.jp-Notebook .jp-Cell').first().waitFor();
  const active = `window.jupyterapp === undefined ? [] : window.jupyterapp.listPlugins().filter(id => id.startsWith('huntbook:') && window.jupyterapp.isPluginActivated(id)).sort()`;
  await expectValue(
    lab.page,
    active,
    PLUGINS.filter(each => each !== id)
  );
});

const STATIC = join(__dirname, '../../huntbook/labextension/static');
const gzipped = (name: string): number => gzipSync(readFileSync(join(STATIC, name)), { level: 9 }).length;

test('what loads at the start is at most 60 kB gzipped, and everything together at most 400 kB', () => {
  const names = readdirSync(STATIC).filter(name => name.endsWith('.js'));
  const total = names.reduce((sum, name) => sum + gzipped(name), 0);
  const entry = names.filter(name => name.startsWith('remoteEntry') || holdsPlugins(name));
  expect(entry.length).toBeGreaterThan(1);
  expect(entry.reduce((sum, name) => sum + gzipped(name), 0)).toBeLessThanOrEqual(60_000);
  // The parsers of the report, KaTeX among them, are most of it; they are in the worker and load with the first report.
  expect(total).toBeLessThanOrEqual(400_000);
});

/** The chunk of the plugin list, by the id of a plugin that no other chunk names. */
function holdsPlugins(name: string): boolean {
  return readFileSync(join(STATIC, name), 'utf8').includes('huntbook:role-manager');
}

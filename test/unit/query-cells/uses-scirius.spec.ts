import { readNotebook } from '../../../companion/src/notebook/index.js';
import { queryCellCode } from '../../../companion/src/query-cells/index.js';
import { usesScirius } from '../../../src/query-cells/index.js';
import { notebookJson, code } from '../../support/cortex-driver.js';

const notebook = (source: string) => readNotebook(notebookJson([code(source)]), { path: 'a.ipynb' });

it.each([
  '%%scirius alerts\na',
  '\n%%scirius\na',
  'import os\nfrom huntbook import RESTSciriusConnector',
  '  from surianalytics.connectors import RESTSciriusConnector',
  'import huntbook',
  '%load_ext huntbook'
])('sees that %j asks Scirius', source => {
  expect(usesScirius(source)).toBe(true);
});

it('sees at once that very many blank lines do not', () => {
  // Per line a search to the end of the text would be five thousand million steps.
  expect(usesScirius('\n'.repeat(100_000))).toBe(false);
});

it.each(['print("%%scirius")', '# from huntbook import x', 'import huntbooks', '%%sciriusx', ''])(
  'sees that %j does not',
  source => {
    expect(usesScirius(source)).toBe(false);
  }
);

it.each([
  [{ language: 'R', kernelName: 'ir' }, '%%scirius\na'],
  [{ language: 'python', kernelName: 'python3' }, 'print(1)']
])('sends nothing to a kernel of %j for %j', async (target, source) => {
  await expect(queryCellCode(notebook(source), target)).resolves.toEqual([]);
});

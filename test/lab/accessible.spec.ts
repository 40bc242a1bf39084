import type { AxeResults } from 'axe-core';
import { codeCell, markdownCell, notebookOf } from '../support/lab-notebooks.js';
import { expectValue } from '../support/lab-page.js';
import { labSuite } from '../support/lab-suite.js';

const suite = labSuite();

const PLAYBOOK = notebookOf([
  markdownCell('# Lookup', ['artifacts']),
  codeCell('value = 1', { tags: ['parameters'] }),
  codeCell('x', {
    tags: ['taxonomies'],
    prints: ['malicious', 'suspicious', 'safe', 'info']
      .map(level => JSON.stringify({ level, namespace: 'T', predicate: level, value: 'beacon' }))
      .concat('not a result')
      .join('\n')
  }),
  codeCell('y', { tags: ['artifacts'], prints: '{"dataType":"domain","data":"bad.example","message":"seen"}\n' }),
  codeCell('z', { tags: ['operations', 'artefacts'], prints: '{"type":"AddTagToCase","tag":"seen"}\n' })
]);

/** What axe finds in a part of the page, by rule and element; what is in frames is the report's, which has tests of its own. */
async function faultsIn(selector: string): Promise<readonly string[]> {
  const { page } = suite.lab;
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  const options = { iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
  const script = `window.axe.run(${JSON.stringify(selector)}, ${JSON.stringify(options)})`;
  const { violations } = await page.evaluate<AxeResults>(script);
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 200)}`));
}

test.each(['JupyterLab Light', 'JupyterLab Dark', 'JupyterLab Dark High Contrast'])(
  'preview, roles, badges and viewer have no fault that axe knows in the theme %s',
  async theme => {
    suite.server.write('axe.ipynb', PLAYBOOK);
    await suite.openNotebook('axe.ipynb');
    const { page, execute } = suite.lab;
    await execute('apputils:change-theme', { theme });
    await expectValue(page, 'document.body.dataset.jpThemeName', theme);
    await execute('huntbook:show-roles');
    await execute('huntbook:open-preview');
    await page.frameLocator('.jp-HuntbookPreview-frame').locator('.nbr').waitFor();
    await page.locator('#huntbook-roles').getByText('Cell 3').first().waitFor();
    const faults = await Promise.all(
      ['.jp-HuntbookPreview', '#huntbook-roles', '.jp-HuntbookBadges', '.jp-HuntbookCellProblems'].reduce(
        (last, selector) => [...last, (last.at(-1) ?? Promise.resolve([])).then(() => faultsIn(selector))],
        [] as Promise<readonly string[]>[]
      )
    );
    await execute('docmanager:open', { path: 'axe.ipynb', factory: 'TheHive report' });
    await page.getByRole('complementary', { name: 'About this report' }).waitFor();
    expect([...faults.flat(), ...(await faultsIn('.jp-HuntbookReport'))]).toEqual([]);
  }
);

test('preview and viewer are worked with the keyboard alone', async () => {
  suite.server.write('keys.ipynb', PLAYBOOK);
  await suite.openNotebook('keys.ipynb');
  const { page, execute } = suite.lab;
  await execute('huntbook:open-preview');
  await page.frameLocator('.jp-HuntbookPreview-frame').locator('.nbr').waitFor();
  const preview = page.locator('.jp-HuntbookPreview');
  await preview.getByRole('button', { name: 'Pin' }).focus();
  await page.keyboard.press('Enter');
  await preview.getByRole('button', { name: 'Pinned' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  expect(await preview.getByRole('button', { name: 'TheHive 4' }).getAttribute('aria-pressed')).toBe('true');
  // To TheHive 5, then to the list.
  for (const key of ['Tab', 'Tab', 'ArrowDown']) await page.keyboard.press(key);
  expect(await preview.getByRole('combobox').inputValue()).toBe('alerted');
  await preview.getByText('Raw JSON (full)').focus();
  await page.keyboard.press('Enter');
  await preview.getByText('"version": 1').waitFor();
  await execute('docmanager:open', { path: 'keys.ipynb', factory: 'TheHive report' });
  await page.frameLocator('.jp-HuntbookReport iframe').locator('.nbr').waitFor();
  await page.getByRole('button', { name: 'Shown' }).focus();
  for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
  await expectValue(page, `document.querySelector('.jp-HuntbookReport [aria-pressed="true"]').textContent`, 'Hidden');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Hidden');
});

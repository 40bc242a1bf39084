import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import type { WatchedPage } from '../support/browser-watch';
import { code, notebooksOf, Scene, successOf, type CortexSuccess } from '../support/cortex-driver.js';
import { JQUERIES, openHivePage } from '../support/thehive-page';

let browser: Browser;
let hive: WatchedPage;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => hive.page.context().close());
afterAll(() => browser.close());
afterAll(Scene.disposeAll);

/** Reads the report by the fields and in the way of the original's template: an attribute that becomes HTML by jQuery. */
const AS_THE_ORIGINAL_READS = `<div class="panel" ng-repeat="nb in content.notebooks">
<h4>{{nb.name}}</h4><a ng-href="{{nb.output_notebook}}">{{nb.output_notebook}}</a><i>{{nb.duration}}</i>
<b>{{nb.metadata.papermill.parameters.thehive_observable_value}}</b>
<span ng-repeat="cell in nb.cells">[{{cell.cell_type}}|{{cell.metadata.tags.join()}}|{{cell.source}}|{{cell.outputs.length}}]</span>
<div class="rendered" content="{{nb.html}}"></div></div>
<div><script>setTimeout(() => $('.rendered').each((_, at) => $(at).html($(at).attr('content'))), 0)</script></div>`;
const LAST = 'the last words of the cell';

describe('the report of a job', () => {
  let result: CortexSuccess;
  beforeAll(async () => {
    const cell = code(
      `from IPython.display import display, HTML\ndisplay(HTML('<table><tr><td onclick="alert(1)">a &lt;cell&gt; with words</td></tr></table><script>alert(2)</script><img src=x onerror="alert(3)">'))\nprint('${LAST}')`,
      'shown'
    );
    result = successOf(await new Scene({ data: '{{7919*7907}}', notebooks: { 'a.ipynb': [cell] } }).run());
  }, 60_000);

  it.each(JQUERIES)(
    'feature 22: is read by a template that reads it as the original’s does, attribute to html() of %s, and does nothing there',
    async jquery => {
      hive = await openHivePage(browser, jquery);
      const [notebook] = notebooksOf(result);
      const given = { template: AS_THE_ORIGINAL_READS, content: result.full, success: true };
      await hive.call('hive.show', 'template', given);
      await hive.page.waitForFunction(`document.querySelector('.rendered .nbr') !== null`);
      const text = await hive.page.evaluate<string>(`document.querySelector('[data-place]').innerText`);
      expect(text).toContain('/a.ipynb');
      expect(text).toContain(notebook?.output_notebook ?? 'no stored notebook');
      expect(text).toContain(String(notebook?.duration));
      expect(text).toContain('{{7919*7907}}');
      expect(text).toMatch(/\[code\|shown\|from IPython.*\|2\]/s);
      expect(text).toContain('a <cell> with words');
      expect(text).toContain(LAST);
      expect(await hive.call('hive.parsed', notebook?.html)).toBe(true);
      await hive.call('watch.settle');
      // The one thing done is the script of this template, which the page's policy does not know.
      expect((await hive.takeDeeds()).filter(deed => !deed.includes("$('.rendered')"))).toEqual([]);
    },
    30_000
  );
});

describe('feature 26: short.html', () => {
  const LABELS = { info: 'info', safe: 'success', suspicious: 'warning', malicious: 'danger' } as const;
  /** Source: TheHive 4.1.24 `mini-report-list`, facts/cortex-thehive §3.1. */
  const drawn = [
    { level: 'info', value: 1, text: 'N:P="1"' },
    { level: 'safe', value: 'two words', text: 'N:P="two words"' },
    { level: 'suspicious', value: null, text: 'N:P' },
    { level: 'malicious', value: '<b>{{7919*7907}}</b>', text: 'N:P="<b>{{7919*7907}}</b>"' }
  ] as const;

  it('shows each taxonomy with the text and the colour of TheHive’s own mini reports', async () => {
    hive = await openHivePage(browser, 'jquery34');
    const template = readFileSync(resolve('dist/cortex/thehive-templates/Huntbook_Analyzer_1_0/short.html'), 'utf8');
    const taxonomies = drawn.map(({ level, value }) => ({ level, namespace: 'N', predicate: 'P', value }));
    await hive.call('hive.show', 'template', { template, content: { taxonomies }, success: true });
    const labels = await hive.page.evaluate<{ text: string; classes: string }[]>(
      `[...document.querySelectorAll('[data-place] .label')].map(label => ({ text: label.textContent.trim().replace(/\\s+/g, ' '), classes: label.className }))`
    );
    expect(labels.map(({ text }) => text)).toEqual(drawn.map(({ text }) => text));
    expect(labels.map(({ classes }) => /label-\w+/.exec(classes)?.[0])).toEqual(
      drawn.map(({ level }) => `label-${LABELS[level]}`)
    );
    await hive.call('watch.settle');
    expect(await hive.takeDeeds()).toEqual([]);
  }, 30_000);
});

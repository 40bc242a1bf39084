/* eslint-disable jest/no-export -- a contract suite is called by the spec of each jQuery */
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser';
import type { WatchedPage } from './browser-watch';
import { HOSTILE_HTML } from './hostile-html';
import { openHivePage, shippedTemplate, type JQuery } from './thehive-page';
import { EVALUATED, failedScope, hostileReport, hostileScope, LAST_WORDS } from './thehive-page-reports';

const ATTACKS = Object.entries(HOSTILE_HTML).map(([name, payloads]) => ({ name, payloads }));
const TEMPLATE_SINKS = ['template', 'template without script'] as const;
const FRAGMENT_SINKS = ['template of the original', 'jQuery html()', 'innerHTML', '$compile'] as const;

/** The tests of reports in TheHive 4. A file for each jQuery calls it, so that they run side by side. */
export function describeReportsInHive(jquery: JQuery): void {
  describe(`in TheHive 4 with ${jquery}`, () => {
    const reports = new Map<string, string>();
    let browser: Browser;
    let hive: WatchedPage;
    let untouched: unknown;
    beforeAll(async () => {
      for (const { name, payloads } of ATTACKS) reports.set(name, hostileReport(payloads));
      browser = await launchBrowser();
      await openPage();
    });
    afterEach(() => hive.call('hive.clear'));
    afterAll(() => browser.close());

    async function openPage(): Promise<void> {
      hive = await openHivePage(browser, jquery);
      untouched = await hive.call('watch.outside');
    }

    describe.each(TEMPLATE_SINKS)('feature 25: the shipped long.html, as a %s,', sink => {
      // The script of the template looks again after half a second, and must not find the report of the next test.
      beforeAll(openPage);

      it.each(ATTACKS)('keeps $name from doing anything', async ({ name, payloads }) => {
        const template = shippedTemplate();
        await showReport(hive, sink, { ...hostileScope(payloads, reports.get(name) ?? ''), template });
        expect(await hive.call('hive.frames')).toBe(sink === 'template' ? 1 : 0);
        await hive.call('watch.exercise');
        expect(await hive.call('watch.outside')).toEqual(untouched);
        expect(await takeDeedsAndClear(hive)).toEqual([]);
      });

      it('keeps every attack in the message of a failed job from doing anything', async () => {
        const payloads = ATTACKS.flatMap(attack => attack.payloads);
        await showReport(hive, sink, { ...failedScope(payloads), template: shippedTemplate() });
        expect(await hive.call('watch.outside')).toEqual(untouched);
        expect(await takeDeedsAndClear(hive)).toEqual([]);
      });
    });

    it.each(ATTACKS)(
      'feature 24: the report keeps $name from doing anything, however it gets into the page',
      async ({ name }) => {
        const html = reports.get(name) ?? '';
        for (const sink of FRAGMENT_SINKS) {
          await showReport(hive, sink, { html });
          // The same nodes in all cases: what a reader does with them is tried once.
          expect(await hive.call('hive.parsed', html)).toBe(true);
          if (sink === '$compile') await hive.call('watch.exercise');
          expect(await hive.call('watch.outside')).toEqual(untouched);
          expect({ sink, deeds: await takeDeedsAndClear(hive) }).toEqual({ sink, deeds: [] });
        }
      }
    );
  });
}

/** Puts something into the page and waits until the end of it can be read there. */
async function showReport(hive: WatchedPage, sink: string, given: object): Promise<void> {
  await hive.call('hive.show', sink, given);
  await hive.page.waitForFunction(`watch.text().includes(${JSON.stringify(LAST_WORDS)})`);
  await hive.call('watch.settle');
}

/** What was done until now beyond showing the report. */
async function takeDeedsAndClear(hive: WatchedPage): Promise<readonly string[]> {
  const text = String(await hive.call('watch.text'));
  await hive.call('hive.clear');
  return [...(await hive.takeDeeds()), ...(text.includes(EVALUATED) ? ['evaluated an expression'] : [])];
}

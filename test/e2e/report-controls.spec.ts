import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import type { WatchedPage } from '../support/browser-watch';
import { HOSTILE_PAYLOADS } from '../support/hostile-html';
import { JQUERIES, openHivePage, shippedTemplate } from '../support/thehive-page';
import { LAST_WORDS, type ReportScope } from '../support/thehive-page-reports';

// What no report of ours holds: shows that the other tests would see it.
let browser: Browser;
let hive: WatchedPage;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => hive.page.context().close());
afterAll(() => browser.close());

const IMAGE = '<img src=x onerror=alert(1)>';
const ALERT = expect.stringContaining('called alert(1)');
const asked = (path: string): unknown => expect.stringContaining(`asked for ${path}`);

async function deedsAfter(sink: string, given: object): Promise<readonly string[]> {
  await hive.call('hive.show', sink, given);
  await hive.page.waitForFunction(`watch.text().includes(${JSON.stringify(LAST_WORDS)})`);
  // The picture that fails is asked for before, and told to fail only when the request has been refused.
  await hive.page.waitForFunction('[...watch.place().querySelectorAll("img")].every(image => image.complete)');
  await hive.call('watch.settle');
  // A page that is left for another one cannot answer.
  await hive.call('watch.exercise').catch(() => undefined);
  return hive.takeDeeds();
}

function scopeOf(html: string): ReportScope {
  const notebook = { name: 'x.ipynb', status: 'completed', html };
  return { name: 'x', artifact: {}, status: 'Success', success: true, content: { notebooks: [notebook] } };
}

describe.each(JQUERIES)('HTML that was not made safe, with %s,', jquery => {
  beforeEach(async () => {
    hive = await openHivePage(browser, jquery);
  });

  it.each([
    ['template of the original', `<script>alert(1)</script>${LAST_WORDS}`],
    ['template of the original', `${IMAGE}${LAST_WORDS}`],
    ['jQuery html()', `<script>alert(1)</script>${LAST_WORDS}`],
    ['jQuery html()', `${IMAGE}${LAST_WORDS}`],
    ['jQuery html()', `<a data-toggle="x" onclick="alert(1)">${LAST_WORDS}</a>`],
    ['innerHTML', `${IMAGE}${LAST_WORDS}`],
    ['$compile', `<div>${IMAGE}${LAST_WORDS}</div>`],
    ['$compile', `<div>{{constructor.constructor('alert(1)')()}}${LAST_WORDS}</div>`],
    ['$compile', `<div ng-init="constructor.constructor('alert(1)')()">${LAST_WORDS}</div>`]
  ])('runs when it comes in by %s: %s', async (sink, html) => {
    expect(await deedsAfter(sink, { html })).toContainEqual(ALERT);
  });

  it.each([
    ['asks another host', '<img src="https://evil.example/beacon">', asked('https://evil.example/beacon')],
    ['asks TheHive', '<img src="/api/logout">', asked('http://thehive.invalid/api/logout')],
    ['leaves the page', '<a href="/api/logout">x</a>', asked('http://thehive.invalid/api/logout')],
    ['moves within the page', '<a href="#/administration">x</a>', expect.stringContaining('went to')],
    ['sends a form', '<form action="/x"><button>x</button></form>', asked('http://thehive.invalid/x?')],
    ['opens a frame', '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>', ALERT],
    ['has a handler that never fires', '<p oncopy="x()">x</p>', 'has a handler oncopy']
  ])('is caught when it %s', async (_, html, deed) => {
    expect(await deedsAfter('innerHTML', { html: `${html}${LAST_WORDS}` })).toContainEqual(deed);
  });

  it.each([
    ['a style sheet', '<style>body{font-size:40px}</style>', 'styles'],
    ['a class of Bootstrap', '<div class="modal-backdrop in">x</div>', 'uncovered'],
    ['a form with a name', '<form name="body">x</form>', 'names']
  ])('changes what is outside with %s', async (_, html, aspect) => {
    const before = await hive.call('watch.outside');
    await hive.call('hive.show', 'innerHTML', { html });
    const after = await hive.call('watch.outside');
    expect({ aspect, value: Reflect.get(Object(after), aspect) }).not.toEqual({
      aspect,
      value: Reflect.get(Object(before), aspect)
    });
  });

  it('runs in the shipped long.html once its frame is no longer a sandbox', async () => {
    const template = shippedTemplate().replace("frame.setAttribute('sandbox'", "frame.setAttribute('data-was'");
    const open = template.replaceAll("default-src 'none'; img-src data:", 'img-src *');
    expect(open).not.toContain("frame.setAttribute('sandbox'");
    const scope = scopeOf(`<div>${LAST_WORDS}<a onclick="alert(1)">x</a><script>alert(1)</script></div>`);
    expect(await deedsAfter('template', { ...scope, template: open })).toContainEqual(
      expect.stringContaining('in a frame: called alert(1)')
    );
  });

  it('asks other hosts in the shipped long.html where its script does not run', async () => {
    const scope = scopeOf(`<p>${LAST_WORDS}<img src="https://evil.example/beacon"></p>`);
    const deeds = await deedsAfter('template without script', { ...scope, template: shippedTemplate() });
    expect(deeds).toContainEqual(asked('https://evil.example/beacon'));
  });

  it('does nothing in the shipped long.html: its frame is a second wall', async () => {
    const before = await hive.call('watch.outside');
    const scope = scopeOf(`${LAST_WORDS}${HOSTILE_PAYLOADS.filter(payload => !payload.includes('<!--')).join('</p>')}`);
    await hive.call('hive.show', 'template', { ...scope, template: shippedTemplate() });
    await hive.page.waitForFunction(`watch.text().includes(${JSON.stringify(LAST_WORDS)})`);
    await hive.call('watch.settle');
    expect(await hive.call('watch.outside')).toEqual(before);
    expect(await hive.takeDeeds()).toEqual([]);
  });
});

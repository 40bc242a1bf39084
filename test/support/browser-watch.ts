import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

/** What a page is made of: paths below its origin, each with content and type. Nothing else is ever answered. */
export type ServedFiles = Readonly<Record<string, { readonly body: string; readonly type: string }>>;

export type WatchedPage = {
  readonly page: Page;
  /** Calls a function of the programs in the page by its path, such as `watch.settle`. */
  readonly call: (path: string, ...args: readonly unknown[]) => Promise<unknown>;
  /** Everything forbidden that was done since it was last asked: by script, by requests, by navigation. */
  readonly takeDeeds: () => Promise<readonly string[]>;
};

export type WatchOptions = {
  readonly files: ServedFiles;
  readonly headers?: Readonly<Record<string, string>>;
};

const ORIGIN = 'http://thehive.invalid';

/**
 * Opens `/` of the served files in a page that records every request but its own, and blocks it. Watching starts
 * when the page has loaded.
 */
export async function openWatchedPage(browser: Browser, { files, headers = {} }: WatchOptions): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const deeds: string[] = [];
  let isLoaded = false;
  await context.route('**/*', async route => {
    const url = new URL(route.request().url());
    const file = url.origin === ORIGIN ? files[url.pathname] : undefined;
    if (url.href === `${ORIGIN}/settled`) return route.fulfill({ body: '' });
    if (!isLoaded && file !== undefined) {
      return route.fulfill({ body: file.body, contentType: `${file.type}; charset=utf-8`, headers });
    }
    deeds.push(`asked for ${url.href.slice(0, 120)}`);
    return route.abort();
  });
  const page = await context.newPage();
  await page.addInitScript({ path: join(__dirname, 'browser-watch-program.mjs') });
  await page.goto(`${ORIGIN}/`, { waitUntil: 'load' });
  isLoaded = true;

  page.on('dialog', dialog => {
    deeds.push(`showed a dialog: ${dialog.message()}`);
    void dialog.dismiss().catch(() => deeds.push('a dialog that cannot be closed'));
  });
  page.on('framenavigated', frame => {
    // An error page tells nothing new: either a request was refused above, or a policy left it unasked.
    if (!/^(?:about|chrome-error):/.test(frame.url())) deeds.push(`went to ${frame.url()}`);
  });
  page.on('websocket', socket => deeds.push(`opened ${socket.url()}`));
  page.on('download', download => deeds.push(`downloaded ${download.url()}`));
  context.on('page', popup => deeds.push(`opened a window for ${popup.url()}`));

  const call: WatchedPage['call'] = (path, ...args) =>
    page.evaluate(
      ([names, values]) => {
        let owner: unknown;
        let found: unknown = globalThis;
        for (const name of names) [owner, found] = [found, Reflect.get(Object(found), name)];
        if (typeof found !== 'function') throw new Error(`The page has no function ${names.join('.')}`);
        return Reflect.apply(found, owner, values);
      },
      [path.split('.'), args] as const
    );
  await call('watch.start');
  const takeDeeds = async (): Promise<readonly string[]> => {
    const told = await call('watch.take').catch(() => ['left the page']);
    return [...deeds.splice(0), ...(Array.isArray(told) ? told.map(String) : [])];
  };
  return { page, call, takeDeeds };
}

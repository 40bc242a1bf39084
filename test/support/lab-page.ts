import type { Browser, Page } from 'playwright-core';
import type { LabServer } from './lab-server.js';

/** The machine of the tests has two cores and much to do. */
const WAIT_MS = 60_000;

export type LabPage = {
  readonly page: Page;
  /** What the page threw or wrote to the console as an error, by our scripts or about them. */
  readonly errors: readonly string[];
  /** Runs a command of JupyterLab. */
  readonly execute: (command: string, args?: object) => Promise<unknown>;
};

/** While a kernel starts, JupyterLab asks which one to run cells on. */
const KERNEL_READY = `(async () => {
  const panels = [...window.jupyterapp.shell.widgets('main')].filter(each => each.context?.sessionContext);
  for (const { context } of panels) {
    await context.sessionContext.ready;
    await context.sessionContext.session?.kernel?.info;
  }
})()`;

/** Opens JupyterLab, signed in as a user would be by the address that the server prints. */
export async function openLab(browser: Browser, server: LabServer, path = ''): Promise<LabPage> {
  const lab = await openAt(browser, server, { place: path === '' ? 'lab' : `lab/tree/${path}`, query: 'reset' });
  await lab.page.waitForFunction('window.jupyterapp !== undefined');
  await lab.page.evaluate('window.jupyterapp.restored');
  return lab;
}

/** Options of a page, as the server writes them into it. */
export type PageConfiguration = { readonly disabledExtensions?: readonly string[] };

type PageAddress = { readonly place: string; readonly query: string; readonly config?: PageConfiguration };

/** As if the administrator had set these options: they stand as JSON in the page that the server sends. */
async function changeConfiguration(page: Page, config: PageConfiguration): Promise<void> {
  await page.route('**/lab/tree/**', async route => {
    const response = await route.fetch();
    const html = await response.text();
    const changed = html.replace(
      /(<script id="jupyter-config-data" type="application\/json">)([^<]*)/u,
      (_, tag: string, text: string) => tag + JSON.stringify({ ...(JSON.parse(text) as object), ...config })
    );
    await route.fulfill({ response, body: changed });
  });
}

/** Opens a page of the server, of JupyterLab or of Notebook 7. */
export async function openAt(
  browser: Browser,
  server: LabServer,
  { place, query, config = {} }: PageAddress
): Promise<LabPage> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(WAIT_MS);
  if (Object.keys(config).length > 0) await changeConfiguration(page, config);
  const errors: string[] = [];
  page.on('pageerror', error => isOfNotebook7(error) || errors.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error' && /huntbook/iu.test(`${message.text()} ${message.location().url}`)) {
      errors.push(message.text());
    }
  });
  await page.goto(`${server.url}/${place}?${query}&token=${server.token}`, { timeout: WAIT_MS });
  return {
    page,
    errors,
    execute: async (command, args = {}) => {
      if (command === 'notebook:run-all-cells') await page.evaluate(KERNEL_READY);
      return page.evaluate(
        `window.jupyterapp.commands.execute(${JSON.stringify(command)}, ${JSON.stringify(args)}).then(() => undefined)`
      );
    }
  };
}

/** Notebook 7.6.5 throws while it starts, also without Huntbook: a change of settings whose schema it does not know. */
function isOfNotebook7({ message, stack = '' }: Error): boolean {
  return message.includes("reading 'schema'") && stack.includes('/static/notebook/') && !stack.includes('huntbook');
}

/** Opens a notebook of the server and waits until its cells can be worked with. */
export async function openNotebook(browser: Browser, server: LabServer, name: string): Promise<LabPage> {
  const lab = await openLab(browser, server, name);
  await lab.page.locator('.jp-Notebook .jp-Cell').first().waitFor();
  await lab.page.evaluate('window.jupyterapp.shell.currentWidget.context.ready');
  return lab;
}

/** The tags of every cell as the open notebook has them. */
export function tagsOfCells(page: Page): Promise<readonly (readonly string[])[]> {
  return page.evaluate(
    '[...window.jupyterapp.shell.currentWidget.content.model.cells].map(cell => cell.getMetadata("tags") ?? [])'
  );
}

/** Waits until a script in the page gives this value, and fails with the last one. */
export async function expectValue(page: Page, script: string, wanted: unknown): Promise<void> {
  const until = Date.now() + WAIT_MS;
  let last: unknown;
  do {
    last = await page.evaluate(script);
    if (JSON.stringify(last) === JSON.stringify(wanted)) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  } while (Date.now() < until);
  expect(last).toEqual(wanted);
}

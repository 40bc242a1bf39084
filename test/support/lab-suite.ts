import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { openAt, openLab, openNotebook, type LabPage, type PageConfiguration } from './lab-page.js';
import { startLab, type LabServer, type LabServerOptions } from './lab-server.js';

export type LabSuite = {
  readonly server: LabServer;
  readonly browser: Browser;
  /** The page of the test that runs. */
  readonly lab: LabPage;
  /** Opens JupyterLab for this test. */
  readonly open: (path?: string) => Promise<LabPage>;
  /** Opens another page of the server, such as one of Notebook 7; `config` is added to what the server tells the page. */
  readonly openAt: (place: string, query?: string, config?: PageConfiguration) => Promise<LabPage>;
  /** The same with a notebook whose cells can be worked with. */
  readonly openNotebook: (name: string) => Promise<LabPage>;
};

/** One JupyterLab and one browser for all tests of a file. A test whose page told of an error fails; its page is closed. */
export function labSuite(options: LabServerOptions = {}): LabSuite {
  let server: LabServer;
  let browser: Browser;
  let lab: LabPage | undefined;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startLab(options), launchBrowser()]);
  });
  afterEach(async () => {
    const { page, errors } = lab ?? { page: undefined, errors: [] };
    lab = undefined;
    await page?.close();
    expect(errors).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  return {
    get server() {
      return server;
    },
    get browser() {
      return browser;
    },
    get lab() {
      if (lab === undefined) throw new Error('The test has opened no page.');
      return lab;
    },
    open: async path => (lab = await openLab(browser, server, path)),
    openAt: async (place, query = '', config = {}) => (lab = await openAt(browser, server, { place, query, config })),
    openNotebook: async name => (lab = await openNotebook(browser, server, name))
  };
}

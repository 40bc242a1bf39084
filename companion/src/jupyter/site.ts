import type { Kernel } from '../kernel/index.js';
import { startServerKernel } from '../kernel/remote/index.js';
import type { Storage } from '../storage/index.js';
import type { JupyterServer } from './connection.js';
import { Contents } from './contents.js';
import { contentsPath, encodePath, locationOf, pathBelow, type ContentsPath } from './contents-path.js';
import { contentsStorage } from './contents-storage.js';

export type SiteKernel = {
  readonly kernelName?: string | undefined;
  readonly language?: string | undefined;
  /** The folder it works in; undefined: the root of the server's files. */
  readonly folder?: ContentsPath | undefined;
  readonly environment?: Readonly<Record<string, string>>;
  readonly startTimeoutMs?: number;
  readonly signal: AbortSignal;
};

/** A Jupyter server with its files and its kernels. Whoever opened it disposes it, after the kernels are gone. */
export type Site = AsyncDisposable & {
  readonly server: JupyterServer;
  readonly contents: Contents;
  readonly storage: Storage;
  /** The address of a file for {@link Site.storage}; `path` as people write it. */
  readonly locate: (path: string) => string;
  /** The path of such an address. */
  readonly pathOf: (location: string) => ContentsPath;
  /** The page on which a person sees the file at such an address. */
  readonly linkTo: (location: string, signal?: AbortSignal) => Promise<string>;
  /** A kernel of its own there. The caller owns it. */
  readonly startKernel: (wanted: SiteKernel) => Promise<Kernel>;
};

export type SiteOptions = {
  readonly server: JupyterServer;
  /** The base URL of the pages that people look at, when it is another one. */
  readonly pagesUrl?: URL;
  readonly dispose: () => Promise<void>;
};

export function makeSite({ server, pagesUrl = server.baseUrl, dispose }: SiteOptions): Site {
  const pathOf = (location: string): ContentsPath => pathBelow(location, server.baseUrl) ?? [];
  let page: Promise<string> | undefined;
  return {
    server,
    contents: new Contents(server),
    storage: contentsStorage(server),
    locate: path => locationOf(server.baseUrl, contentsPath(path)),
    pathOf,
    linkTo: async (location, signal) => {
      const path = encodePath(pathOf(location)) ?? '';
      page ??= findPage(server, path, signal);
      return new URL(`${await page}${path}`, pagesUrl).href;
    },
    startKernel: ({ folder, ...wanted }) => startOn(server, { ...wanted, folder }),
    [Symbol.asyncDispose]: dispose
  };
}

/** JupyterLab, Notebook 7, and what a server without either has. */
const PAGES = ['lab/tree/', 'notebooks/', 'files/'];

async function findPage(server: JupyterServer, path: string, signal: AbortSignal | undefined): Promise<string> {
  for (const page of PAGES.slice(0, -1)) {
    const { status } = await server.ask('GET', `${page}${path}`, signal === undefined ? {} : { signal });
    if (status === 200) return page;
  }
  return PAGES.at(-1) ?? '';
}

/** The token goes to the server's own origin only, in a header. Source: facts/headless-execution §4.1. */
async function startOn(server: JupyterServer, { folder, ...wanted }: SiteKernel): Promise<Kernel> {
  const { headers, options } = await server.socket();
  return startServerKernel({
    ...wanted,
    baseUrl: server.baseUrl,
    serverName: server.name,
    ask: server.ask,
    headers,
    socket: options,
    ...(folder === undefined ? {} : { folder: folder.join('/') })
  });
}

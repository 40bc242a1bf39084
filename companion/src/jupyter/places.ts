import type { Secret } from '../../../src/secret.js';
import type { Kernel } from '../kernel/index.js';
import { describeLocation, StorageError, type Storage } from '../storage/index.js';
import type { Way } from './access.js';
import { Connection } from './connection.js';
import { pathBelow } from './contents-path.js';
import { contentsStorage } from './contents-storage.js';
import { findServer, looksLikeJupyter } from './find-server.js';
import type { Site, SiteKernel } from './site.js';
import { webStorage } from './web-storage.js';

export type PlacesOptions = {
  readonly way: Way;
  /** The token for an origin, when one was configured for it. */
  readonly tokenFor: (origin: string) => Secret | undefined;
  /** Opens where kernels are to run; called at most once, and not before it is needed. */
  readonly openTarget?: () => Promise<Site>;
  /** Of the target: a location below one of them is a file there. */
  readonly targetBases?: readonly URL[];
};

/**
 * Web addresses and Jupyter servers of one command: their files by location, and the kernels of the one that it runs on.
 * Disposing closes all of them.
 */
export class Places implements AsyncDisposable {
  readonly #options: PlacesOptions;
  readonly #opened: AsyncDisposable[] = [];
  readonly #storages = new Map<string, Promise<Storage>>();
  #target: Promise<Site> | undefined;

  constructor(options: PlacesOptions) {
    this.#options = options;
  }

  /**
   * The storage of a location with the scheme `http`, `https`, `jupyter+http` or `jupyter+https`.
   * @throws StorageError `STORAGE`; Unreachable `UNREACHABLE`; what opening the target throws
   */
  async storage(location: string): Promise<Storage> {
    const text = location.replace(/^jupyter\+/i, '');
    if (!URL.canParse(text)) throw badAddress(location, 'it is no address');
    const url = new URL(text);
    if (url.username !== '' || url.password !== '' || (url.search !== '' && text !== location)) {
      throw badAddress(location, 'an address must not hold a user, a password or a token');
    }
    const base = this.#options.targetBases?.find(each => pathBelow(location, each) !== undefined);
    if (base !== undefined && this.#options.openTarget !== undefined) return this.#onTarget(base);
    const isJupyter = text !== location;
    const key = `${url.origin} ${isJupyter} ${url.pathname.replace(/[^/]*$/, '')}`;
    const known = this.#storages.get(key);
    if (known !== undefined) return known;
    const storage = this.#open(location, url);
    this.#storages.set(key, storage);
    // A server that could not be reached at the first checkpoint may be there when the notebook is done.
    storage.catch(() => this.#storages.delete(key));
    return storage;
  }

  /** The path of a location on the target; undefined when it lies elsewhere. */
  pathOnTarget(location: string): readonly string[] | undefined {
    const base = this.#options.targetBases?.find(each => pathBelow(location, each) !== undefined);
    return base === undefined ? undefined : pathBelow(location, base);
  }

  async startKernel(wanted: SiteKernel): Promise<Kernel> {
    return (await this.#openTarget()).startKernel(wanted);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The last one first: a server that a hub started ends before the connection to the hub.
    for (const opened of this.#opened.reverse()) await opened[Symbol.asyncDispose]();
  }

  #openTarget(): Promise<Site> {
    const { openTarget } = this.#options;
    if (openTarget === undefined) return Promise.reject(new Error('no target'));
    this.#target ??= openTarget().then(site => {
      this.#opened.push(site);
      return site;
    });
    return this.#target;
  }

  /** A hub's user has an address of his own; the server that is started for the job has another one. */
  async #onTarget(base: URL): Promise<Storage> {
    const { storage, locate } = await this.#openTarget();
    const there = (location: string): string => locate((pathBelow(location, base) ?? []).join('/'));
    return {
      read: (location, options) => storage.read(there(location), options),
      write: (location, text, options) => storage.write(there(location), text, options),
      list: folder => storage.list(there(folder)),
      describe: describeLocation
    };
  }

  async #open(location: string, url: URL): Promise<Storage> {
    const isJupyter = /^jupyter\+/i.test(location);
    const token = this.#options.tokenFor(url.origin);
    const { way } = this.#options;
    if (isJupyter || token !== undefined || looksLikeJupyter(url)) {
      const connection = new Connection({ ...way, baseUrl: new URL('/', url), token });
      this.#opened.push(connection);
      const baseUrl = await findServer(location, base => connection.at(base));
      if (baseUrl !== undefined) return contentsStorage(connection.at(baseUrl));
      if (isJupyter || token !== undefined)
        throw badAddress(url.href, 'no Jupyter server answers at this address, nor above it');
    }
    const storage = webStorage(way, url.origin);
    this.#opened.push(storage);
    return storage;
  }
}

function badAddress(location: string, reason: string): StorageError {
  return new StorageError({ kind: 'bad-name', location: describeLocation(location), operation: 'open' }, reason);
}

import type * as Jupyter from '../jupyter/index.js';
import { isWeb, openStorage, type Storage } from '../storage/index.js';
import type { Configuration, ServerItems } from './configuration.js';
import { ConfigurationInvalid } from './failures.js';
import { joinLocation } from './locations.js';

/** One side of a job: where its notebooks are read and run, or where the executed ones go. */
export type Place = {
  /** The location of a path below the host, as the storage wants it. */
  readonly locate: (path: string) => string;
  readonly storage: Storage;
  /** The Jupyter server on which it is; undefined for a folder of this machine and for plain files of the web. */
  readonly site: Jupyter.Site | undefined;
  readonly isHere: boolean;
};

export type JobPlaces = AsyncDisposable & { readonly input: Place; readonly output: Place };

export type PlacesOptions = {
  readonly environment: NodeJS.ProcessEnv;
  /** The PEM file of `cacerts`. */
  readonly caBundle: string | undefined;
  /** What the job is called: Cortex' id, or what stands for it. */
  readonly job: string;
  readonly signal: AbortSignal;
};

/** Whether a job needs a server: then it loads what talks to one. */
export const usesServers = ({ inputHostname, outputHostname }: Configuration): boolean =>
  isWeb(inputHostname) || isWeb(outputHostname);

/** Both sides on this machine. @throws STORAGE for a store that is not built yet */
export function placesHere({ inputHostname, outputHostname }: Configuration): JobPlaces {
  return {
    input: placeHere(inputHostname),
    output: placeHere(outputHostname),
    [Symbol.asyncDispose]: () => Promise.resolve()
  };
}

/**
 * Both sides, servers reached; one that holds and takes notebooks is reached once.
 * @throws CONFIGURATION_INVALID, STORAGE, UNREACHABLE, and what a hub refuses
 */
export async function openPlaces(configuration: Configuration, options: PlacesOptions): Promise<JobPlaces> {
  const room = await import('../jupyter/index.js');
  const { inputHostname, outputHostname, inputServer, outputServer } = configuration;
  const opened: AsyncDisposable[] = [];
  const open = async (side: 'input' | 'output', host: string, server: ServerItems): Promise<Place> => {
    if (!isWeb(host)) return placeHere(host);
    const place = await openRemote(room, { side, host, server, configuration, options });
    opened.push(place);
    return place;
  };
  let closing: Promise<unknown> | undefined;
  // Whoever asks again waits for the same end, and does not take it for done.
  const dispose = async (): Promise<void> => {
    await (closing ??= Promise.all(opened.map(place => place[Symbol.asyncDispose]())));
  };
  try {
    const input = open('input', inputHostname, inputServer);
    const isSame = sameServer(inputHostname, outputHostname) && sameAccess(inputServer, outputServer);
    const output = isSame ? input : open('output', outputHostname, outputServer);
    const [one, other] = await Promise.allSettled([input, output]);
    if (one.status === 'rejected') throw one.reason;
    if (other.status === 'rejected') throw other.reason;
    if (configuration.executesRemotely && one.value.site === undefined) throw notOnServer();
    return { input: one.value, output: other.value, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

type Side = {
  readonly side: 'input' | 'output';
  readonly host: string;
  readonly server: ServerItems;
  readonly configuration: Configuration;
  readonly options: PlacesOptions;
};

async function openRemote(room: typeof Jupyter, side: Side): Promise<Place & AsyncDisposable> {
  const { host, server, options, configuration } = side;
  const baseUrl = room.baseUrlOf(host.replace(/^jupyter\+/iu, ''));
  if (baseUrl === undefined) throw invalid(`${side.side}_hostname`, 'is no address.');
  if (baseUrl.username !== '' || baseUrl.password !== '') {
    throw invalid(`${side.side}_hostname`, 'must not hold a user or a password.');
  }
  const way = room.wayOfEnvironment(options.environment);
  const proxies = { http: configuration.proxies.http, https: configuration.proxies.https };
  const access = {
    ...way,
    baseUrl,
    token: server.token,
    caBundle: options.caBundle,
    proxies: proxies.http === undefined && proxies.https === undefined ? way.proxies : proxies
  };
  if (server.isHub) return placeOnSite(await openHub(room, access, side));
  const opened = await room.openAddress(access, options.signal);
  return opened.kind === 'site' ? placeOnSite(opened.site) : placeOnWeb(opened, baseUrl);
}

function openHub(room: typeof Jupyter, access: Jupyter.Access, side: Side): Promise<Jupyter.Site> {
  const { hubUser: user } = side.configuration;
  if (user === undefined) throw invalid('any_handler_http_user', 'must name the user whose server the hub starts.');
  if (access.token === undefined) {
    throw invalid(`${side.side}_handler_http_service_api_token`, 'is needed: a hub starts no server without it.');
  }
  const { job, signal, environment } = side.options;
  return room.openHub(access, { user, job, signal, environment });
}

function placeOnSite(site: Jupyter.Site): Place & AsyncDisposable {
  const { storage, locate } = site;
  return { locate, storage, site, isHere: false, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

function placeOnWeb(opened: Extract<Jupyter.Opened, { kind: 'web' }>, baseUrl: URL): Place & AsyncDisposable {
  const { storage } = opened;
  const locate = (path: string): string =>
    new URL(path.split('/').filter(Boolean).map(encodeURIComponent).join('/'), baseUrl).href;
  return {
    locate,
    storage,
    site: undefined,
    isHere: false,
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]()
  };
}

function placeHere(host: string): Place {
  const locate = (path: string): string => joinLocation(host, path);
  return { locate, storage: openStorage(host, { mkdirs: true }), site: undefined, isHere: true };
}

function sameServer(one: string, other: string): boolean {
  return one.replace(/\/+$/u, '') === other.replace(/\/+$/u, '');
}

const sameAccess = (one: ServerItems, other: ServerItems): boolean =>
  one.isHub === other.isHub && one.token?.reveal() === other.token?.reveal();

function notOnServer(): ConfigurationInvalid {
  return invalid('input_handler_http_execute_remotely', 'needs a Jupyter server in input_hostname.');
}

function invalid(item: string, what: string): ConfigurationInvalid {
  return new ConfigurationInvalid(`Configuration item ${item} ${what}`, { details: { item } });
}

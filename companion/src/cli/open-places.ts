import type { Secret } from '../../../src/secret.js';
import type * as Jupyter from '../jupyter/index.js';
import type { Kernel } from '../kernel/index.js';
import { isWeb, openStorage, type OpenStorageOptions, type Storage } from '../storage/index.js';
import { readTarget, type RemoteTarget, type TargetFlags } from './run-target.js';
import { environmentToken, serverTokens } from './server-tokens.js';
import { stopSignal } from './stop-signal.js';

type JupyterRoom = typeof Jupyter;

/** Where the files of a command lie and its kernels run: here, or on servers that are reached when they are first used. */
export type Places = AsyncDisposable & {
  /** Where kernels run that do not run here. */
  readonly target: RemoteTarget | undefined;
  /** Every token that may be used: none of them is ever stored or told. */
  readonly tokens: readonly Secret[];
  /** @throws StorageError `STORAGE` of kind `unsupported` */
  readonly open: (location: string, options?: Omit<OpenStorageOptions, 'openWeb'>) => Storage;
  /** A kernel on the target, in the folder of the notebook when that lies there. */
  readonly startKernel: (wanted: Omit<Jupyter.SiteKernel, 'folder'> & { readonly notebook: string }) => Promise<Kernel>;
};

export type PlacesFlags = TargetFlags & { readonly startTimeoutMs?: number };

/** @throws UsageError `USAGE` */
export function openPlaces(flags: PlacesFlags, environment: NodeJS.ProcessEnv): Places {
  const { known, needed } = serverTokens(environment);
  const target = readTarget(flags, { environment, tokenFor: origin => needed().get(origin) });
  const tokens = new Map([...known, ...environmentToken(environment)]);
  if (target?.token !== undefined) tokens.set(target.baseUrl.origin, target.token);
  let remote: Promise<Jupyter.Places> | undefined;
  const places = (): Promise<Jupyter.Places> => {
    remote ??= import('../jupyter/index.js').then(room => {
      const way = room.wayOfEnvironment(environment);
      return new room.Places({
        way,
        tokenFor: origin => tokens.get(origin),
        ...(target === undefined
          ? {}
          : { openTarget: () => openTarget(room, { ...target, ...way }, flags), targetBases: basesOf(target) })
      });
    });
    return remote;
  };
  return {
    target,
    tokens: [...tokens.values()],
    open: (location, options = {}) => {
      // A file of tokens that cannot be used is told before anything runs.
      if (isWeb(location)) needed();
      return openStorage(location, { ...options, openWeb: async where => (await places()).storage(where) });
    },
    startKernel: async ({ notebook, ...wanted }) => {
      const opened = await places();
      const folder = opened.pathOnTarget(notebook)?.slice(0, -1);
      return opened.startKernel({ ...wanted, ...(folder === undefined ? {} : { folder }) });
    },
    [Symbol.asyncDispose]: async () => {
      await (await remote)?.[Symbol.asyncDispose]();
    }
  };
}

type Reached = RemoteTarget & Jupyter.Way;

async function openTarget(room: JupyterRoom, target: Reached, flags: PlacesFlags): Promise<Jupyter.Site> {
  if (target.kind !== 'hub') {
    const { startTimeoutMs = 0 } = flags;
    // Each request has its own limit, which is told in its own words; that of the connection must not come first.
    return room.openServer(target, { timeoutMs: Math.max(startTimeoutMs, MIN_TIMEOUT_MS) + 1_000 });
  }
  const stop = stopSignal();
  try {
    const { user } = target;
    return await room.openHub(target, { user, job: 'run', signal: stop.signal, environment: process.env });
  } finally {
    stop.release();
  }
}

const MIN_TIMEOUT_MS = 40_000;

/** Below which addresses the files of a target lie: on a hub that of the user's ordinary server. A gateway has none. */
function basesOf(target: RemoteTarget): readonly URL[] {
  const { kind, baseUrl } = target;
  if (kind === 'hub') return [new URL(`user/${encodeURIComponent(target.user)}/`, baseUrl)];
  return kind === 'server' ? [baseUrl] : [];
}

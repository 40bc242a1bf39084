import { setTimeout as wait } from 'node:timers/promises';
import { isJsonObject, type JsonObject } from '../../../../src/json/index.js';
import { KernelSpecNotFound } from '../failures.js';
import type { WantedKernel } from '../specs/choose-kernel-spec.js';
import type { AskServer, ServerAnswer } from './ask-server.js';
import { REMOTE_DEFAULTS } from './defaults.js';
import { ServerRefused } from './failures.js';
import { jsonOf, reasonOf } from './server-reason.js';

/** The server as it may be shown (without credentials), and the way to ask it. */
export type KernelServer = { readonly name: string; readonly ask: AskServer };

/**
 * The kernelspec of the server that fits: the one named, else the server's default if it speaks the language, else the
 * first that does. Asked before a kernel is, because a server answers an unknown name with a bare 500.
 * Source: facts/spike-hub §2; `GET /api/kernelspecs`, jupyter_server 2.21.
 */
export async function chooseServerSpec(
  server: KernelServer,
  wanted: WantedKernel,
  signal: AbortSignal | undefined
): Promise<string> {
  const answer = await ask(server, 'list its kernels', 'GET', 'api/kernelspecs', signal);
  const { specs, defaultName } = readSpecs(answer.text);
  const isNamed = wanted.kernelName !== undefined && specs.has(wanted.kernelName);
  if (isNamed) return wanted.kernelName;
  const speaks = (name: string): boolean => specs.get(name)?.toLowerCase() === wanted.language?.toLowerCase();
  const names = [...specs.keys()];
  const fitting = wanted.language === undefined ? undefined : [defaultName, ...names].find(speaks);
  if (fitting !== undefined) return fitting;
  if (wanted.kernelName === undefined && wanted.language === undefined && specs.has(defaultName)) return defaultName;
  throw new KernelSpecNotFound(wanted.kernelName ?? `the language ${wanted.language ?? '(none)'}`, names);
}

/** Names and languages of `GET /api/kernelspecs`; what is not of that shape is left out. */
function readSpecs(text: string): { readonly specs: ReadonlyMap<string, string>; readonly defaultName: string } {
  const answer = jsonOf(text);
  const fields = isJsonObject(answer) ? answer : {};
  const specs = isJsonObject(fields['kernelspecs']) ? fields['kernelspecs'] : {};
  const languages = Object.entries(specs).map(([name, entry]) => {
    const spec = isJsonObject(entry) && isJsonObject(entry['spec']) ? entry['spec'] : {};
    return [name, typeof spec['language'] === 'string' ? spec['language'] : ''] as const;
  });
  return { specs: new Map(languages), defaultName: typeof fields['default'] === 'string' ? fields['default'] : '' };
}

export type NewKernel = {
  readonly name: string;
  /** The folder it works in, from the root of the server's files; absent: that root. */
  readonly folder?: string | undefined;
  /** For gateways, which hand on what begins with `KERNEL_`. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly limitMs: number;
};

/** Starts a kernel of its own, never a session: that would hand over the kernel a user works with. Gives its id. */
export async function createServerKernel(server: KernelServer, wanted: NewKernel): Promise<string> {
  const { name, folder, environment, limitMs } = wanted;
  const body = {
    name,
    ...(folder === undefined ? {} : { path: folder }),
    ...(environment === undefined ? {} : { env: environment })
  };
  const answer = await ask(server, 'start a kernel', 'POST', 'api/kernels', undefined, { body, limitMs });
  const model = jsonOf(answer.text);
  const id = isJsonObject(model) ? model['id'] : undefined;
  // An id is put into paths: nothing else than what servers make is taken.
  if (typeof id === 'string' && /^[\w-]+$/.test(id)) return id;
  throw new ServerRefused({ server: server.name, operation: 'start a kernel' }, 'its answer names no kernel');
}

export async function interruptServerKernel(server: KernelServer, id: string): Promise<void> {
  await ask(server, 'interrupt the kernel', 'POST', `api/kernels/${id}/interrupt`, undefined, { body: {} });
}

/**
 * Gone before is as good as gone now. Tried again: the connection that was kept open may be dead, and a server that is
 * starting a dead kernel again answers 500 meanwhile (jupyter_server 2.21).
 */
export async function deleteServerKernel(server: KernelServer, id: string): Promise<void> {
  for (const { limitMs, pauseMs } of REMOTE_DEFAULTS.deleteAttempts) {
    try {
      await ask(server, 'end the kernel', 'DELETE', `api/kernels/${id}`, undefined, { alsoFine: [404], limitMs });
      return;
    } catch (cause) {
      if (pauseMs === undefined) throw cause;
      await wait(pauseMs);
    }
  }
}

type AskOptions = { readonly body?: JsonObject; readonly alsoFine?: readonly number[]; readonly limitMs?: number };

async function ask(
  server: KernelServer,
  operation: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  signal: AbortSignal | undefined,
  { body, alsoFine = [], limitMs = REMOTE_DEFAULTS.requestMs }: AskOptions = {}
): Promise<ServerAnswer> {
  const limit = AbortSignal.timeout(limitMs);
  const about = { server: server.name, operation };
  let answer: ServerAnswer;
  try {
    const both = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    answer = await server.ask(method, path, { ...(body === undefined ? {} : { body }), signal: both });
  } catch (cause) {
    signal?.throwIfAborted();
    if (limit.aborted) throw new ServerRefused(about, `no answer within ${limitMs / 1_000} s`, cause);
    throw cause;
  }
  const { status } = answer;
  if ((status >= 200 && status < 300) || alsoFine.includes(status)) return answer;
  throw new ServerRefused({ ...about, status }, reasonOf(answer));
}

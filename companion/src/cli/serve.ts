import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeFailure } from '../../../src/failure.js';
import type { ServiceProblem } from '../../../src/service-api/index.js';
import { findKernelSpecs } from '../kernel/index.js';
import { EXIT_STATUS } from './exit-status.js';
import { UsageError } from './failures.js';
import type { ServeFlags } from './serve-command.js';
import { VERSION } from './version.js';

/** Exit statuses of a service that was asked to end: never 0, for a Jupyter server starts none anew that ended well. */
const EXIT_BY_SIGNAL = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Serves until a signal comes or the parent is gone; gives the exit status. */
export async function serve(flags: ServeFlags): Promise<number> {
  if (flags.socket !== undefined && flags.port !== undefined) {
    throw new UsageError('Either --socket or --port, not both.');
  }
  // Whoever started the service starts another one; its runs live on until then.
  process.on('uncaughtException', error => {
    tell(`An error inside the service: ${describeFailure(error)}`);
    process.exit(EXIT_STATUS.failed);
  });
  const { startService, watchParent } = await import('../service/index.js');
  const root = resolve(flags.root ?? '.');
  const stateFolder = resolve(flags.state ?? defaultStateFolder(root));
  const pythons = flags.python === undefined ? [] : [resolve(flags.python)];
  const service = await startService({
    root,
    stateFolder,
    pythons,
    place:
      flags.port === undefined ? { socket: flags.socket ?? join(stateFolder, 'service.sock') } : { port: flags.port },
    // The command that was started: huntbook.cjs, which is what Cortex starts, too.
    workerCommand: [process.execPath, resolve(process.argv[1] ?? '')],
    environment: process.env,
    version: VERSION,
    limits: limitsOf(flags),
    diagnose: () => diagnoseKernels(pythons),
    report: error => tell(`An error inside the service: ${describeFailure(error)}`)
  });
  tell(`listens on ${service.address}, runs notebooks of ${root}, keeps runs in ${stateFolder}`);
  if (service.tokenFile !== undefined) tell(`The bearer token stands in ${service.tokenFile}`);
  const ending = askedToEnd();
  const parent = flags.followParent === true ? watchParent(() => ending.end(EXIT_STATUS.failed)) : undefined;
  const status = await ending.asked;
  parent?.[Symbol.dispose]();
  await service.stop();
  return status;
}

function limitsOf({ maxRunning, maxQueued, keep }: ServeFlags) {
  return {
    ...(maxRunning === undefined ? {} : { maxRunning }),
    ...(maxQueued === undefined ? {} : { maxQueued }),
    ...(keep === undefined ? {} : { keepPerNotebook: keep })
  };
}

/** One folder for each root, so that two servers do not mix their histories. Source: XDG Base Directory 0.8. */
function defaultStateFolder(root: string): string {
  const base = process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
  return join(base, 'huntbook', createHash('sha256').update(root).digest('hex').slice(0, 12));
}

type Ending = { readonly asked: Promise<number>; readonly end: (status: number) => void };

/** The second signal ends the process at once; its workers live on, and the next service takes them over. */
function askedToEnd(): Ending {
  let isAsked = false;
  let end = (_status: number): void => undefined;
  const asked = new Promise<number>(done => {
    end = done;
  });
  for (const [name, status] of Object.entries(EXIT_BY_SIGNAL)) {
    process.on(name, () => {
      if (isAsked) process.exit(status);
      isAsked = true;
      end(status);
    });
  }
  return { asked, end: status => end(status) };
}

async function diagnoseKernels(pythons: readonly string[]): Promise<readonly ServiceProblem[]> {
  const environment = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  );
  try {
    const specs = await findKernelSpecs({ environment, pythons });
    return specs.length > 0 ? [] : [NO_KERNEL];
  } catch (error) {
    return [{ code: 'kernel-present', message: describeFailure(error) }];
  }
}

const NO_KERNEL: ServiceProblem = {
  code: 'kernel-present',
  message: 'There is no Jupyter kernel, so nothing can be run. Install one: pip install ipykernel'
};

function tell(sentence: string): void {
  process.stderr.write(`huntbook serve: ${sentence}\n`);
}

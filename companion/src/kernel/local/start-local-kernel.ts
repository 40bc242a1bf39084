import { isFailure } from '../../../../src/failure.js';
import { parseJson } from '../../../../src/json/index.js';
import { KERNEL_DEFAULTS } from '../defaults.js';
import type { Environment } from '../environment.js';
import { KernelProvisionerUnsupported, KernelStartFailed, KernelStartTimeout } from '../failures.js';
import type { WantedKernel } from '../specs/choose-kernel-spec.js';
import { chooseKernelSpec } from '../specs/choose-kernel-spec.js';
import { searchKernelSpecs } from '../specs/find-kernel-specs.js';
import type { KernelSpec } from '../specs/kernel-spec.js';
import { activePythonEnvironment } from '../specs/python-environment.js';
import { closedFolderOf, isFolder } from '../specs/reach.js';
import type { ParseJson } from '../wire.js';
import { kernelCommand } from './command-line.js';
import type { TransportKind } from './connection.js';
import { createConnection } from './connection.js';
import { kernelEnvironment } from './kernel-environment.js';
import type { LocalKernel } from './local-kernel.js';
import type { StartOutcome } from './start-attempt.js';
import { startOnce } from './start-attempt.js';
import { firstTransport, secondTransport } from './start-plan.js';

export type LocalKernelOptions = WantedKernel & {
  /** The kernelspec to start; without it `kernelName` or `language` choose one. */
  readonly spec?: KernelSpec;
  /** The working folder of the kernel. It must exist. */
  readonly cwd: string;
  /** Complete: the kernel sees this, its kernelspec's variables and JPY_PARENT_PID, nothing of our own environment. */
  readonly environment: Environment;
  /** Interpreters (or folders of their environments) whose kernels count, before all others. */
  readonly pythons?: readonly string[];
  /** Until the kernel is ready, a second start included. Default 60 s. */
  readonly startTimeoutMs?: number;
  /** After so long without a word or work the kernel is started once more. Default 20 s, at most half the above. */
  readonly silenceMs?: number;
  /** Default `auto`: IPC for kernels known to speak it, else TCP. */
  readonly transport?: TransportKind | 'auto';
  /** Ends the start: the promise rejects with its reason, and nothing is left. No effect once the kernel is ready. */
  readonly signal?: AbortSignal;
  readonly parseJson?: ParseJson;
};

/**
 * A kernel on this machine that answered and whose outputs we hear. Python is spawned before ZeroMQ is loaded, so that
 * both start at the same time. The caller owns the kernel.
 * @throws KernelSpecNotFound `KERNEL_SPEC_NOT_FOUND`
 * @throws KernelPythonNotFound `KERNEL_PYTHON_NOT_FOUND`
 * @throws KernelProvisionerUnsupported `KERNEL_PROVISIONER_UNSUPPORTED`
 * @throws KernelStartFailed `KERNEL_START_FAILED`
 * @throws KernelStartTimeout `KERNEL_START_TIMEOUT`
 */
export async function startLocalKernel(options: LocalKernelOptions): Promise<LocalKernel> {
  options.signal?.throwIfAborted();
  const spec = options.spec ?? chooseKernelSpec(searchKernelSpecs(options), options);
  if (spec.provisioner !== 'local-provisioner') throw new KernelProvisionerUnsupported(spec.name, spec.provisioner);
  const timeoutMs = options.startTimeoutMs ?? KERNEL_DEFAULTS.startTimeoutMs;
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), timeoutMs);
  try {
    return await startWithin({ ...options, spec, timeoutMs }, timeout.signal);
  } catch (cause) {
    if (isFailure(cause) || cause === options.signal?.reason) throw cause;
    // For example no folder for the connection file: the temporary folder is full, or closed to this user.
    const reason = cause instanceof Error ? cause.message : String(cause);
    const details = { name: spec.name, command: spec.argv, exitCode: null, signal: null, stderrTail: '' };
    throw new KernelStartFailed(reason, details, cause);
  } finally {
    clearTimeout(timer);
  }
}

type StartOptions = LocalKernelOptions & { readonly spec: KernelSpec; readonly timeoutMs: number };

async function startWithin(options: StartOptions, timeout: AbortSignal): Promise<LocalKernel> {
  const { spec, timeoutMs } = options;
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  const wanted = options.transport ?? 'auto';
  const transport = firstTransport(spec, wanted);
  const silenceMs = Math.min(options.silenceMs ?? KERNEL_DEFAULTS.silenceMs, timeoutMs / 2);
  const first = await attempt(options, { transport, signal, silenceMs });
  const again = secondAfter(first, { spec, wanted, transport });
  const last = again === undefined ? first : await attempt(options, { transport: again, signal, silenceMs: undefined });
  if (last.kind === 'ready') return last.kernel;
  options.signal?.throwIfAborted();
  const about = { name: spec.name, command: spec.argv };
  if (last.kind === 'ended') {
    const { exitCode, signal: by, stderrTail } = last.death;
    throw new KernelStartFailed(
      reasonOf(last, options.cwd),
      { ...about, exitCode, signal: by, stderrTail },
      last.error
    );
  }
  throw new KernelStartTimeout({ ...about, timeoutMs, stderrTail: last.kind === 'interrupted' ? last.outputTail : '' });
}

async function attempt(
  options: StartOptions,
  how: { readonly transport: TransportKind; readonly signal: AbortSignal; readonly silenceMs: number | undefined }
): Promise<StartOutcome> {
  const { spec, cwd } = options;
  const connection = await createConnection(how.transport, spec.name);
  const python = activePythonEnvironment(options.environment)?.interpreter;
  const command = kernelCommand(spec, { connectionFile: connection.file, python });
  const environment = kernelEnvironment(options.environment, spec.env, process.pid);
  return startOnce({ ...how, spec, cwd, connection, command, environment, parseJson: options.parseJson ?? parseJson });
}

function secondAfter(
  first: StartOutcome,
  how: { readonly spec: KernelSpec; readonly wanted: TransportKind | 'auto'; readonly transport: TransportKind }
): TransportKind | undefined {
  if (first.kind === 'ready' || first.kind === 'interrupted') return undefined;
  if (first.kind === 'ended' && first.error !== undefined) return undefined;
  const failure = first.kind === 'silent' ? first : { kind: first.kind, outputTail: first.death.stderrTail };
  return secondTransport(how.spec, how.wanted, { transport: how.transport, failure });
}

function reasonOf(ended: Extract<StartOutcome, { readonly kind: 'ended' }>, cwd: string): string {
  // Node reports a missing working folder as if the program were missing.
  if (!isFolder(cwd)) {
    const closed = closedFolderOf(cwd);
    return `its working folder ${cwd} ${closed === undefined ? 'does not exist' : `is behind ${closed}, which is closed to this user`}`;
  }
  if (ended.error !== undefined) return ended.error.message;
  const { exitCode, signal } = ended.death;
  return signal === null ? `it ended with exit code ${exitCode ?? 'unknown'}` : `it was ended by signal ${signal}`;
}

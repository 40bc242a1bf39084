import { Failure } from '../../../src/failure.js';
import { KERNEL_ERRORS } from './error-table.js';
import type { KernelDeath } from './kernel.js';

/** No kernelspec fits; `available` names those that exist. */
export class KernelSpecNotFound extends Failure<{ readonly wanted: string; readonly available: readonly string[] }> {
  readonly code = 'KERNEL_SPEC_NOT_FOUND';

  constructor(wanted: string, available: readonly string[]) {
    const existing = available.length === 0 ? 'No kernel was found at all.' : `Kernels found: ${available.join(', ')}.`;
    super(`There is no kernel for ${wanted}. ${existing}`, {
      hint: KERNEL_ERRORS.KERNEL_SPEC_NOT_FOUND.hint,
      details: { wanted, available }
    });
  }
}

/** An interpreter that was named explicitly is not there, or lies behind a folder that is closed to this user. */
export class KernelPythonNotFound extends Failure<{ readonly path: string; readonly closedFolder?: string }> {
  readonly code = 'KERNEL_PYTHON_NOT_FOUND';

  constructor(path: string, closedFolder?: string) {
    const isClosed = closedFolder !== undefined;
    const reason = isClosed ? `cannot be reached by this user: ${closedFolder} is closed to it` : 'does not exist';
    super(`The Python interpreter ${path} ${reason}.`, {
      hint: KERNEL_ERRORS.KERNEL_PYTHON_NOT_FOUND.hint,
      details: { path, ...(isClosed ? { closedFolder } : {}) }
    });
  }
}

/** The kernelspec asks for a provisioner (Kubernetes, YARN, ssh, …) that only jupyter_client can load. */
export class KernelProvisionerUnsupported extends Failure<{ readonly name: string; readonly provisioner: string }> {
  readonly code = 'KERNEL_PROVISIONER_UNSUPPORTED';

  constructor(name: string, provisioner: string) {
    super(`The kernel ${name} is started by the provisioner "${provisioner}", which cannot run here.`, {
      hint: KERNEL_ERRORS.KERNEL_PROVISIONER_UNSUPPORTED.hint,
      details: { name, provisioner }
    });
  }
}

type StartDetails = { readonly name: string; readonly command: readonly string[]; readonly stderrTail: string };

/** The kernel's process could not be started, or ended before it was ready. */
export class KernelStartFailed extends Failure<StartDetails & Pick<KernelDeath, 'exitCode' | 'signal'>> {
  readonly code = 'KERNEL_START_FAILED';

  constructor(reason: string, details: StartDetails & Pick<KernelDeath, 'exitCode' | 'signal'>, cause?: unknown) {
    super(`The kernel ${details.name} did not start: ${reason}${lastLine(details.stderrTail)}`, {
      hint: KERNEL_ERRORS.KERNEL_START_FAILED.hint,
      details,
      cause
    });
  }
}

/** The kernel's process runs but never became ready. */
export class KernelStartTimeout extends Failure<StartDetails & { readonly timeoutMs: number }> {
  readonly code = 'KERNEL_START_TIMEOUT';

  constructor(details: StartDetails & { readonly timeoutMs: number }) {
    super(
      `The kernel ${details.name} was not ready within ${details.timeoutMs / 1000} s${lastLine(details.stderrTail)}`,
      {
        hint: KERNEL_ERRORS.KERNEL_START_TIMEOUT.hint,
        details
      }
    );
  }
}

/** The kernel is gone while somebody waits for its answer. */
export class KernelDied extends Failure<KernelDeath> {
  readonly code = 'KERNEL_DIED';

  constructor(name: string, death: KernelDeath) {
    super(`The kernel ${name} ${describeDeath(death)}`, { hint: KERNEL_ERRORS.KERNEL_DIED.hint, details: death });
  }
}

/** How a kernel ended, as the end of a sentence whose subject is the kernel. */
export function describeDeath(death: KernelDeath): string {
  if (death.reason !== undefined) return `${death.reason}.`;
  if (death.outOfMemory) return 'was killed because the memory limit was reached (out of memory).';
  if (death.signal !== null) return `${death.expected ? 'was ended' : 'died'} by signal ${death.signal}.`;
  return `${death.expected ? 'ended' : 'died'} with exit code ${death.exitCode ?? 'unknown'}.`;
}

function lastLine(text: string): string {
  const line = text.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? '.' : `: ${line}`;
}

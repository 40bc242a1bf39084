import { basename } from 'node:path';
import type { KernelSpec } from '../specs/kernel-spec.js';
import { findInterpreter } from '../specs/python-environment.js';

const PYTHON = /^python(3(\.\d+)?)?$/;

/**
 * The command that starts a kernel: placeholders filled in wherever they stand, a bare `python` replaced by the
 * interpreter of the kernel's environment, and IPython's history kept in memory, so that jobs at the same time do not
 * queue for one database file. Source: jupyter_client 8 `KernelManager.format_kernel_cmd`; nbclient 0.11.
 */
export function kernelCommand(
  spec: KernelSpec,
  options: { readonly connectionFile: string; readonly python?: string | undefined }
): readonly [string, ...string[]] {
  const [program = '', ...rest] = spec.argv;
  const values: Readonly<Record<string, string>> = {
    connection_file: options.connectionFile,
    resource_dir: spec.resourceDir,
    prefix: spec.prefix ?? ''
  };
  const args = rest.map(arg =>
    arg.replace(/\{(connection_file|resource_dir|prefix)\}/g, (_, name: string) => values[name] ?? '')
  );
  const history = isIpykernel(spec) ? ['--HistoryManager.hist_file=:memory:'] : [];
  return [interpreterFor(program, spec, options.python), ...args, ...history];
}

function interpreterFor(program: string, spec: KernelSpec, python: string | undefined): string {
  if (!PYTHON.test(program)) return program;
  const own = spec.prefix === undefined ? undefined : findInterpreter(spec.prefix, program);
  return own ?? python ?? program;
}

/** Whether the command starts ipykernel itself, and not a kernel built on top of it. */
export function isIpykernel(spec: KernelSpec): boolean {
  const module = spec.argv[spec.argv.indexOf('-m') + 1];
  return isPython(spec) && (module === 'ipykernel_launcher' || module === 'ipykernel');
}

/**
 * Whether a kernel is known to speak IPC: ipykernel, the Python kernels built on its launcher, xeus, IRkernel.
 * Others (JVM, JavaScript) build addresses for TCP only, and would stay silent.
 */
export function speaksIpc(spec: KernelSpec): boolean {
  return (isPython(spec) && spec.argv.includes('-m')) || spec.argv.some(arg => /IRkernel|xpython|xeus/.test(arg));
}

function isPython(spec: KernelSpec): boolean {
  return PYTHON.test(basename(spec.argv[0] ?? ''));
}

import type { KernelSpec } from '../specs/kernel-spec.js';
import { findInterpreter } from '../specs/python-environment.js';
import { isPython, tuneIpykernel } from './ipykernel-start.js';

export type Command = readonly [program: string, ...args: string[]];

/**
 * The command that starts a kernel: placeholders filled in wherever they stand, and a bare `python` replaced by the
 * interpreter of the kernel's environment, else by `python`, the active one.
 * Source: jupyter_client 8 `KernelManager.format_kernel_cmd`.
 */
export function kernelCommand(
  spec: KernelSpec,
  options: { readonly connectionFile: string; readonly python?: string | undefined }
): Command {
  const [program = '', ...rest] = spec.argv;
  const values: Readonly<Record<string, string>> = {
    connection_file: options.connectionFile,
    resource_dir: spec.resourceDir,
    prefix: spec.prefix ?? ''
  };
  const fill = (text: string): string =>
    text.replace(/\{(connection_file|resource_dir|prefix)\}/g, (_, name: string) => values[name] ?? '');
  return [interpreterFor(program, spec, options.python), ...tuneIpykernel(spec, rest).map(fill)];
}

/** A path is taken as it stands; only a bare name means "the Python that belongs here". */
function interpreterFor(program: string, spec: KernelSpec, python: string | undefined): string {
  if (!isPython(program) || program.includes('/')) return program;
  const own = spec.prefix === undefined ? undefined : findInterpreter(spec.prefix, program);
  return own ?? python ?? program;
}

/**
 * Whether a kernel is known to speak IPC: ipykernel, the Python kernels built on its launcher, xeus, IRkernel.
 * Others (JVM, JavaScript) build addresses for TCP only, and would stay silent.
 */
export function speaksIpc(spec: KernelSpec): boolean {
  const isLaunchedModule = isPython(spec.argv[0] ?? '') && spec.argv.includes('-m');
  return isLaunchedModule || spec.argv.some(arg => /IRkernel|xpython|xeus/.test(arg));
}

import { basename } from 'node:path';
import type { KernelSpec } from '../specs/kernel-spec.js';

const PYTHON = /^python(3(\.\d+)?)?$/;

/** Whether a command is a Python interpreter, by its name. */
export function isPython(program: string): boolean {
  return PYTHON.test(basename(program));
}

/** Whether the command starts ipykernel itself, and not a kernel built on top of it. */
export function isIpykernel(spec: KernelSpec): boolean {
  const module = spec.argv[spec.argv.indexOf('-m') + 1];
  return isPython(spec.argv[0] ?? '') && (module === 'ipykernel_launcher' || module === 'ipykernel');
}

/**
 * Settings for a kernel that nobody types into. History in memory: jobs at the same time would queue for one database
 * file. No pause before each reply: ipykernel sleeps 0.5 ms so that outputs may overtake the reply, and we wait for
 * `idle` anyway. Source: nbclient 0.11 (history); ipykernel 7.4 `kernelbase.py` `_execute_sleep`.
 */
const SETTINGS = ['--HistoryManager.hist_file=:memory:', '--Kernel._execute_sleep=0.0'];

/**
 * Does what `python -m ipykernel_launcher` does, but hides debugpy while ipykernel looks for it, and collects no garbage
 * while modules are loaded. Nobody attaches a debugger to a job, and loading one is a third of ipykernel's start: measured
 * to the first reply, 434 ms become 300 ms. The notebook itself can import debugpy as ever. The current folder leaves
 * `sys.path` first, as in the launcher: a file of the notebook's folder must not stand in for a module of ipykernel.
 */
const LAUNCHER = [
  'import gc, sys',
  "if sys.path[:1] == ['']: del sys.path[0]",
  'gc.disable()',
  "sys.modules['debugpy'] = None",
  "for name in ('debugger', 'kernelapp', 'ipkernel', 'zmqshell'):",
  "    try: __import__('ipykernel.' + name)",
  '    except ImportError: pass',
  "del sys.modules['debugpy']",
  'gc.freeze()',
  'gc.enable()',
  'import runpy',
  "runpy.run_module('ipykernel_launcher', run_name='__main__', alter_sys=True)"
].join('\n');

/** The arguments of Python that start ipykernel quickly; other kernels keep theirs. */
export function tuneIpykernel(spec: KernelSpec, args: readonly string[]): readonly string[] {
  if (!isIpykernel(spec)) return args;
  const at = args.indexOf('-m');
  if (args[at + 1] !== 'ipykernel_launcher') return [...args, ...SETTINGS];
  return [...args.slice(0, at), '-c', LAUNCHER, ...args.slice(at + 2), ...SETTINGS];
}

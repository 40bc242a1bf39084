import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Environment } from '../environment.js';
import type { PythonEnvironment } from './python-environment.js';

/** A folder that holds one sub-folder per kernel; `prefix` when it belongs to a Python environment. */
export type KernelFolder = { readonly path: string; readonly prefix?: string };

/**
 * The folders in which kernels are looked for, the first one wins.
 * Source: `jupyter_core.paths.jupyter_path` 5.x, `jupyter_client.kernelspec` 8.x (IPython's folder comes last).
 * The environments of `pythons`, which somebody named on purpose, come before everything.
 */
export function kernelFolders(
  environment: Environment,
  active: PythonEnvironment | undefined,
  pythons: readonly PythonEnvironment[] = []
): readonly KernelFolder[] {
  const home = environment['HOME'] ?? homedir();
  const user: readonly KernelFolder[] = [userFolder(environment, home), join(home, '.local/share/jupyter')].map(
    kernelsIn
  );
  const own = active === undefined ? [] : [environmentFolder(active.prefix)];
  const folders: readonly KernelFolder[] = [
    ...pythons.map(python => environmentFolder(python.prefix)),
    ...(environment['JUPYTER_PATH'] ?? '').split(delimiter).filter(Boolean).map(kernelsIn),
    ...(prefersEnvironment(environment, active) ? [...own, ...user] : [...user, ...own]),
    environmentFolder('/usr/local'),
    environmentFolder('/usr'),
    { path: join(environment['IPYTHONDIR'] ?? join(home, '.ipython'), 'kernels') }
  ];
  const first = new Map<string, KernelFolder>();
  for (const folder of folders) if (!first.has(folder.path)) first.set(folder.path, folder);
  return [...first.values()];
}

function kernelsIn(dataFolder: string): KernelFolder {
  return { path: join(dataFolder, 'kernels') };
}

function environmentFolder(prefix: string): KernelFolder {
  return { path: join(prefix, 'share/jupyter/kernels'), prefix };
}

function userFolder(environment: Environment, home: string): string {
  const own = environment['JUPYTER_DATA_DIR'];
  if (own !== undefined && own !== '') return own;
  if (process.platform === 'darwin') return join(home, 'Library/Jupyter');
  const xdg = environment['XDG_DATA_HOME'];
  return xdg !== undefined && xdg !== '' ? join(xdg, 'jupyter') : join(home, '.local/share/jupyter');
}

const FALSE_WORDS: ReadonlySet<string> = new Set(['no', 'n', 'false', 'off', '0', '0.0']);

/** Source: `prefer_environment_over_user`: the variable decides, else an environment that is virtual and our own. */
function prefersEnvironment(environment: Environment, active: PythonEnvironment | undefined): boolean {
  const wish = environment['JUPYTER_PREFER_ENV_PATH'];
  if (wish !== undefined) return !FALSE_WORDS.has(wish.toLowerCase());
  if (active?.isVirtual !== true) return false;
  return statSync(active.prefix, { throwIfNoEntry: false })?.uid === process.getuid?.();
}

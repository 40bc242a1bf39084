import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { Environment } from '../environment.js';
import { isFolder } from './reach.js';

/** One Python installation or virtual environment, found by its files alone: starting Python to ask it costs 20–60 ms. */
export type PythonEnvironment = {
  /** What `sys.prefix` would be. */
  readonly prefix: string;
  readonly interpreter: string;
  /** Whether it is a venv or a conda environment other than base: then its kernels come before the user's own. */
  readonly isVirtual: boolean;
};

/** The environment of an interpreter or of an environment's folder; undefined when there is no interpreter. */
export function pythonEnvironmentAt(path: string): PythonEnvironment | undefined {
  const interpreter = isFolder(path) ? findInterpreter(path) : path;
  if (interpreter === undefined || !existsSync(interpreter)) return undefined;
  const prefix = dirname(dirname(interpreter));
  if (existsSync(join(prefix, 'pyvenv.cfg'))) return { prefix, interpreter, isVirtual: true };
  // Only a venv is where its interpreter's link stands; any other one belongs to what the link points to.
  return { prefix: dirname(dirname(realpathSync(interpreter))), interpreter, isVirtual: false };
}

/** The environment that is active in `environment`: venv, conda, or the one of the first `python3` on PATH. */
export function activePythonEnvironment(environment: Environment): PythonEnvironment | undefined {
  const { VIRTUAL_ENV: venv, CONDA_PREFIX: conda, CONDA_DEFAULT_ENV: condaName } = environment;
  if (venv !== undefined && venv !== '') {
    const found = pythonEnvironmentAt(venv);
    if (found !== undefined) return found;
  }
  if (conda !== undefined && conda !== '') {
    const found = pythonEnvironmentAt(conda);
    if (found !== undefined) return { ...found, isVirtual: found.isVirtual || condaName !== 'base' };
  }
  for (const name of ['python3', 'python']) {
    for (const folder of (environment['PATH'] ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (isAbsolute(folder) && existsSync(path) && !isScript(path)) return pythonEnvironmentAt(path);
    }
  }
  return undefined;
}

/** The interpreter of the environment at `prefix`, by preference under the name that a kernelspec gives. */
export function findInterpreter(prefix: string, name = 'python3'): string | undefined {
  return [name, 'python3', 'python'].map(candidate => join(prefix, 'bin', candidate)).find(path => existsSync(path));
}

/** Where the module `ipykernel_launcher` of an environment lies: it can run a kernel without any kernelspec. */
export function findIpykernel(environment: PythonEnvironment): string | undefined {
  return sitePackages(environment.prefix).find(folder => existsSync(join(folder, 'ipykernel_launcher.py')));
}

/** Source: Python's `site` module; Debian's `dist-packages`; pyvenv.cfg for `--system-site-packages`. */
function sitePackages(prefix: string): readonly string[] {
  const versions = list(join(prefix, 'lib')).filter(name => /^python3(\.\d+)?$/.test(name));
  const own = versions.flatMap(version =>
    ['site-packages', 'dist-packages'].map(end => join(prefix, 'lib', version, end))
  );
  const base = basePrefix(prefix);
  return base === undefined || base === prefix ? own : [...own, ...sitePackages(base)];
}

function basePrefix(prefix: string): string | undefined {
  const path = join(prefix, 'pyvenv.cfg');
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  if (!/^include-system-site-packages\s*=\s*true\s*$/im.test(text)) return undefined;
  const home = /^home\s*=\s*(\S.*?)\s*$/im.exec(text)?.[1];
  return home === undefined ? undefined : dirname(home);
}

/** A `python3` that is a script (pyenv, asdf) stands for an interpreter elsewhere: its own folder tells nothing. */
function isScript(path: string): boolean {
  const start = Buffer.alloc(2);
  try {
    const descriptor = openSync(path, 'r');
    try {
      readSync(descriptor, start, 0, 2, 0);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // A program that may be run but not read is still a program; a folder of this name fails when it is used.
    return isFolder(path);
  }
  return start.toString('latin1') === '#!';
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No such folder: then nothing is installed in it.
    return [];
  }
}

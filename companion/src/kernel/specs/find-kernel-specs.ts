import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KernelPythonNotFound } from '../failures.js';
import type { Environment } from '../environment.js';
import type { KernelFolder } from './kernel-folders.js';
import { kernelFolders } from './kernel-folders.js';
import type { KernelSpec } from './kernel-spec.js';
import { readKernelSpec } from './kernel-spec.js';
import type { PythonEnvironment } from './python-environment.js';
import { activePythonEnvironment, findIpykernel, pythonEnvironmentAt } from './python-environment.js';
import { closedFolderOf } from './reach.js';

export type FindKernelSpecsOptions = {
  /** Where HOME, PATH, VIRTUAL_ENV, JUPYTER_PATH, … are looked up. Nothing is taken from our own process. */
  readonly environment: Environment;
  /** Interpreters (or folders of their environments) whose kernels count, before all others. */
  readonly pythons?: readonly string[];
};

/**
 * The kernels that can be started here, in order of preference, one per name.
 * An interpreter that has ipykernel but no kernelspec counts as `python3`.
 * Synchronous inside: it is some fifty small file operations (about 1 ms), on the way to the first kernel.
 * @throws KernelPythonNotFound `KERNEL_PYTHON_NOT_FOUND` for an entry of `pythons` that does not exist or cannot be reached
 */
export function findKernelSpecs(options: FindKernelSpecsOptions): Promise<readonly KernelSpec[]> {
  return new Promise(resolve => resolve(searchKernelSpecs(options)));
}

/** The same as `findKernelSpecs`, at once. */
export function searchKernelSpecs({ environment, pythons = [] }: FindKernelSpecsOptions): readonly KernelSpec[] {
  const named = pythons.map(path => {
    const found = pythonEnvironmentAt(path);
    if (found === undefined) throw new KernelPythonNotFound(path, closedFolderOf(path));
    return found;
  });
  const active = activePythonEnvironment(environment);
  const specs = new Map<string, KernelSpec>();
  const add = (spec: KernelSpec): void => {
    const key = spec.name.toLowerCase();
    if (!specs.has(key)) specs.set(key, spec);
  };
  const folders = kernelFolders(environment, active, named);
  // An implicit kernel of a named interpreter is as much wanted as a written one: before the folders of others.
  named.forEach((python, index) => {
    specsIn(folders[index]).forEach(add);
    implicitSpecs(python).forEach(add);
  });
  folders.flatMap(specsIn).forEach(add);
  if (active !== undefined) implicitSpecs(active).forEach(add);
  return [...specs.values()];
}

/** Source: `jupyter_client.kernelspec._is_valid_kernel_name`. */
const VALID_NAME = /^[a-z0-9._-]+$/i;

function specsIn(folder: KernelFolder | undefined): readonly KernelSpec[] {
  if (folder === undefined) return [];
  return tryTo(() => readdirSync(folder.path).sort(), []).flatMap(name => {
    if (!VALID_NAME.test(name)) return [];
    const resourceDir = join(folder.path, name);
    const text = tryTo(() => readFileSync(join(resourceDir, 'kernel.json'), 'utf8'), '');
    const prefix = folder.prefix === undefined ? {} : { prefix: folder.prefix };
    return readKernelSpec(text, { name, resourceDir, ...prefix }) ?? [];
  });
}

function implicitSpecs(python: PythonEnvironment): readonly KernelSpec[] {
  const packages = findIpykernel(python);
  if (packages === undefined) return [];
  return [
    {
      name: 'python3',
      displayName: 'Python 3 (ipykernel)',
      language: 'python',
      argv: [python.interpreter, '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
      env: {},
      interruptMode: 'signal',
      provisioner: 'local-provisioner',
      resourceDir: join(packages, 'ipykernel/resources'),
      prefix: python.prefix
    }
  ];
}

/** Folders and files that are not there or not ours to read hold no kernels. */
function tryTo<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');
type Locked = { optionalDependencies?: Record<string, string>; resolved?: string; link?: boolean };
const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };

/** Where Node would find `name` from the package at `from`: its own node_modules, then each one above. */
function isLocked(from: string, name: string): boolean {
  const parts = from.split('/node_modules/');
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const base = parts.slice(0, depth).join('/node_modules/');
    if (`${base}${base === '' ? '' : '/'}node_modules/${name}` in lock.packages) return true;
  }
  return false;
}

// A lock made while a platform's package was missing installs here and breaks `npm ci` elsewhere (spike-frontend).
it('locks every optional dependency, so that npm ci works on platforms other than the one that made the lock', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(name => !isLocked(path, name))
      .map(name => `${path}: ${name}`)
  );
  expect(missing).toEqual([]);
});

it('names no registry in the lock file', () => {
  const addresses = Object.values(lock.packages).filter(
    ({ resolved, link }) => resolved !== undefined && link !== true
  );
  expect(addresses).toEqual([]);
});

it('holds the JupyterLab packages at the verified 4.6.4 set', () => {
  const versions = Object.entries(lock.packages)
    .filter(([path]) => /^node_modules\/@jupyterlab\/(notebook|cells|application|core-meta|testing)$/.test(path))
    .map(([path, locked]) => [path.split('/').at(-1), (locked as { version?: string }).version]);
  expect(Object.fromEntries(versions)).toEqual({
    application: '4.6.4',
    cells: '4.6.4',
    'core-meta': '4.6.4',
    notebook: '4.6.4',
    testing: '4.6.4'
  });
});

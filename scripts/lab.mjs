// JupyterLab with the wheel, in an environment of its own: what npm start opens, and what the browser tests use.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPython, once, quietly, ROOT } from './setup.mjs';
import { buildWheels } from './wheel.mjs';

const VENV = join(ROOT, '.cache', 'lab-venv');
export const LAB_PYTHON = join(VENV, 'bin', 'python');

/** The environment with JupyterLab, and in it the wheel of what stands here. Needs `ensureBuild` and a Python before. */
export async function ensureLab() {
  if (!existsSync(LAB_PYTHON)) {
    rmSync(VENV, { recursive: true, force: true });
    await quietly('Making an environment for JupyterLab', findPython(), ['-m', 'venv', VENV]);
  }
  const lists = ['python-lab.txt', 'python-demo.txt'].map(name => join(ROOT, 'scripts', name));
  const pip = (...args) => ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...args];
  await once(join(VENV, '.huntbook-lab'), lists, () =>
    quietly('Installing JupyterLab (a minute)', LAB_PYTHON, pip('-r', lists[0]))
  );
  await buildWheels();
  const wheels = readdirSync(join(ROOT, 'dist')).filter(name => name.endsWith('.whl'));
  const paths = wheels.map(name => join(ROOT, 'dist', name));
  await once(join(VENV, '.huntbook-wheel'), paths, () =>
    quietly('Installing the wheel', LAB_PYTHON, pip('--force-reinstall', '--no-deps', ...paths))
  );
}

/** Opens the playbook in JupyterLab and stays until it ends; Ctrl-C ends it, which is no failure. */
export function openLab(folder, notebook, environment = {}) {
  const args = ['-m', 'jupyterlab', `--ServerApp.root_dir=${folder}`, `--LabApp.default_url=/lab/tree/${notebook}`];
  const child = spawn(LAB_PYTHON, [...args, ...(process.getuid?.() === 0 ? ['--allow-root'] : [])], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: 'inherit'
  });
  // The terminal sends Ctrl-C to both; JupyterLab asks back or ends, and this script ends after it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise(resolve => {
    child.on('error', () => resolve(1));
    child.on('close', (code, signal) => resolve(signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : (code ?? 1)));
  });
}

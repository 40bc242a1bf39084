// npm run build: everything that ships. companion/dist/ is the command; dist/cortex/ is what an administrator installs.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIST = join(ROOT, 'companion', 'dist');
const CORTEX = join(ROOT, 'dist', 'cortex');
const WORKERS = ['analyzers/Huntbook'];

/** zeromq's Node-API addons, by the platform they serve. Node-API: one file serves every Node from 20 on. */
const ADDONS = {
  'linux-x64-glibc': 'linux/x64/node/glibc-127-Release',
  'linux-x64-musl': 'linux/x64/node/musl-127-Release',
  'linux-arm64-glibc': 'linux/arm64/node/glibc-127-Release',
  'linux-arm64-musl': 'linux/arm64/node/musl-127-Release',
  'darwin-x64': 'darwin/x64/node/libc-115-Release',
  'darwin-arm64': 'darwin/arm64/node/libc-115-Release'
};

/** zeromq finds its addon by a path inside its own package; in the bundle it lies in `native/` beside the bundle. */
const addonBesideBundle = {
  name: 'addon-beside-bundle',
  setup(bundler) {
    bundler.onLoad({ filter: /zeromq[\\/]lib[\\/]load-addon\.js$/ }, () => ({
      contents: `
        const { join } = require('node:path');
        const base = process.platform + '-' + process.arch;
        const names = process.platform === 'linux' ? [base + '-glibc', base + '-musl'] : [base];
        let addon, reason;
        for (const name of names) {
          try { addon = require(join(__dirname, 'native', 'zeromq-' + name + '.node')); break; } catch (error) { reason ??= error; }
        }
        if (addon === undefined) throw new Error('No ZeroMQ library for ' + names.join(' or ') + ' lies in ' + join(__dirname, 'native'), { cause: reason });
        exports.__esModule = true; exports.default = addon;`,
      loader: 'js'
    }));
  }
};

async function buildCompanion() {
  await rm(DIST, { recursive: true, force: true });
  await mkdir(join(DIST, 'native'), { recursive: true });
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const { metafile } = await build({
    entryPoints: [join(ROOT, 'companion/src/cli/main.ts')],
    outfile: join(DIST, 'main.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    define: { HUNTBOOK_VERSION: JSON.stringify(version) },
    plugins: [addonBesideBundle],
    metafile: true,
    logLevel: 'warning'
  });
  await writeFile(join(DIST, 'meta.json'), JSON.stringify(metafile));
  await copyFile(join(ROOT, 'companion/src/cli/prelude.cjs'), join(DIST, 'huntbook.cjs'));
  await chmod(join(DIST, 'huntbook.cjs'), 0o755);
  const zeromq = dirname(createRequire(join(ROOT, 'companion/package.json')).resolve('zeromq/package.json'));
  for (const [platform, folder] of Object.entries(ADDONS)) {
    await copyFile(join(zeromq, 'build', folder, 'addon.node'), join(DIST, 'native', `zeromq-${platform}.node`));
  }
}

async function buildCortex() {
  await rm(CORTEX, { recursive: true, force: true });
  await cp(join(ROOT, 'companion/cortex'), CORTEX, { recursive: true });
  for (const worker of WORKERS) {
    for (const file of ['huntbook.cjs', 'main.cjs', 'native']) {
      await cp(join(DIST, file), join(CORTEX, worker, file), { recursive: true });
    }
  }
}

await buildCompanion();
if (existsSync(join(ROOT, 'companion/cortex/analyzers'))) await buildCortex();

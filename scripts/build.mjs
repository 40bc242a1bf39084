// npm run build: everything that ships. companion/dist/ is the command; dist/cortex/ is what an administrator installs.
import { chmod, copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { readKernelPackage } from './kernel-package.mjs';
import { ensurePackages, ROOT, runScript } from './setup.mjs';

const DIST = join(ROOT, 'companion', 'dist');
const CORTEX = join(ROOT, 'dist', 'cortex');
const ANALYZER = 'analyzers/Huntbook';
const RESPONDER = 'responders/Huntbook';
const RESPONDER_TYPES = ['case', 'alert', 'case_artifact', 'case_task', 'case_task_log'];

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

/** DuckDB finds its library through a package for each platform; in the bundle they lie in `native/duckdb-PLATFORM/`. */
const duckDbBesideBundle = {
  name: 'duckdb-beside-bundle',
  setup(bundler) {
    bundler.onLoad({ filter: /@duckdb[\\/]node-bindings[\\/]duckdb\.js$/ }, () => ({
      contents: `
        const { join } = require('node:path');
        const base = process.platform + '-' + process.arch;
        let library, reason;
        for (const name of [base, base + '-musl']) {
          try { library = require(join(__dirname, 'native', 'duckdb-' + name, 'duckdb.node')); break; } catch (error) { reason ??= error; }
        }
        if (library === undefined) throw new Error('No DuckDB library for ' + base + ' lies in ' + join(__dirname, 'native'), { cause: reason });
        module.exports = library;`,
      loader: 'js'
    }));
  }
};

/**
 * Chunks of their own, loaded when they are first used: they are half of the code, and a Cortex job has its kernel
 * starting before it needs them. Keys are what a dynamic import names, values what is built.
 */
const LATE = {
  '/eve/index.js': { name: 'eve', entry: join(ROOT, 'companion/src/eve/index.ts') },
  '/report/index.js': { name: 'report', entry: join(ROOT, 'src/report/index.ts') },
  '/maths/typeset-tex.js': { name: 'maths', entry: join(ROOT, 'src/report/maths/typeset-tex.ts') },
  '/query-events.js': { name: 'query', entry: join(ROOT, 'companion/src/cli/scirius/query-events.ts') },
  '/jupyter/index.js': { name: 'jupyter', entry: join(ROOT, 'companion/src/jupyter/index.ts') },
  '/service/index.js': { name: 'service', entry: join(ROOT, 'companion/src/service/index.ts') },
  yaml: { name: 'yaml', entry: 'yaml' }
};
const lateChunks = {
  name: 'late-chunks',
  setup(bundler) {
    bundler.onResolve({ filter: /\.js$|^yaml$/ }, ({ path, kind }) => {
      if (kind !== 'dynamic-import') return undefined;
      const late = Object.entries(LATE).find(([ending]) => path.endsWith(ending));
      return late === undefined ? undefined : { path: `./${late[1].name}.cjs`, external: true };
    });
  }
};

async function bundle(name, entry, { version, ...options }) {
  // Not at the top: on a fresh clone it is there only when the packages are.
  const { build } = await import('esbuild');
  await build({
    entryPoints: { [name]: entry },
    outdir: DIST,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // `require` instead of `import()`: no second module loader in a process that starts for each job.
    supported: { 'dynamic-import': false },
    minify: true,
    keepNames: true,
    legalComments: 'none',
    define: { HUNTBOOK_VERSION: JSON.stringify(version) },
    ...options,
    absWorkingDir: ROOT,
    logLevel: 'warning'
  });
}

async function buildCompanion() {
  await rm(DIST, { recursive: true, force: true });
  await mkdir(join(DIST, 'native'), { recursive: true });
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const entry = join(ROOT, 'companion/src/cli/main.ts');
  await bundle('main', entry, { version, plugins: [addonBesideBundle, lateChunks] });
  const plugins = [lateChunks, duckDbBesideBundle];
  for (const chunk of Object.values(LATE)) await bundle(chunk.name, chunk.entry, { version, plugins });
  // A program of its own, see docs/decisions/0011. `browser`: without Vega's ways to open files and to find a canvas.
  const charts = join(ROOT, 'companion/src/materialise/draw-program.ts');
  await bundle('charts', charts, { version, plugins: [], platform: 'browser', external: ['node:*'] });
  // A thread of its own, see companion/src/eve/ingest/indexing.ts.
  await bundle('index-eve', join(ROOT, 'companion/src/eve/ingest/index-program.ts'), { version, plugins: [] });
  await writeFile(join(DIST, 'kernel-package.data'), JSON.stringify(await readKernelPackage()));
  await copyFile(join(ROOT, 'companion/src/cli/prelude.cjs'), join(DIST, 'huntbook.cjs'));
  await chmod(join(DIST, 'huntbook.cjs'), 0o755);
  const zeromq = dirname(createRequire(join(ROOT, 'companion/package.json')).resolve('zeromq/package.json'));
  for (const [platform, folder] of Object.entries(ADDONS)) {
    await copyFile(join(zeromq, 'build', folder, 'addon.node'), join(DIST, 'native', `zeromq-${platform}.node`));
  }
  await copyDuckDb();
}

/** Those of DuckDB's libraries that npm installed: of this platform, or of the one that a wheel is made for. */
async function copyDuckDb() {
  const packages = join(
    dirname(createRequire(join(ROOT, 'companion/package.json')).resolve('@duckdb/node-api/package.json')),
    '..'
  );
  for (const name of (await readdir(packages)).filter(one => one.startsWith('node-bindings-'))) {
    const target = join(DIST, 'native', `duckdb-${name.replace('node-bindings-', '')}`);
    await mkdir(target, { recursive: true });
    const libraries = (await readdir(join(packages, name))).filter(file => /\.(?:node|so|dylib|dll)$/.test(file));
    for (const file of [...libraries, 'LICENSE']) await copyFile(join(packages, name, file), join(target, file));
  }
}

const readJson = async path => JSON.parse(await readFile(path, 'utf8'));
const writeJson = (path, value) => writeFile(path, `${JSON.stringify(value, undefined, 2)}\n`);

/** The definition of the responder: the analyzer's, item by item; a responder has no HTML that TheHive would show. */
function responderOf(analyzer) {
  return {
    ...analyzer,
    name: 'Huntbook_Responder',
    description: 'Run Jupyter notebooks on a case, alert, task, task log or observable: operations and a report.',
    dataTypeList: RESPONDER_TYPES.map(type => `thehive:${type}`),
    command: 'Huntbook/huntbook-responder',
    configurationItems: analyzer.configurationItems.filter(({ name }) => name !== 'any_generate_html')
  };
}

/** A catalog names an image, the same for both: Cortex drops entries of a catalog that have a command. */
function catalogOf(definition) {
  const entries = Object.entries(definition).filter(([key]) => key !== 'command');
  return [{ ...Object.fromEntries(entries), dockerImage: `huntbook/huntbook_analyzer:${definition.version}` }];
}

/** The same bytes for the same templates: the oldest time that a zip can hold, and names in order. */
const ZIP_TIME = new Date(1980, 0, 1);

/** What *Analyzer templates → Import* of TheHive takes: one folder per worker, with its `long.html` and `short.html`. */
async function zipTemplates() {
  const { zipSync } = await import('fflate');
  const folder = join(CORTEX, 'thehive-templates');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const files = await Promise.all(paths.sort().map(async path => [relative(folder, path), await readFile(path)]));
  await writeFile(`${folder}.zip`, zipSync(Object.fromEntries(files), { mtime: ZIP_TIME }));
}

/** A job is no service, and asks a Scirius but is none: 70 MB less for each worker. */
const NOT_FOR_CORTEX = /(?:service|eve|query)\.cjs$|native[\\/]duckdb-/;

async function buildCortex() {
  await rm(CORTEX, { recursive: true, force: true });
  await cp(join(ROOT, 'companion/cortex'), CORTEX, { recursive: true });
  const analyzer = await readJson(join(CORTEX, ANALYZER, 'Huntbook_Analyzer.json'));
  const responder = responderOf(analyzer);
  const isForCortex = path => !NOT_FOR_CORTEX.test(path);
  for (const folder of [ANALYZER, RESPONDER]) {
    await cp(DIST, join(CORTEX, folder), { recursive: true, filter: isForCortex });
  }
  await copyFile(join(CORTEX, ANALYZER, 'huntbook-analyzer'), join(CORTEX, RESPONDER, 'huntbook-responder'));
  await writeJson(join(CORTEX, RESPONDER, 'Huntbook_Responder.json'), responder);
  await zipTemplates();
  await mkdir(join(CORTEX, 'catalog'), { recursive: true });
  await writeJson(join(CORTEX, 'catalog', 'analyzers.json'), catalogOf(analyzer));
  await writeJson(join(CORTEX, 'catalog', 'responders.json'), catalogOf(responder));
}

await runScript(async () => {
  await ensurePackages();
  await buildCompanion();
  await buildCortex();
  console.log(
    'companion/dist/huntbook.cjs is the command; dist/cortex/ is ready for Cortex: analyzers/ and responders/.'
  );
  return 0;
});

// The Python sources that query cells need, for kernels that do not have the package: beside the command, and, when this
// is run as a script, as a module of the JupyterLab extension in lib/ (a part of npm run build:lib).
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(import.meta.url);
const ROOT = dirname(dirname(SCRIPT));
const MODULE = join(ROOT, 'lib', 'lab', 'query-cells', 'kernel-package.js');

/** Source texts by module name. */
export async function readKernelPackage() {
  const folder = join(ROOT, 'huntbook', 'scirius');
  const names = (await readdir(folder)).filter(name => name.endsWith('.py')).sort();
  const files = [join(ROOT, 'huntbook', '__init__.py'), ...names.map(name => join(folder, name))];
  const entries = files.map(async file => {
    const module = relative(ROOT, file)
      .replace(/\.py$/, '')
      .replaceAll('/', '.')
      .replace(/\.__init__$/, '');
    const text = await readFile(file, 'utf8');
    return [module, module === ASKED_FOR_HELP ? text : withoutNotes(text)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The module whose classes authors use; its docstrings are what `?` shows them. */
const ASKED_FOR_HELP = 'huntbook.scirius.connector';

/**
 * Python without comments of a line and with empty docstrings: a third less to send to each kernel. In this package only
 * docstrings begin a line with three quotes; a test compares the syntax trees.
 */
function withoutNotes(text) {
  return text.replace(/^([ \t]*)"""[^]*?"""$/gm, '$1""').replace(/^[ \t]*#.*\n/gm, '');
}

if (process.argv[1] === SCRIPT) {
  await mkdir(dirname(MODULE), { recursive: true });
  await writeFile(MODULE, `export const KERNEL_PACKAGE = ${JSON.stringify(await readKernelPackage())};\n`);
}

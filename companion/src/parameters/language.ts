import type { JsonValue } from '../../../src/json/index.js';
import { isJsonObject } from '../../../src/json/index.js';
import type { Notebook } from '../notebook/model.js';
import { LanguageNotSupported, LanguageUnknown } from './failures.js';
import { bashWriter } from './writers/bash.js';
import { csharpWriter } from './writers/csharp.js';
import { fsharpWriter } from './writers/fsharp.js';
import { javascriptWriter } from './writers/javascript.js';
import { juliaWriter } from './writers/julia.js';
import { matlabWriter } from './writers/matlab.js';
import { powershellWriter } from './writers/powershell.js';
import { pythonWriter } from './writers/python.js';
import { rWriter } from './writers/r.js';
import { rubyWriter } from './writers/ruby.js';
import { scalaWriter } from './writers/scala.js';
import type { LanguageWriter } from './writers/writer.js';

/** What parameters are written for: the kernel's name decides where it is known, else the language. */
export type LanguageTarget = { readonly kernelName?: string; readonly language?: string };

/** Kernel names and language names, in lower case, by writer. One row more makes an alias. */
const WRITERS: ReadonlyMap<LanguageWriter, readonly string[]> = new Map([
  [pythonWriter, ['python', 'python3', 'ipython', 'pysparkkernel', 'xpython', 'xpython-raw']],
  [rWriter, ['r', 'ir', 'xr', 'sparkrkernel']],
  [bashWriter, ['bash', 'sh', 'shell', 'calysto_bash']],
  [javascriptWriter, ['javascript', 'typescript', 'deno', 'node', 'nodejs', 'jslab', 'tslab', 'xjavascript']],
  [scalaWriter, ['scala', 'almond', 'sparkkernel', 'apache_toree_scala', 'spylon-kernel', 'spylon_kernel']],
  [juliaWriter, ['julia', 'xjulia']],
  [matlabWriter, ['matlab', 'octave', 'xoctave', 'jupyter_matlab_kernel', 'matlab_kernel']],
  [csharpWriter, ['.net-csharp', 'c#', 'csharp']],
  [fsharpWriter, ['.net-fsharp', 'f#', 'fsharp']],
  [powershellWriter, ['.net-powershell', 'powershell', 'pwsh']],
  [rubyWriter, ['ruby', 'iruby']]
]);
/** Languages whose cells cannot set a variable that a later cell reads. */
const WITHOUT_VARIABLES: ReadonlySet<string> = new Set(['sql', 'xsqlite', 'postgres_kernel', 'mssql']);
const WRITER_OF: ReadonlyMap<string, LanguageWriter> = new Map(
  [...WRITERS].flatMap(([writer, names]) => names.map(name => [name, writer] as const))
);

/**
 * The writer for a kernel: looked up by kernel name first, then by language, whatever the case.
 * Source: papermill 2.7, order of its look-up; the aliases are ours.
 * @throws `PARAMETER_LANGUAGE_UNSUPPORTED`
 */
export function findWriter(target: LanguageTarget): LanguageWriter {
  const writer = lookUp(target.kernelName) ?? lookUp(target.language);
  if (writer !== undefined) return writer;
  const kernel = target.kernelName ?? 'without a name';
  if ([target.kernelName, target.language].some(name => WITHOUT_VARIABLES.has(name?.toLowerCase() ?? ''))) {
    throw new LanguageNotSupported(`Parameters cannot be set in kernel "${kernel}": SQL has no variables for them.`, {
      hint: 'Query from a Python notebook, whose database library takes values apart from the query.',
      details: target
    });
  }
  throw new LanguageNotSupported(
    `Parameters cannot be written for kernel "${kernel}", language "${target.language ?? 'unknown'}".`,
    { hint: `Languages with parameters: ${[...WRITERS.keys()].map(each => each.title).join(', ')}.`, details: target }
  );
}

/**
 * The kernel name and language that decide for a notebook: what the options say, else its metadata (`kernelspec.name`;
 * `language_info.name`, then `kernelspec.language`). Either alone is enough.
 * Source: papermill 2.7, which wants both.
 * @throws `NOTEBOOK_LANGUAGE_UNKNOWN` when neither is known
 */
export function notebookLanguage(notebook: Notebook, overrides: LanguageTarget = {}): LanguageTarget {
  const { kernelspec, language_info: info } = notebook.metadata;
  const kernelName = overrides.kernelName ?? textAt(kernelspec, 'name');
  const language = overrides.language ?? textAt(info, 'name') ?? textAt(kernelspec, 'language');
  if (kernelName === undefined && language === undefined) {
    throw new LanguageUnknown('The notebook names no kernel and no language.', {
      hint: 'Open it in JupyterLab, choose a kernel and save it, or name a kernel when running it.'
    });
  }
  return { ...(kernelName === undefined ? {} : { kernelName }), ...(language === undefined ? {} : { language }) };
}

function lookUp(name: string | undefined): LanguageWriter | undefined {
  return name === undefined ? undefined : WRITER_OF.get(name.toLowerCase());
}

function textAt(value: JsonValue | undefined, key: string): string | undefined {
  if (value === undefined || !isJsonObject(value)) return undefined;
  const text = value[key];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

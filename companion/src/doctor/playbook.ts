import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { rolesOf } from '../../../src/playbook/index.js';
import { chooseKernelSpec, type KernelSpec } from '../kernel/index.js';
import { NotebookReadError, readNotebook, type Notebook } from '../notebook/index.js';
import { notebookLanguage } from '../parameters/index.js';
import { Findings, type Finding } from './finding.js';

/** Reads code from standard input, names what it imports and this interpreter does not have. Nothing of it is run. */
const FIND_MISSING = `
import sys
folder = sys.path.pop(0)  # first: a json.py beside the notebook must not run
import ast, importlib.util, json
required, optional = set(), set()
def visit(node, into):
    if isinstance(node, ast.Import):
        into.update(alias.name.split('.')[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        into.add(node.module.split('.')[0])
    for child in ast.iter_child_nodes(node):
        visit(child, optional if isinstance(node, ast.Try) else into)
for source in json.load(sys.stdin):
    lines = [line for line in source.split('\\n') if not line.lstrip().startswith(('%', '!', '?'))]
    try:
        visit(ast.parse('\\n'.join(lines)), required)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
sys.path.insert(0, folder)
def is_missing(name):
    try:
        return name not in sys.builtin_module_names and importlib.util.find_spec(name) is None
    except (ImportError, ValueError, AttributeError):
        return True
print(json.dumps({'required': sorted(filter(is_missing, required)), 'optional': sorted(filter(is_missing, optional - required))}))
`;
const INTERPRETER_LIMIT_MS = 10_000;

/** Whether a playbook can run here: it is a notebook, its kernel exists and has what it imports. */
export async function checkPlaybook(path: string, specs: readonly KernelSpec[]): Promise<readonly Finding[]> {
  const findings = new Findings();
  const notebook = await read(path, findings);
  if (notebook === undefined) return findings.toArray();
  try {
    const target = notebookLanguage(notebook);
    const spec = chooseKernelSpec(specs, target);
    findings.ok(path, `its kernel is ${spec.name}`);
    if (spec.language === 'python') await checkImports(path, notebook, spec, findings);
  } catch (error) {
    findings.fail(path, messageOf(error), 'Install the kernel, or choose another in JupyterLab and save the notebook.');
  }
  if (!notebook.cells.some(cell => rolesOf(cell).includes('parameters'))) {
    findings.warn(path, 'No cell is tagged "parameters".', 'huntbook inspect says what else is missing.');
  }
  return findings.toArray();
}

async function read(path: string, findings: Findings): Promise<Notebook | undefined> {
  try {
    return readNotebook(await readFile(path, 'utf8'), { path });
  } catch (error) {
    const message = existsSync(path) ? messageOf(error) : 'The notebook does not exist.';
    // What is no notebook has its own way out; everything else is about the path and its rights.
    const hint = error instanceof NotebookReadError ? error.hint : undefined;
    findings.fail(path, message, hint ?? "Check the path, and that Cortex' user can read it.");
    return undefined;
  }
}

async function checkImports(path: string, notebook: Notebook, spec: KernelSpec, findings: Findings): Promise<void> {
  const command = spec.argv[0] ?? '';
  if (!/^python[\d.]*$/u.test(basename(command))) return;
  const interpreter = isAbsolute(command) || spec.prefix === undefined ? command : join(spec.prefix, 'bin', 'python');
  const sources = notebook.cells.flatMap(cell =>
    cell.cell_type === 'code' && !cell.source.startsWith('%%') ? [cell.source] : []
  );
  let missing: { readonly required: readonly string[]; readonly optional: readonly string[] };
  try {
    missing = JSON.parse(await ask(interpreter, sources, dirname(resolve(path)))) as typeof missing;
  } catch (error) {
    findings.warn(
      path,
      `Its imports cannot be checked: ${messageOf(error).split('\n').at(-1) ?? ''}`,
      `Is ${interpreter} the interpreter of the kernel?`
    );
    return;
  }
  for (const name of missing.required) {
    findings.fail(
      path,
      `It imports ${name}, which the kernel ${spec.name} does not have.`,
      `Install it: ${interpreter} -m pip install …`
    );
  }
  if (missing.optional.length > 0) {
    findings.warn(
      path,
      `It would like to import ${missing.optional.join(', ')}.`,
      'The playbook says what it does without.'
    );
  } else if (missing.required.length === 0) findings.ok(path, 'its kernel has everything it imports');
}

/** In the folder of the notebook, whose own modules count. */
async function ask(interpreter: string, sources: readonly string[], cwd: string): Promise<string> {
  const options = { cwd, timeout: INTERPRETER_LIMIT_MS, maxBuffer: 10_000_000 };
  const asked = promisify(execFile)(interpreter, ['-c', FIND_MISSING], options);
  // An interpreter that ends early says why on its standard error.
  asked.child.stdin?.on('error', () => undefined).end(JSON.stringify(sources));
  return (await asked).stdout;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { FileArtifact, Found } from '../../../src/playbook/index.js';
import type { Problem } from '../../../src/problem.js';
import { Secret } from '../../../src/secret.js';
import type { LanguageTarget, Parameters } from '../parameters/index.js';
import { isPythonKernel } from '../query-cells/index.js';
import type { Variables } from './environment.js';
import type { ProblemCode } from './error-table.js';
import type { JobContext, NotebookTask } from './job-context.js';

/** What a notebook is given, with the files that it names where its kernel sees them. */
export type PlacedFiles = {
  readonly parameters: Parameters;
  readonly stored: Parameters;
  /** Takes the files away again. Never rejects. */
  readonly remove: () => Promise<void>;
};

/**
 * A kernel on a server does not see the job's private files: each that a parameter names is uploaded beside the notebook,
 * and the parameter names it there. Source: cortex-thehive §4 #24.
 * @throws STORAGE, UNREACHABLE
 */
export async function placeFiles({ remote }: NotebookTask, context: JobContext): Promise<PlacedFiles> {
  const { parameters, storedParameters: stored, filesFolder, signal } = context;
  const files = [...parameters].flatMap(([name, value]) =>
    typeof value === 'string' && value.startsWith(`${filesFolder}/`) ? [{ name, path: value }] : []
  );
  if (remote === undefined || files.length === 0) return { parameters, stored, remove: () => Promise.resolve() };
  const { site, folder, mark } = remote;
  const placed = new Map<string, string>();
  const remove = async (): Promise<void> => {
    // What cannot be removed is no reason to lose a result.
    await Promise.allSettled([...placed.values()].map(name => site.contents.remove([...folder, name])));
  };
  try {
    for (const { name, path } of files) {
      const there = `huntbook-${mark}-${basename(path, extname(path))}${extname(path)}`;
      placed.set(name, there);
      await site.contents.writeBase64([...folder, there], await readFile(path, 'base64'), signal);
    }
  } catch (error) {
    await remove();
    throw error;
  }
  const named = (all: Parameters): Parameters =>
    new Map([...all].map(([name, value]) => [name, placed.get(name) ?? value]));
  return { parameters: named(parameters), stored: named(stored), remove };
}

/** What query cells need to know, on every kernel. */
const VARIABLES = ['HUNTBOOK_DOTENV', 'SCIRIUS_HOST', 'SCIRIUS_TOKEN', 'SCIRIUS_TLS_VERIFY'];

/** Sets the variables of query cells in a kernel that does not inherit them; nothing without a Scirius. */
export function remoteVariables(environment: Variables, target: LanguageTarget): readonly Secret[] {
  if (environment.SCIRIUS_HOST === undefined || !isPythonKernel(target.language ?? target.kernelName ?? '')) return [];
  const values = Object.fromEntries(
    VARIABLES.flatMap(name => (environment[name] === undefined ? [] : [[name, environment[name]]]))
  );
  // What JSON writes of texts, Python reads the same way.
  return [new Secret(`__import__("os").environ.update(${JSON.stringify(values)})`)];
}

type Brought = { readonly found: Found<FileArtifact> } | { readonly problem: Problem };

/** A file that a notebook on a server names, fetched: as if it had come along. Others are left as they are. */
export async function bringFile(
  found: Found<FileArtifact>,
  { remote, name }: NotebookTask,
  signal: AbortSignal
): Promise<Brought> {
  const { value } = found;
  if (remote === undefined || value.content !== undefined) return { found };
  const refuse = (code: ProblemCode, what: string): Brought => ({
    problem: {
      code,
      severity: 'error',
      at: { file: name, cell: found.cell, line: found.line },
      message: `The file artifact ${JSON.stringify(value.path.slice(0, 200))} ${what}`
    }
  });
  const names = value.path.split('/').filter(part => part !== '' && part !== '.');
  if (value.path.startsWith('/') || names.includes('..')) {
    return refuse('artifact-file-inside', "lies outside the notebook's folder on its server: name it from there.");
  }
  if (names.some(part => part.startsWith('.'))) {
    return refuse('artifact-file-not-hidden', 'is hidden: a part of its path starts with a dot.');
  }
  try {
    const text = await remote.site.contents.readBase64([...remote.folder, ...names], signal);
    const content = { encoding: 'base64', text, sizeBytes: Buffer.byteLength(text, 'base64') } as const;
    const filename = value.filename ?? names.at(-1) ?? '';
    return { found: { ...found, value: { ...value, content, filename } } };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse('artifact-file-readable', `cannot be fetched. ${reason}`);
  }
}

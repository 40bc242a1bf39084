import { constants } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { wellFormed } from '../../../../src/json/index.js';
import type { JobRequest } from '../../../../src/service-api/index.js';
import { RequestInvalid } from '../failures.js';
import type { RootPath, ServerRoot } from '../root-path.js';
import { newJobId } from './job-id.js';
import type { JobStore } from './job-store.js';
import { withValues } from './with-values.js';
import { checkConfiguration, keptRequest, STORED_FILE, workerInput } from './worker-input.js';

type MakeJobOptions = {
  readonly store: JobStore;
  readonly root: ServerRoot;
  readonly pythons: readonly string[];
  /** The process mark of this service. */
  readonly owner: string;
};

const MAX_OBSERVABLE = 200;

/**
 * Makes the folder of a run: the copy of the notebook and the input as they are now, whatever happens to the originals
 * while the run waits. Gives the id.
 * @throws REQUEST_INVALID, PATH_FORBIDDEN, NOT_THERE
 */
export async function makeJob(request: JobRequest, options: MakeJobOptions): Promise<string> {
  checkConfiguration(request.config ?? {});
  checkObservable(request.input);
  const { store, root } = options;
  const { content } = request;
  const notebook = await (content === undefined ? root.notebook(request.notebook) : root.place(request.notebook));
  const file = request.input.file === undefined ? undefined : await root.file(request.input.file);
  const at = new Date();
  const id = newJobId(at);
  const folder = store.folder(id);
  try {
    for (const each of [folder.playbookFolder, folder.input, dirname(folder.result)]) {
      await mkdir(each, { recursive: true, mode: 0o700 });
    }
    const playbook = join(folder.playbookFolder, basename(notebook.path));
    await writeCopy(notebook, request, playbook);
    if (file !== undefined) await copyFile(file.real, join(folder.input, STORED_FILE), constants.COPYFILE_EXCL);
    const input = workerInput(request, { folder, playbook, pythons: options.pythons });
    await writeFile(join(folder.input, 'input.json'), JSON.stringify(input), { mode: 0o600 });
    await writeFile(folder.request, JSON.stringify(keptRequest({ ...request, notebook: notebook.path })), {
      mode: 0o600
    });
    // The record comes last: without it there is no run.
    store.add({
      id,
      notebook: notebook.path,
      status: 'queued',
      createdAtUtc: at.toISOString(),
      startedAtUtc: null,
      finishedAtUtc: null,
      dataType: request.input.dataType,
      observable: observableName(request.input),
      sample: request.sample ?? null,
      isUnsaved: content !== undefined,
      error: null,
      findings: null,
      owner: options.owner,
      worker: null,
      kernelFolder: dirname(notebook.real),
      isCancelAsked: false
    });
    return id;
  } catch (error) {
    await rm(folder.path, { recursive: true, force: true });
    throw error;
  }
}

async function writeCopy(notebook: RootPath, { content, values }: JobRequest, target: string): Promise<void> {
  if (values !== undefined && Object.keys(values).length > 0) {
    const text = content === undefined ? await readFile(notebook.real, 'utf8') : JSON.stringify(content);
    await writeFile(target, withValues(text, values, notebook), { mode: 0o600, flag: 'wx' });
  } else if (content === undefined) await copyFile(notebook.real, target, constants.COPYFILE_EXCL);
  else await writeFile(target, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
}

/** @throws REQUEST_INVALID when there is nothing to run on, or two things */
function checkObservable({ dataType, data, file }: JobRequest['input']): void {
  const isFile = dataType === 'file';
  if (isFile === (file !== undefined) && isFile === (data === undefined)) return;
  throw new RequestInvalid('The input is not complete.', {
    hint: 'With dataType "file" it has a file and no data; with every other dataType it has data and no file.'
  });
}

function observableName({ data, file }: JobRequest['input']): string {
  if (file !== undefined) return basename(file).slice(0, MAX_OBSERVABLE);
  const text = typeof data === 'string' ? data : JSON.stringify(data ?? null);
  return wellFormed(text.length > MAX_OBSERVABLE ? `${text.slice(0, MAX_OBSERVABLE)}…` : text);
}

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseJson, toPlainJson } from '../../../src/json/index.js';
import { readDefinition, type WorkerDefinition } from './definition.js';
import { makeJobFolder, type JobFolder, type JobFolderOptions } from './job-folder.js';
import { notebookJson, type TestCell } from './notebook-json.js';
import { runWorker, type FinishedRun, type WorkerRun } from './run-worker.js';

/** The built worker; another definition can be named to try one that lies elsewhere. */
const DEFINITION = resolve(
  process.env['HUNTBOOK_TEST_DEFINITION'] ?? 'dist/cortex/analyzers/Huntbook/Huntbook_Analyzer.json'
);
const PYTHON = resolve(process.env['HUNTBOOK_TEST_PYTHON'] ?? '.cache/venv/bin/python');

export type SceneOptions = Partial<JobFolderOptions> & {
  /** Notebooks by file name, in the folder that `input_hostname` names. */
  readonly notebooks: Readonly<Record<string, readonly TestCell[] | string>>;
  /** Added to the environment; `undefined` takes a variable away. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Who owns the scene and runs the worker; only root can choose. */
  readonly uid?: number;
  /** The definition of the worker, when it is not the built one. */
  readonly definitionPath?: string;
  /** Written below the scene's folder before the job starts. */
  readonly files?: Readonly<Record<string, string>>;
};

/**
 * One job of the built worker in folders of its own: `notebooks/`, `stored/`, a home and a temporary folder. Whatever
 * the job leaves behind, files or processes, can be told by the path.
 */
export class Scene implements Disposable {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'scene-')));
  readonly definition: WorkerDefinition;
  readonly job: JobFolder;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #uid: number | undefined;
  static readonly #made: Scene[] = [];

  /** Removes all scenes of a spec; for `afterAll`, which runs when the first of them could not even be made, too. */
  static disposeAll(this: void): void {
    for (const scene of Scene.#made.splice(0)) scene[Symbol.dispose]();
  }

  constructor({ notebooks, environment = {}, files = {}, uid, definitionPath = DEFINITION, ...job }: SceneOptions) {
    this.definition = readDefinition(definitionPath);
    this.#uid = uid;
    Scene.#made.push(this);
    for (const name of ['notebooks', 'stored', 'home', 'tmp', 'jobs']) mkdirSync(join(this.path, name));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), text);
    }
    for (const [name, cells] of Object.entries(notebooks)) {
      writeFileSync(join(this.path, 'notebooks', name), typeof cells === 'string' ? cells : notebookJson(cells));
    }
    this.job = makeJobFolder(this.definition, {
      dataType: 'ip',
      data: '192.0.2.1',
      parent: join(this.path, 'jobs'),
      ...job,
      config: {
        input_hostname: join(this.path, 'notebooks'),
        input_paths: Object.keys(notebooks).map(name => `/${name}`),
        output_hostname: join(this.path, 'stored'),
        output_folder: '/',
        any_python: [PYTHON],
        ...job.config
      }
    });
    if (uid !== undefined) execFileSync('chown', ['-R', `${uid}:${uid}`, this.path]);
    this.#environment = {
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      HOME: join(this.path, 'home'),
      TMPDIR: join(this.path, 'tmp'),
      ...environment
    };
  }

  start(more: NodeJS.ProcessEnv = {}): WorkerRun {
    return runWorker(this.definition, this.job, { environment: { ...this.#environment, ...more }, uid: this.#uid });
  }

  /** Runs the job to its end; `more` is added to the environment. */
  run(more: NodeJS.ProcessEnv = {}): Promise<FinishedRun> {
    return this.start(more).done;
  }

  /** A path in this scene, as a Python string literal. */
  python(name: string): string {
    return JSON.stringify(join(this.path, name));
  }

  stored(): Readonly<Record<string, StoredNotebook>> {
    const names = this.files('stored').filter(name => name.endsWith('.ipynb'));
    return Object.fromEntries(
      names.map(name => [name, toPlainJson(parseJson(this.read(join('stored', name)))) as StoredNotebook])
    );
  }

  /** What the cells of the stored notebooks put out, as JSON; their sources often hold the same words. */
  storedOutputs(): string {
    return JSON.stringify(Object.values(this.stored()).flatMap(({ cells }) => cells.map(cell => cell.outputs ?? [])));
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  /** Puts a text into a file of the scene that can be known only now, such as a path in it. */
  replace(name: string, placeholder: string, text: string): void {
    const inJson = JSON.stringify(text).slice(1, -1);
    writeFileSync(join(this.path, name), this.read(name).replaceAll(placeholder, inJson));
  }

  output(): string {
    return readFileSync(join(this.job.output, 'output.json'), 'utf8');
  }

  /** All files below a folder of the scene. */
  files(name: string): readonly string[] {
    const entries = readdirSync(join(this.path, name), { recursive: true, withFileTypes: true });
    return entries
      .filter(entry => !entry.isDirectory())
      .map(entry => join(entry.parentPath, entry.name).slice(join(this.path, name).length + 1))
      .sort();
  }

  /** Processes that this job started: their command line or environment names the scene. */
  processes(): readonly string[] {
    const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
    return pids.flatMap(pid => {
      const command = readProc(pid, 'cmdline');
      return `${command}\0${readProc(pid, 'environ')}`.includes(this.path)
        ? [`${pid} ${command.replaceAll('\0', ' ')}`]
        : [];
    });
  }

  [Symbol.dispose](): void {
    for (const each of this.processes()) process.kill(Number.parseInt(each, 10), 'SIGKILL');
    rmSync(this.path, { recursive: true, force: true });
  }
}

export type StoredNotebook = {
  readonly cells: readonly {
    readonly source: string | string[];
    readonly outputs?: readonly Record<string, unknown>[];
    readonly execution_count?: number | null;
    readonly metadata: Record<string, unknown>;
  }[];
  readonly metadata: Readonly<Record<string, Record<string, unknown>>>;
};

/** Resolves when `isSo` holds; a state is waited for, never a time. */
export async function until(isSo: () => boolean, limitMs = 20_000): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!isSo()) {
    if (Date.now() > limit) throw new Error(`Not so within ${limitMs} ms: ${isSo.toString()}`);
    await new Promise(next => setTimeout(next, 20));
  }
}

/** A value that is found in no other text. */
export const canary = (): string => `canary${randomBytes(9).toString('hex')}`;

export const hasFile =
  (path: string): (() => boolean) =>
  () =>
    existsSync(path);

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(join('/proc', pid, file), 'latin1');
  } catch {
    // The process ended between the listing and now: then it is not running.
    return '';
  }
}

import { slug } from './slug.js';

const NOTEBOOK_NAME_LENGTH = 80;
const JOB_FOLDER = /^cortex-job-(.+)-\d+$/u;

/**
 * The Cortex job id in the name of a job folder, which Cortex makes as `cortex-job-<id>-<random digits>`;
 * `undefined` for a folder with another name (`/job` in a container).
 * Source: Cortex 4.1 `JobRunnerSrv.scala`.
 */
export function jobIdOf(jobFolder: string): string | undefined {
  const id = JOB_FOLDER.exec(jobFolder.replace(/\/+$/u, '').split('/').at(-1) ?? '')?.[1];
  return id !== undefined && /^[\w-]{1,64}$/u.test(id) ? id : undefined;
}

/** What stands for the job in file names when Cortex' id is not known: time and four random hex digits. */
export function jobMark(at: Date, randomHex: string): string {
  return `${at
    .toISOString()
    .replace(/[-:]/gu, '')
    .replace(/\.\d+Z$/u, 'Z')}-${randomHex}`;
}

export type StoredNameOptions = {
  /** The observable, or the original name of its file: the attacker's text. */
  readonly observable: string;
  readonly dataType: string;
  readonly notebookPath: string;
  readonly job: string;
};

/** `<observable>-<notebook>-<job>.ipynb`, at most 240 bytes, without anything that could leave the folder. */
export function storedName({ observable, dataType, notebookPath, job }: StoredNameOptions): string {
  const fileName =
    notebookPath
      .split('/')
      .filter(part => part !== '')
      .at(-1) ?? '';
  const notebook = slug(fileName.replace(/\.ipynb$/iu, ''), NOTEBOOK_NAME_LENGTH) || 'notebook';
  return `${slug(observable) || slug(dataType) || 'observable'}-${notebook}-${job}.ipynb`;
}

/** The names, made different from each other and from what `isTaken` says: `-2`, `-3` before the ending. */
export function distinctNames(names: readonly string[], isTaken: (name: string) => boolean): readonly string[] {
  const used = new Set<string>();
  return names.map(name => {
    let candidate = name;
    // Compared without case: some file systems do not tell `A` from `a`.
    for (let count = 2; used.has(candidate.toLowerCase()) || isTaken(candidate); count += 1) {
      candidate = name.replace(/\.ipynb$/u, `-${String(count)}.ipynb`);
    }
    used.add(candidate.toLowerCase());
    return candidate;
  });
}

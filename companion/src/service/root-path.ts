import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { samplePath } from '../samples/index.js';
import { NotThere, PathForbidden } from './failures.js';

/** A place below the server's root. `path` is as callers write it, `real` is free of links. */
export type RootPath = { readonly path: string; readonly real: string };

const MAX_PATH = 4_096;

/** The folder that Jupyter Server shows: nothing outside of it is read or written. */
export class ServerRoot {
  readonly #real: string;

  private constructor(real: string) {
    this.#real = real;
  }

  /** @throws what the file system says when there is no such folder */
  static async open(folder: string): Promise<ServerRoot> {
    return new ServerRoot(await realpath(folder));
  }

  /**
   * A regular file below the root.
   * @throws PATH_FORBIDDEN when it lies outside, also by way of a link; NOT_THERE
   */
  async file(path: string): Promise<RootPath> {
    const parts = partsOf(path);
    const real = await realpath(join(this.#real, ...parts)).catch(() => undefined);
    if (real !== undefined && !this.#holds(real)) throw outside(path);
    const status = real === undefined ? undefined : await stat(real).catch(() => undefined);
    if (real === undefined || status?.isFile() !== true) throw missing(path);
    return { path: parts.join('/'), real };
  }

  /**
   * A notebook below the root.
   * @throws PATH_FORBIDDEN, NOT_THERE also for what is no notebook by its name
   */
  async notebook(path: string): Promise<RootPath> {
    if (!path.endsWith('.ipynb')) throw missing(path);
    return this.file(path);
  }

  /**
   * A notebook that need not exist yet, in a folder that does: one that was never saved.
   * @throws PATH_FORBIDDEN, NOT_THERE
   */
  async place(path: string): Promise<RootPath> {
    const parts = partsOf(path);
    const whole = join(this.#real, ...parts);
    const folder = await realpath(dirname(whole)).catch(() => undefined);
    if (folder === undefined || !path.endsWith('.ipynb')) throw missing(path);
    // It can be there after all, and be a link.
    const real = await realpath(join(folder, basename(whole))).catch(() => join(folder, basename(whole)));
    if (!this.#holds(real) || (folder !== this.#real && !this.#holds(folder))) throw outside(path);
    return { path: parts.join('/'), real };
  }

  /**
   * The file with the samples of a notebook, beside it; it need not exist yet.
   * @throws PATH_FORBIDDEN also when a link leads away from there, even to where nothing is; NOT_THERE
   */
  async samples(notebook: string): Promise<RootPath> {
    const { path, real } = await this.place(notebook);
    const beside = samplePath(real);
    const target = await realpath(beside).catch(() => undefined);
    const isThere = (await lstat(beside).catch(() => undefined)) !== undefined;
    if (target === undefined ? isThere : !this.#holds(target)) throw outside(samplePath(path));
    return { path: samplePath(path), real: target ?? beside };
  }

  #holds(real: string): boolean {
    return real.startsWith(this.#real.endsWith(sep) ? this.#real : this.#real + sep);
  }
}

/** @throws PATH_FORBIDDEN for what could mean another place than it says */
function partsOf(path: string): readonly string[] {
  const parts = path.split('/');
  const isOdd = path.length > MAX_PATH || isAbsolute(path) || /[\0\\]/u.test(path);
  if (isOdd || parts.some(part => part === '' || part === '.' || part === '..')) throw outside(path);
  return parts;
}

function outside(path: string): PathForbidden {
  return new PathForbidden(`${shown(path)} is no path below the root of the server.`, {
    hint: 'Write it as JupyterLab does: folder/notebook.ipynb.'
  });
}

function missing(path: string): NotThere {
  return new NotThere(`There is no file ${shown(path)} that can be used.`, { hint: 'Was it saved, renamed or moved?' });
}

function shown(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path);
}

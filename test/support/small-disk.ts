import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDefinition } from './cortex-driver.js';

const BLOCK_BYTES = 512;

/**
 * A folder that takes only so much: a tmpfs of that size where we may mount one (as root), else a limit on the size of
 * each file (EFBIG instead of ENOSPC), which what is tested must be started under. HUNTBOOK_NO_MOUNT=1 tries that.
 */
export class SmallDisk implements Disposable {
  readonly #folder: string;
  readonly #isMounted: boolean;
  /** What a shell does before it becomes the program; nothing when the disk itself is small. */
  readonly limit: string;

  constructor(folder: string, sizeBytes: number) {
    this.#folder = folder;
    const options = ['-t', 'tmpfs', '-o', `size=${sizeBytes},mode=700`, 'tmpfs', folder];
    this.#isMounted = process.env['HUNTBOOK_NO_MOUNT'] === undefined && spawnSync('mount', options).status === 0;
    this.limit = this.#isMounted ? '' : `ulimit -f ${Math.floor(sizeBytes / BLOCK_BYTES)};`;
  }

  [Symbol.dispose](): void {
    // Lazily: a kernel that is still ending may work in it.
    if (this.#isMounted) spawnSync('umount', ['-l', this.#folder]);
  }
}

/** The definition at `path`, with a command that is the same one under a limit of a shell. */
export function definitionUnder(limit: string, path: string, folder: string): string {
  const worker = join(folder, 'analyzers', 'Huntbook');
  mkdirSync(worker, { recursive: true });
  const { command } = readDefinition(path);
  const program = join(worker, 'huntbook-analyzer');
  writeFileSync(program, `#!/bin/sh\n${limit} exec '${command}' "$@"\n`);
  chmodSync(program, 0o755);
  const copy = join(worker, 'Huntbook_Analyzer.json');
  copyFileSync(path, copy);
  return copy;
}

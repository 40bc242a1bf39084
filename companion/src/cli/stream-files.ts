import { closeSync, openSync, writeSync } from 'node:fs';
import { describeFailure } from '../../../src/failure.js';
import { UsageError } from './failures.js';
import type { RunObserver } from './progress-bar.js';

/** Files that take what cells print; absent: no file. */
export type StreamPaths = { readonly stdout?: string | undefined; readonly stderr?: string | undefined };

/**
 * Writes what cells print to files, each piece at once, so that another program can follow them. The files are emptied
 * first. A file that cannot be written any more is told once, and left alone. Source: papermill 2.7, `--stdout-file`, `--stderr-file`.
 * @throws UsageError `USAGE` when a file cannot be opened
 */
export function streamFiles({ stdout, stderr }: StreamPaths, tell: (sentence: string) => void): RunObserver {
  const files = new Map([
    ['stdout', openOrNone(stdout)],
    ['stderr', openOrNone(stderr)]
  ]);
  return {
    see: event => {
      if (event.kind !== 'cellOutput' || event.event.kind !== 'stream') return;
      const { name, text } = event.event.output;
      const file = files.get(name);
      if (file === undefined) return;
      try {
        writeSync(file, text);
      } catch (cause) {
        // A full disk must not cost the run its result.
        files.delete(name);
        closeSync(file);
        tell(`the file for ${name} cannot be written any more: ${describeFailure(cause)}`);
      }
    },
    end: () => {
      for (const file of files.values()) if (file !== undefined) closeSync(file);
      files.clear();
    }
  };
}

function openOrNone(path: string | undefined): number | undefined {
  if (path === undefined) return undefined;
  try {
    return openSync(path, 'w');
  } catch (cause) {
    throw new UsageError(`The file ${path} for what cells print cannot be written.`, {
      hint: 'Name a file in a folder that exists and that you can write.',
      cause
    });
  }
}

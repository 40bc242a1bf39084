import { closeSync, openSync, writeSync } from 'node:fs';
import { UsageError } from './failures.js';
import type { RunObserver } from './progress-bar.js';

/** Files that take what cells print; absent: no file. */
export type StreamPaths = { readonly stdout?: string | undefined; readonly stderr?: string | undefined };

/**
 * Writes what cells print to files, each piece at once, so that another program can follow them. The files are emptied
 * first. Source: papermill 2.7, `--stdout-file`, `--stderr-file`.
 * @throws UsageError `USAGE` when a file cannot be opened
 */
export function streamFiles({ stdout, stderr }: StreamPaths): RunObserver {
  const files = new Map([
    ['stdout', openOrNone(stdout)],
    ['stderr', openOrNone(stderr)]
  ]);
  return {
    see: event => {
      if (event.kind !== 'cellOutput' || event.event.kind !== 'stream') return;
      const file = files.get(event.event.output.name);
      if (file !== undefined) writeSync(file, event.event.output.text);
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

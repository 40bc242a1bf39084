import type { RunEvent } from '../execution/index.js';

const WIDTH = 24;

/** What shows a run to a person or a program while it goes on. */
export type RunObserver = { readonly see: (event: RunEvent) => void; readonly end: () => void };

/**
 * A one-line progress bar on a terminal: cells done, cells in all, seconds so far.
 * @param write - takes text for the terminal
 * @param nowMs - a clock in milliseconds
 */
export function progressBar(write: (text: string) => void, nowMs: () => number): RunObserver {
  const startMs = nowMs();
  let cells = 0;
  let done = 0;
  const draw = (): void => {
    const filled = cells === 0 ? 0 : Math.round((done / cells) * WIDTH);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
    write(`\r${bar} ${done}/${cells} cells, ${((nowMs() - startMs) / 1000).toFixed(1)} s `);
  };
  return {
    see: event => {
      if (event.kind === 'runStarted') cells = event.cells;
      if (event.kind === 'cellFinished') done += 1;
      if (event.kind === 'runStarted' || event.kind === 'cellFinished') draw();
    },
    end: () => {
      if (cells > 0) write('\n');
    }
  };
}

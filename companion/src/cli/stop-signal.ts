import { RunCancelled } from '../execution/index.js';

const EXIT_BY_SIGNAL = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type StopSignal = keyof typeof EXIT_BY_SIGNAL;

/**
 * Aborts on the first SIGINT, SIGTERM or SIGHUP, so that the run ends in order; the second one ends the process at
 * once. `release` gives the signals back.
 */
export function stopSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(isStop(name) ? EXIT_BY_SIGNAL[name] : 1);
    controller.abort(new RunCancelled());
  };
  const names = Object.keys(EXIT_BY_SIGNAL).filter(isStop);
  for (const name of names) process.on(name, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of names) process.off(name, stop);
    }
  };
}

function isStop(name: string): name is StopSignal {
  return name in EXIT_BY_SIGNAL;
}

import type { SignalSource } from './job-options.js';

export type SignalHandlers = {
  /** The first request to end. */
  readonly onTerminate: (signal: string) => void;
  /** The second one: nobody waits any longer. */
  readonly onKill: (signal: string) => void;
  /** An error that nobody caught: the state of the process is unknown. */
  readonly onCrash: (error: unknown) => void;
  /** A promise that failed while nobody listened. If the job waited for it, the deadline ends the job. */
  readonly onStray: (error: unknown) => void;
};

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Listens until it is disposed. Cortex' process runner sends one SIGTERM to this process and to no other. */
export function watchSignals(
  source: SignalSource,
  { onTerminate, onKill, onCrash, onStray }: SignalHandlers
): Disposable {
  let asked = 0;
  const ask = (signal: string) => (): void => {
    asked += 1;
    if (asked === 1) onTerminate(signal);
    else onKill(signal);
  };
  const listeners: readonly (readonly [string, (...values: readonly unknown[]) => void])[] = [
    ...SIGNALS.map(signal => [signal, ask(signal)] as const),
    ['uncaughtException', onCrash],
    ['unhandledRejection', onStray]
  ];
  for (const [event, listener] of listeners) source.on(event, listener);
  return {
    [Symbol.dispose]() {
      for (const [event, listener] of listeners) source.off(event, listener);
    }
  };
}

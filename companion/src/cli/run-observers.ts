import { formatJson } from '../../../src/json/index.js';
import type { ExecutedNotebook, RunEvent } from '../execution/index.js';
import { outputLog } from './output-log.js';
import { progressBar, type RunObserver } from './progress-bar.js';
import type { RunFlags } from './run-command.js';
import { streamFiles } from './stream-files.js';
import { terminalText } from './terminal-text.js';

type ObserverFlags = Pick<RunFlags, 'events' | 'logOutput' | 'logLevel' | 'progressBar' | 'stdoutFile' | 'stderrFile'>;

/** Lets everybody who watches see the events of a run, and gives its result. */
export async function observeRun(
  run: AsyncGenerator<RunEvent, ExecutedNotebook>,
  observers: readonly RunObserver[]
): Promise<ExecutedNotebook> {
  try {
    for (;;) {
      const step = await run.next();
      if (step.done === true) return step.value;
      for (const { see } of observers) see(step.value);
    }
  } finally {
    for (const { end } of observers) end();
  }
}

/**
 * Who watches a run. Before a kernel starts: what can be refused must not leave one behind.
 * @throws UsageError `USAGE` when a file for what cells print cannot be written
 */
export function chooseObservers(flags: ObserverFlags): readonly RunObserver[] {
  const toTerminal = (text: string): void => void process.stderr.write(text);
  const tell = (sentence: string): void => toTerminal(`huntbook: ${terminalText(sentence)}\n`);
  const showsBar = flags.progressBar ?? (process.stderr.isTTY && !flags.logOutput);
  return [
    ...(flags.events === undefined ? [] : [eventLines()]),
    ...(flags.logOutput ? [outputLog(toTerminal, flags.logLevel)] : []),
    ...(flags.stdoutFile === undefined && flags.stderrFile === undefined
      ? []
      : [streamFiles({ stdout: flags.stdoutFile, stderr: flags.stderrFile }, tell)]),
    ...(showsBar ? [progressBar(toTerminal, () => performance.now())] : [])
  ];
}

/** One JSON object a line on standard output, for machines. Numbers are as exact as the kernel sent them. */
function eventLines(): RunObserver {
  return {
    see: event => void process.stdout.write(`${formatJson(event)}\n`),
    end: () => undefined
  };
}

import type { OutputEvent, RunEvent } from '../execution/index.js';
import { isTold, type LogLevel } from './log-level.js';
import type { RunObserver } from './progress-bar.js';
import { terminalText } from './terminal-text.js';

/**
 * Prints what cells print while they run (`--log-output`), with a line at the start and end of each.
 * Terminal escapes come out as text. What is told below `least` is left out. Source of the form: papermill 2.7, `engines.py` and `log.py`.
 */
export function outputLog(write: (text: string) => void, least: LogLevel): RunObserver {
  return {
    see: event => {
      const text = isTold(levelOf(event), least) ? describe(event) : '';
      if (text !== '') write(text);
    },
    end: () => undefined
  };
}

/** Source: papermill 2.7, `log_output_message`; errors are not logged there. */
function levelOf(event: RunEvent): LogLevel {
  if (event.kind !== 'cellOutput') return 'INFO';
  if (event.event.kind === 'error') return 'ERROR';
  return event.event.kind === 'stream' && event.event.output.name === 'stderr' ? 'WARNING' : 'INFO';
}

function describe(event: RunEvent): string {
  switch (event.kind) {
    case 'cellStarted':
      return `Executing cell ${event.cell + 1}\n`;
    case 'cellFinished':
      return `Ending cell ${event.cell + 1} (${event.status})\n`;
    case 'cellOutput':
      return asLines(outputText(event.event));
    case 'runStarted':
    case 'kernelStarted':
    case 'problemFound':
    case 'runFinished':
      return '';
  }
}

function outputText(event: OutputEvent): string {
  switch (event.kind) {
    case 'stream':
      return event.output.text;
    case 'error':
      return `${event.output.ename}: ${event.output.evalue}`;
    case 'display': {
      const text = event.output.data['text/plain'];
      return typeof text === 'string' ? text : '';
    }
    case 'update':
    case 'clear':
      return '';
  }
}

function asLines(text: string): string {
  const shown = terminalText(text);
  return shown === '' || shown.endsWith('\n') ? shown : `${shown}\n`;
}

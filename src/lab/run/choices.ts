import type { TranslationBundle } from '@jupyterlab/translation';
import type { OperationTarget } from '../../playbook/index.js';
import type { JobStatus } from '../../service-api/index.js';

/** A value and what it is called. */
export type Choice<Value> = { readonly value: Value; readonly label: string };

/** What a responder can be started for. */
export function objectChoices(trans: TranslationBundle): readonly Choice<string>[] {
  return [
    { value: 'thehive:case', label: trans.__('Case') },
    { value: 'thehive:alert', label: trans.__('Alert') },
    { value: 'thehive:case_artifact', label: trans.__('Observable, for a responder') },
    { value: 'thehive:case_task', label: trans.__('Task') },
    { value: 'thehive:case_task_log', label: trans.__('Task log') }
  ];
}

/** The levels of the traffic light protocol and of PAP, by their number in Cortex. */
export function levelChoices(trans: TranslationBundle): readonly Choice<number>[] {
  return [
    { value: 0, label: trans.__('clear') },
    { value: 1, label: trans.__('green') },
    { value: 2, label: trans.__('amber') },
    { value: 3, label: trans.__('red') }
  ];
}

/** What the operations of a run act on. TheHive 5, as the worker takes it unless it is told otherwise. */
export function targetOf(dataType: string): OperationTarget {
  const thehive = 5;
  switch (dataType) {
    case 'thehive:case':
      return { entity: 'case', parent: 'none', thehive };
    case 'thehive:alert':
      return { entity: 'alert', parent: 'none', thehive };
    case 'thehive:case_task':
      return { entity: 'task', parent: 'case', thehive };
    case 'thehive:case_task_log':
      return { entity: 'log', parent: 'case', thehive };
    case 'thehive:case_artifact':
      return { entity: 'observable', parent: 'case', thehive };
    default:
      return { entity: 'observable', parent: 'unknown', thehive };
  }
}

export type StatusText = { readonly sign: string; readonly word: string; readonly kind: 'good' | 'bad' | 'open' };

/** How a run went: a sign, a word, and whether it is good news. */
export function statusText(status: JobStatus, trans: TranslationBundle): StatusText {
  switch (status) {
    case 'queued':
      return { sign: '…', word: trans.__('Waiting'), kind: 'open' };
    case 'running':
      return { sign: '▶', word: trans.__('Running'), kind: 'open' };
    case 'completed':
      return { sign: '✓', word: trans.__('Completed'), kind: 'good' };
    case 'partial':
      return { sign: '!', word: trans.__('Not all of it went well'), kind: 'bad' };
    case 'failed':
      return { sign: '✕', word: trans.__('Failed'), kind: 'bad' };
    case 'cancelled':
      return { sign: '■', word: trans.__('Cancelled'), kind: 'bad' };
    case 'interrupted':
      return { sign: '■', word: trans.__('Interrupted'), kind: 'bad' };
  }
}

/** A duration as people read it: `12 ms`, `1.4 s`, `12 s`, `3 min 5 s`. */
export function durationText(ms: number, trans: TranslationBundle): string {
  if (ms < 1000) return trans.__('%1 ms', Math.round(ms));
  const seconds = ms / 1000;
  if (seconds < 10) return trans.__('%1 s', seconds.toFixed(1));
  if (seconds < 60) return trans.__('%1 s', Math.round(seconds));
  return trans.__('%1 min %2 s', Math.floor(seconds / 60), Math.round(seconds) % 60);
}

/** A moment of today by its time, any other with its date, in the reader's zone. */
export function momentText(atUtc: string): string {
  const at = new Date(atUtc);
  if (Number.isNaN(at.getTime())) return '';
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday
    ? at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })
    : at.toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
}

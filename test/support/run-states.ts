import { startProgress, type RunProgress } from '../../src/lab/run/run-progress.js';
import { FIRST_STATE, type SessionState } from '../../src/lab/run/session-state.js';
import type { Job } from '../../src/service-api/index.js';

/** A run that has ended well, as the service tells it. */
export function jobOf(change: Partial<Job> = {}): Job {
  return {
    id: '20260101T000000000Z-00000000',
    notebook: 'a.ipynb',
    status: 'completed',
    createdAtUtc: '2026-01-01T00:00:00.000Z',
    startedAtUtc: '2026-01-01T00:00:01.000Z',
    finishedAtUtc: '2026-01-01T00:00:03.500Z',
    dataType: 'ip',
    observable: '192.0.2.1',
    sample: null,
    isUnsaved: false,
    error: null,
    findings: { taxonomies: [], artifacts: 1, operations: 0, problems: 0 },
    sizes: { events: 10, result: 10, report: 10, notebook: 10 },
    ...change
  };
}

export function progressOf(change: Partial<RunProgress> = {}): RunProgress {
  return { ...startProgress(jobOf()), ...change };
}

/** The panel of a service that is there. */
export function stateOf(change: Partial<SessionState> = {}): SessionState {
  return { ...FIRST_STATE, service: { kind: 'there', problems: [] }, ...change };
}

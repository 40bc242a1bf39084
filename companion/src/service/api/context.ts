import type { ServiceProblem } from '../../../../src/service-api/index.js';
import type { ChartDrawer } from '../../materialise/index.js';
import type { ServiceLimits } from '../defaults.js';
import type { JobStore } from '../jobs/job-store.js';
import type { RunQueue } from '../jobs/run-queue.js';
import type { ServerRoot } from '../root-path.js';

/** What the routes answer with. */
export type ApiContext = {
  readonly store: JobStore;
  readonly queue: RunQueue;
  readonly root: ServerRoot;
  readonly charts: ChartDrawer;
  readonly pythons: readonly string[];
  readonly limits: ServiceLimits;
  /** Of this program. */
  readonly version: string;
  /** The version that the worker's own command tells; `undefined` when it cannot be started. */
  readonly workerVersion: () => Promise<string | undefined>;
  /** What is missing to run playbooks, besides the worker. */
  readonly diagnose: () => Promise<readonly ServiceProblem[]>;
  /** Ends readers when the service ends. */
  readonly signal: AbortSignal;
  /** Told what went wrong inside, with the route and without the request. */
  readonly report: (error: unknown) => void;
};

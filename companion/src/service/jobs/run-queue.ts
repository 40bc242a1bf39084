import { rm } from 'node:fs/promises';
import { processMark } from '../../cortex/index.js';
import type { ServiceLimits } from '../defaults.js';
import { QueueFull, ServiceStopping } from '../failures.js';
import type { JobRecord } from './job-record.js';
import { isFinished } from './job-record.js';
import type { JobStore } from './job-store.js';
import { expiredJobs } from './retention.js';
import { missingAnswer, readOutcome, type RunOutcome, type WorkerExit } from './run-outcome.js';
import { adoptWorker, startWorker, type WorkerProcess, type WorkerStart } from './worker-process.js';

type RunQueueOptions = {
  readonly store: JobStore;
  readonly limits: Pick<ServiceLimits, 'maxRunning' | 'maxQueued' | 'keepPerNotebook' | 'keepTotal' | 'stopGraceMs'>;
  readonly worker: Omit<WorkerStart, 'kernelFolder'>;
  /** Told what went wrong where nobody waits for an answer. */
  readonly report: (error: unknown) => void;
};

/** Runs wait here for their turn, and their workers are looked after until they have ended. */
export class RunQueue {
  readonly #store: JobStore;
  readonly #options: RunQueueOptions;
  readonly #owner = processMark(process.pid);
  readonly #running = new Map<string, WorkerProcess>();
  readonly #settling = new Set<Promise<void>>();
  /** What a service of this very process has left that was ended in order: its mark is ours. */
  readonly #inherited: ReadonlySet<string>;
  #waiting: readonly string[] = [];
  /** Runs that are being made: they count before their folder is complete. */
  #reserved = 0;
  #isStopping = false;

  constructor(options: RunQueueOptions) {
    this.#options = options;
    this.#store = options.store;
    const ours = this.#store.list().filter(record => record.owner === this.#owner && !isFinished(record));
    this.#inherited = new Set(ours.map(({ id }) => id));
  }

  get running(): number {
    return this.#running.size;
  }

  get queued(): number {
    return this.#waiting.length + this.#reserved;
  }

  get owner(): string {
    return this.#owner;
  }

  /**
   * Takes in the run that `make` makes.
   * @throws QUEUE_FULL, SERVICE_STOPPING, and what `make` throws
   */
  async submit(make: () => Promise<string>): Promise<string> {
    const { maxRunning, maxQueued } = this.#options.limits;
    if (this.#isStopping) throw new ServiceStopping('The service is about to end.', { hint: 'Try again in a moment.' });
    if (this.queued + this.running >= maxRunning + maxQueued) {
      throw new QueueFull(`${String(this.running)} runs go on and ${String(this.queued)} wait already.`, {
        hint: 'Cancel one, or wait until one has ended.'
      });
    }
    this.#reserved += 1;
    try {
      const id = await make();
      this.#waiting = [...this.#waiting, id];
      return id;
    } finally {
      this.#reserved -= 1;
      this.#startNext();
    }
  }

  /** Ends a run, in whatever state it is; one that has ended stays as it is. */
  cancel(id: string): JobRecord {
    const record = this.#store.read(id);
    if (isFinished(record)) return record;
    this.#waiting = this.#waiting.filter(each => each !== id);
    if (record.status === 'queued') {
      this.#forgetInput(id).catch(this.#options.report);
      return this.#change(id, { status: 'cancelled', finishedAtUtc: now(), isCancelAsked: true }) ?? record;
    }
    const worker = this.#running.get(id) ?? adoptWorker(record.worker ?? '');
    worker?.stop(this.#options.limits.stopGraceMs);
    return this.#change(id, { isCancelAsked: true }) ?? record;
  }

  /** Takes over what a service before this one has left: its waiting runs, its living workers, and its dead ones. */
  async recover(isAlive: (owner: string) => boolean): Promise<void> {
    await this.#store.removeLeftovers();
    // Callers come in already, and what they have started is not to be found here again.
    const isOrphan = ({ id, owner }: JobRecord): boolean =>
      owner === this.#owner ? this.#inherited.has(id) : !isAlive(owner);
    const orphans = this.#store.list().filter(record => !isFinished(record) && isOrphan(record));
    for (const { id, status, worker } of orphans.toReversed()) {
      this.#change(id, { owner: this.#owner });
      if (status === 'queued') this.#waiting = [...this.#waiting, id];
      else await this.#takeOver(id, worker ?? '');
    }
    await this.#expire();
    this.#startNext();
  }

  /** Asks all workers to end, and waits until their answers are put down. Waiting runs stay for the next service. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const worker of this.#running.values()) worker.stop(this.#options.limits.stopGraceMs);
    while (this.#settling.size > 0) await Promise.all(this.#settling);
  }

  #startNext(): void {
    while (!this.#isStopping && this.#running.size < this.#options.limits.maxRunning) {
      const [id, ...rest] = this.#waiting;
      if (id === undefined) return;
      this.#waiting = rest;
      // Another service on the same folder can have cancelled or deleted it.
      const record = this.#store.find(id);
      if (record?.status === 'queued') this.#start(record);
    }
  }

  #start({ id, kernelFolder }: JobRecord): void {
    const worker = startWorker(this.#store.folder(id), { ...this.#options.worker, kernelFolder });
    this.#change(id, { status: 'running', startedAtUtc: now(), worker: worker.mark });
    this.#lookAfter(id, worker);
  }

  async #takeOver(id: string, mark: string): Promise<void> {
    const worker = adoptWorker(mark);
    if (worker === undefined) await this.#settle(id, 'gone');
    else this.#lookAfter(id, worker);
  }

  #lookAfter(id: string, worker: WorkerProcess): void {
    this.#running.set(id, worker);
    const settled = worker.ended
      .then(exit => this.#settle(id, exit))
      .catch((error: unknown) => this.#options.report(error))
      .finally(() => {
        this.#running.delete(id);
        this.#settling.delete(settled);
        this.#startNext();
      });
    this.#settling.add(settled);
  }

  async #settle(id: string, exit: WorkerExit | 'gone'): Promise<void> {
    const record = this.#store.find(id);
    if (record === undefined) return;
    await this.#forgetInput(id);
    const outcome = await readOutcome(this.#store.folder(id));
    const status = endOf(outcome?.status, {
      isCancelled: record.isCancelAsked,
      isCut: this.#isStopping || (exit === 'gone' && outcome === undefined)
    });
    const error = outcome?.error ?? (outcome === undefined ? whyNoAnswer(status, exit) : null);
    this.#change(id, { status, error, findings: outcome?.findings ?? null, finishedAtUtc: now() });
    await this.#expire();
  }

  async #expire(): Promise<void> {
    for (const id of expiredJobs(this.#store.list(), this.#options.limits)) await this.#store.remove(id);
  }

  /** It holds the secrets of the configuration and the file of the observable, and nobody needs it any more. */
  async #forgetInput(id: string): Promise<void> {
    await rm(this.#store.folder(id).input, { recursive: true, force: true });
  }

  #change(id: string, change: Partial<JobRecord>): JobRecord | undefined {
    return this.#store.change(id, () => change);
  }
}

/** Who came too late to cancel a run that was complete has its result. */
function endOf(
  outcome: RunOutcome['status'] | undefined,
  { isCancelled, isCut }: { readonly isCancelled: boolean; readonly isCut: boolean }
): JobRecord['status'] {
  if (outcome === 'completed') return outcome;
  if (isCancelled) return 'cancelled';
  return isCut ? 'interrupted' : (outcome ?? 'failed');
}

function whyNoAnswer(status: JobRecord['status'], exit: WorkerExit | 'gone'): string {
  if (status === 'cancelled') return 'The run was cancelled before it had an answer.';
  if (status === 'interrupted') return 'The run was cut short: the service ended, and its worker with it.';
  return missingAnswer(exit === 'gone' ? { code: null, signal: null } : exit);
}

function now(): string {
  return new Date().toISOString();
}

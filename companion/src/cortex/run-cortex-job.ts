import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeFailure, isFailure } from '../../../src/failure.js';
import { createRedactor, type Redactor } from '../../../src/redaction.js';
import { failureAnswer } from './answer.js';
import { bothDeliveries, folderDelivery, streamDelivery, type Delivery } from './delivery.js';
import { endProcess } from './end-process.js';
import { JobTerminated, WorkerBroken } from './failures.js';
import { DEFAULT_JOB_FOLDER, readJobText } from './job-folder.js';
import { parseInputText } from './job-input.js';
import type { CortexJobOptions } from './job-options.js';
import type { JobPlaces } from './job-places.js';
import { watchSignals } from './job-signals.js';
import { logLine, type JobSummary } from './log.js';
import { performJob, type JobEnd } from './perform-job.js';
import { makePrivateFolder, removeAbandonedFolders, type PrivateFolder } from './private-folder.js';
import { redactAnswer, shownInput } from './redact-answer.js';
import { collectSecrets } from './secrets.js';
import { jobIdOf } from './stored-name.js';
import { untilAborted } from './until-aborted.js';

/** After a signal the process ends by then, even when a file server that does not answer holds a thread of ours. */
const END_AFTER_SIGNAL_MS = 2_500;
/** The same after the deadline, which lies at least this long before Cortex' own limit. */
const END_AFTER_DEADLINE_MS = 8_000;
/** How long the end waits for kernels to be killed when nobody waits for us any longer. */
const KILL_WAIT_MS = 300;
/** The same for servers: what is not ended by then is in the ledger, and ended by a later job. */
const CLEAN_UP_MS = 12_000;
const KERNELS_FIRST_MS = 3_000;

type Kernel = Awaited<ReturnType<CortexJobOptions['startKernel']>>;

/**
 * Does one Cortex job and gives the exit status: 0 when it succeeded, 1 when not. Always leaves a valid `output.json`
 * (or the same on standard output, when the job came by standard input) and one line on standard error. Never rejects.
 * Returns when every kernel is gone; `output.json` is there before.
 * Source: facts/cortex-thehive §1.
 */
export async function runCortexJob(options: CortexJobOptions): Promise<number> {
  return new CortexJob(options).run();
}

class CortexJob {
  readonly #options: CortexJobOptions;
  readonly #folder: string;
  readonly #outputFolder: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #startedMs: number;
  readonly #control = new AbortController();
  readonly #kernels = new Set<Kernel>();
  readonly #cutShort: Promise<number>;
  #endWith: (status: number) => void = () => undefined;
  #redactor: Redactor = createRedactor([]);
  #shownInput: unknown;
  #delivery: Delivery;
  #privateFolder: PrivateFolder | undefined;
  #places: Promise<JobPlaces> | undefined;
  #stray: string | undefined;

  constructor(options: CortexJobOptions) {
    this.#options = options;
    this.#folder = resolve(options.jobDir ?? DEFAULT_JOB_FOLDER);
    this.#outputFolder = join(this.#folder, 'output');
    this.#environment = options.environment ?? process.env;
    this.#startedMs = this.#now();
    this.#cutShort = new Promise(done => {
      this.#endWith = done;
    });
    this.#control.signal.addEventListener('abort', () => this.#prepareToEnd(), { once: true });
    // Until the job is found: tell it to whoever may be listening.
    const toStdout = streamDelivery(options.stdout ?? process.stdout);
    this.#delivery = existsSync(this.#folder) ? bothDeliveries(toStdout, folderDelivery(this.#outputFolder)) : toStdout;
  }

  async run(): Promise<number> {
    const watch = watchSignals(this.#options.signals ?? process, {
      onTerminate: signal => this.#control.abort(terminated(signal)),
      onKill: signal => this.#endNow(terminated(signal)),
      onCrash: error => this.#endNow(error),
      onStray: error => {
        this.#stray = describeFailure(error);
      }
    });
    try {
      return await Promise.race([this.#work(), this.#cutShort]);
    } finally {
      watch[Symbol.dispose]();
    }
  }

  async #work(): Promise<number> {
    try {
      const end = await this.#perform();
      const status = this.#deliver(end);
      await end.kernelsGone;
      return status === 'failed' ? 1 : 0;
    } catch (error) {
      this.#fail(error);
      return 1;
    } finally {
      await this.#leavePlaces();
      await this.#privateFolder?.[Symbol.asyncDispose]();
    }
  }

  async #perform(): Promise<JobEnd> {
    const { stdin = process.stdin, stdout = process.stdout, version = '0.0.0', kernelFolder } = this.#options;
    const job = await untilAborted(this.#control.signal, readJobText(this.#folder, stdin, this.#control.signal));
    const isFolder = job.answer === 'folder';
    this.#delivery = isFolder ? folderDelivery(this.#outputFolder, { reserve: true }) : streamDelivery(stdout);
    const raw = parseInputText(job.text);
    this.#redactor = createRedactor(collectSecrets(raw, this.#environment));
    this.#shownInput = shownInput(raw, this.#redactor);
    return performJob({
      raw,
      text: job.text,
      version,
      jobFolder: this.#folder,
      hasFolder: isFolder,
      startedMs: this.#startedMs,
      redactor: this.#redactor,
      environment: this.#environment,
      control: this.#control,
      shownInput: this.#shownInput,
      startKernel: start => this.#keep(this.#options.startKernel(start)),
      startElsewhere: start => this.#keep(start()),
      onEvent: this.#options.onEvent,
      kernelFolder,
      openFolder: async () => {
        this.#privateFolder = await makePrivateFolder();
        // The temporary folder that can be used is also the one for the kernels and their sockets.
        if (this.#privateFolder.parent !== tmpdir()) this.#environment.TMPDIR = this.#privateFolder.parent;
        void removeAbandonedFolders();
        return this.#privateFolder;
      },
      onPlaces: places => {
        this.#places = places;
      }
    });
  }

  async #keep(starting: Promise<Kernel>): Promise<Kernel> {
    const kernel = await starting;
    this.#kernels.add(kernel);
    void kernel.dead.then(() => this.#kernels.delete(kernel));
    return kernel;
  }

  /** What cannot be ended on a server is in the ledger, and no reason to lose a result. */
  async #leavePlaces(): Promise<void> {
    // Places that could not be reached have been left already.
    const places = await this.#places?.catch(() => undefined);
    await Promise.allSettled([places?.[Symbol.asyncDispose]()]);
  }

  /** How the job ended for Cortex: an answer that could not be written is a failure. */
  #deliver(end: JobEnd): JobEnd['status'] {
    const where = this.#redactor.redact(`Executed notebooks: ${end.storedAt.join(', ')}`);
    const problem = this.#delivery.final(redactAnswer(end.answer, this.#redactor), where);
    const status = problem === undefined ? end.status : 'failed';
    const said = end.answer.success ? undefined : end.answer.errorMessage;
    this.#log({ status, notebooks: end.notebooks, error: problem?.message ?? said ?? this.#stray });
    return status;
  }

  #fail(error: unknown): void {
    if (this.#delivery.isDone()) return;
    const message = reasonText(error);
    this.#delivery.final(redactAnswer(failureAnswer(message, this.#shownInput), this.#redactor));
    this.#log({ status: 'failed', notebooks: 0, error: message });
  }

  /**
   * The job was asked to end: a reason is put down at once, for the case that the process is killed before the result
   * is ready, which then replaces it. Whatever goes on long after is stuck. When nothing does, the process is gone.
   */
  #prepareToEnd(): void {
    const reason: unknown = this.#control.signal.reason;
    this.#delivery.provisional(redactAnswer(failureAnswer(reasonText(reason), this.#shownInput), this.#redactor));
    const afterMs = isFailure(reason) && reason.code === 'JOB_TERMINATED' ? END_AFTER_SIGNAL_MS : END_AFTER_DEADLINE_MS;
    setTimeout(() => this.#endNow(reason), afterMs).unref();
  }

  #endNow(error: unknown): void {
    this.#control.abort(error);
    this.#fail(error);
    const leftovers = [...this.#kernels].map(kernel => kernel.shutdown({ graceMs: 0 }));
    // What runs elsewhere has no process here that could be killed: it is waited for longer.
    const limitMs = this.#places === undefined ? KILL_WAIT_MS : CLEAN_UP_MS;
    // A hub's server takes its kernels with it: one that does not answer must not keep the server.
    const patience = new Promise(done => setTimeout(done, KERNELS_FIRST_MS));
    const places = Promise.race([Promise.allSettled(leftovers), patience]).then(() => this.#leavePlaces());
    const killed = Promise.allSettled([...leftovers, places, this.#privateFolder?.[Symbol.asyncDispose]()]);
    const waited = new Promise(done => setTimeout(done, limitMs));
    void Promise.race([killed, waited]).then(() => {
      this.#endWith(1);
      (this.#options.exit ?? endProcess)(1);
    });
  }

  #log(end: Pick<JobSummary, 'status' | 'notebooks'> & { readonly error: string | undefined }): void {
    const { status, notebooks, error } = end;
    const summary = {
      job: jobIdOf(this.#folder) ?? 'unknown',
      status,
      notebooks,
      durationMs: this.#now() - this.#startedMs,
      // Only this: the rest are words of ours, and somebody's password is one of them some day.
      ...(error === undefined ? {} : { error: this.#redactor.redact(error) })
    };
    const line = logLine(summary, this.#environment.HUNTBOOK_LOG);
    (this.#options.stderr ?? process.stderr).write(line);
  }

  #now(): number {
    return (this.#options.clock ?? Date.now)();
  }
}

function terminated(signal: string): JobTerminated {
  return new JobTerminated(`The worker was asked to end (${signal}) before the job was done.`, {
    hint: 'Cortex does so at the end of its job timeout.',
    details: { signal }
  });
}

function reasonText(error: unknown): string {
  return describeFailure(isFailure(error) ? error : broken(error));
}

function broken(cause: unknown): WorkerBroken {
  const what = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new WorkerBroken(`An error inside Huntbook: ${what}`, { cause });
}

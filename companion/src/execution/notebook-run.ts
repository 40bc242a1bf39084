import { isFailure, type Failure } from '../../../src/failure.js';
import { isJsonObject } from '../../../src/json/index.js';
import type { Problem } from '../../../src/problem.js';
import { KernelDied, type Kernel, type Message } from '../kernel/index.js';
import { cellTags, type CodeCell } from '../notebook/index.js';
import { RAISES_TAG, runCell, type CellOutcome } from './cell-run.js';
import { Checkpoints, SAVE_ALWAYS } from './checkpoints.js';
import { countOf } from './decode-output.js';
import { settleWithin } from './deadline.js';
import { DEFAULT_OUTPUT_LIMITS, DEFAULT_TIMES } from './defaults.js';
import { describeError } from './describe-error.js';
import { addErrorMarkers, shiftByMarkers } from './error-markers.js';
import type { EventQueue } from './event-queue.js';
import type { ExecutedNotebook, ExecuteOptions } from './execute-notebook.js';
import { CellAborted, CellError, CellTimeout, ConnectionLost, RunCancelled, type CellPlace } from './failures.js';
import { IopubRouter } from './iopub-router.js';
import { redactionOf, type Redaction } from './redaction.js';
import type { RunEvent, RunStatus } from './run-event.js';
import { incompleteOutputs, noIdle, notStored, shiftProblem } from './run-problems.js';
import { RunState } from './run-state.js';
import { runSilently } from './silent-code.js';
import { headerTime, isoUtc, systemClock, type Clock } from './time.js';
import { ToldOutputs } from './told-outputs.js';

/** Why no further cell is run. */
type End = { readonly status: RunStatus; readonly failure?: Failure };
type Heard = { readonly kernel: Kernel; readonly router: IopubRouter; readonly silence: Promise<void> };

const COMPLETED: End = { status: 'completed' };
/** Source: nbclient 0.11, `skip_cells_with_tag`. */
const SKIP_TAG = 'skip-execution';

/** One run of one notebook, from `runStarted` to `runFinished`. */
export class NotebookRun {
  readonly #options: ExecuteOptions;
  readonly #events: EventQueue;
  readonly #clock: Clock;
  readonly #redaction: Redaction | undefined;
  readonly #startedMs: number;
  readonly #state: RunState;
  readonly #checkpoints: Checkpoints | undefined;
  readonly #told: ToldOutputs;
  readonly #problems: Problem[] = [];
  #kernelGone: Promise<void> = Promise.resolve();
  readonly #captured = new Set<string>();
  #failedCell: number | undefined;
  #isKernelStuck = false;

  constructor(options: ExecuteOptions, events: EventQueue) {
    const { notebook, papermill, limits = DEFAULT_OUTPUT_LIMITS, store } = options;
    this.#options = options;
    this.#redaction = redactionOf(options);
    this.#events = events;
    this.#clock = options.clock ?? systemClock;
    this.#startedMs = this.#clock();
    this.#state = new RunState({ notebook, papermill, limits, redaction: this.#redaction, startedMs: this.#startedMs });
    this.#told = new ToldOutputs({ limits, redaction: this.#redaction });
    this.#checkpoints = store === undefined ? undefined : this.#openCheckpoints(store);
  }

  async run(): Promise<ExecutedNotebook> {
    const cellIds = this.#state.cells.map(({ cell }) => cell.id);
    this.#tell({ kind: 'runStarted', atUtc: this.#now(), cells: cellIds.length, cellIds });
    const end = await this.#runOnKernel();
    return this.#finish(end);
  }

  async #runOnKernel(): Promise<End> {
    const { signal } = this.#options;
    if (signal.aborted) return this.#cancelled();
    try {
      const starting = this.#options.kernel();
      const started = await settleWithin(starting, { signal });
      if (started.kind === 'value') return await this.#runOn(started.value);
      // Whoever starts it may not have heard of the signal yet.
      this.#kernelGone = starting.then(
        kernel => kernel.shutdown({ graceMs: 0 }),
        () => undefined
      );
      return this.#cancelled();
    } catch (cause) {
      return { status: 'failed', failure: isFailure(cause) ? cause : new ConnectionLost(cause) };
    }
  }

  async #runOn(kernel: Kernel): Promise<End> {
    const { name, info } = kernel;
    this.#state.recordKernel({ name, info });
    const language = isJsonObject(info['language_info']) ? info['language_info']['name'] : undefined;
    const spoken = typeof language === 'string' ? language : '';
    this.#tell({ kind: 'kernelStarted', atUtc: this.#now(), name, language: spoken });
    try {
      return await this.#runCells(this.#listen(kernel));
    } finally {
      this.#kernelGone = kernel.shutdown(this.#isKernelStuck ? { graceMs: 0 } : {});
    }
  }

  #listen(kernel: Kernel): Heard {
    const router = new IopubRouter({
      state: this.#state,
      onOutput: (cell, event) => this.#tell({ kind: 'cellOutput', cell, event }),
      onIncomplete: (cell, reason) => this.#addIncomplete(cell, reason),
      onChange: isOutput =>
        isOutput ? this.#checkpoints?.outputChanged(this.#told.isFlood) : this.#checkpoints?.cellProgressed(),
      onCapture: id => this.#sendCaptured(kernel, id)
    });
    return { kernel, router, silence: router.listen(kernel.iopub) };
  }

  async #runCells(heard: Heard): Promise<End> {
    const { signal, silentCode = [] } = this.#options;
    const failure = await runSilently(silentCode, { ...heard, signal });
    if (failure !== undefined) return this.#stoppedBy(failure, heard);
    for (const index of this.#state.cells.keys()) {
      if (signal.aborted) return this.#cancelled();
      const end = await this.#runCellAt(index, heard);
      if (end.status !== 'completed') return end;
    }
    return COMPLETED;
  }

  async #runCellAt(index: number, heard: Heard): Promise<End> {
    const cell = this.#state.cells[index]?.cell;
    this.#startCell(index);
    const end = cell?.cell_type === 'code' && isRun(cell) ? await this.#runCode(cell, index, heard) : COMPLETED;
    this.#finishCell(index, end);
    return end;
  }

  async #runCode(cell: CodeCell, index: number, heard: Heard): Promise<End> {
    const { signal, cellTimeoutMs: timeoutMs, interruptGraceMs = DEFAULT_TIMES.interruptGraceMs } = this.#options;
    this.#state.record(index, { timing: {} });
    const outcome = await runCell(cell, index, {
      ...heard,
      signal,
      timeoutMs,
      interruptGraceMs,
      idleAfterReplyMs: this.#options.idleAfterReplyMs ?? DEFAULT_TIMES.idleAfterReplyMs,
      timeoutReason: () => new CellTimeout({ ...this.#placeOf(index), timeoutMs: timeoutMs ?? 0 }),
      onReply: reply => this.#takeReply(index, reply),
      onNoIdle: () => this.#addProblem(noIdle(index))
    });
    return this.#endOf(outcome, cell, index, heard);
  }

  async #endOf(outcome: CellOutcome, cell: CodeCell, index: number, heard: Heard): Promise<End> {
    const redact = this.#options.redact ?? (text => text);
    switch (outcome.kind) {
      case 'ok':
        return COMPLETED;
      case 'error':
        if (cellTags(cell).includes(RAISES_TAG)) return COMPLETED;
        return failed(new CellError(describeError(this.#placeOf(index), outcome.content, redact)));
      case 'aborted':
        return failed(new CellAborted(this.#placeOf(index)));
      case 'stopped':
        this.#isKernelStuck = !outcome.isKernelFree;
        return outcome.reason instanceof CellTimeout ? failed(outcome.reason) : this.#cancelled();
      case 'lost':
        return this.#stoppedBy(outcome.cause, heard);
    }
  }

  /** The kernel cannot be asked any more, or silent code failed. */
  async #stoppedBy(cause: unknown, { kernel }: Heard): Promise<End> {
    if (this.#options.signal.aborted && cause === this.#options.signal.reason) return this.#cancelled();
    const death = await settleWithin(kernel.dead, { ms: DEFAULT_TIMES.replyAfterSilenceMs });
    const redact = this.#options.redact ?? (text => text);
    if (death.kind === 'value') {
      return failed(new KernelDied(kernel.name, { ...death.value, stderrTail: redact(death.value.stderrTail) }));
    }
    return failed(isFailure(cause) ? cause : new ConnectionLost(cause));
  }

  #startCell(index: number): void {
    const startedMs = this.#clock();
    this.#state.record(index, { status: 'running', startedMs });
    this.#tell({ kind: 'cellStarted', cell: index, atUtc: isoUtc(startedMs) });
  }

  #finishCell(index: number, end: End): void {
    const endedMs = this.#clock();
    const status = end.status === 'completed' ? 'completed' : 'failed';
    if (status === 'failed') this.#failedCell = index;
    this.#state.record(index, { status, endedMs });
    this.#checkpoints?.cellFinished();
    const record = this.#state.cells[index];
    const durationMs = endedMs - (record?.startedMs ?? endedMs);
    const executionCount = record?.executionCount ?? null;
    for (const told of this.#told.rest(index)) this.#events.push({ kind: 'cellOutput', ...told });
    this.#tell({ kind: 'cellFinished', cell: index, atUtc: isoUtc(endedMs), durationMs, status, executionCount });
  }

  #takeReply(index: number, reply: Message): void {
    this.#state.recordTime(index, 'shell.execute_reply', headerTime(reply.header.date));
    const executionCount = countOf(reply.content);
    // An aborted cell was not run; kernels answer it with the count of the cell before.
    if (executionCount !== undefined && reply.content['status'] !== 'aborted')
      this.#state.record(index, { executionCount });
  }

  /** Tells the kernel what its Output widget shows. Source: nbclient 0.11 `output_widget.py`; there once per message. */
  #sendCaptured(kernel: Kernel, id: string): void {
    if (this.#captured.has(id)) return;
    this.#captured.add(id);
    setImmediate(() => {
      this.#captured.delete(id);
      const state = { outputs: this.#state.capturedOutputs(id) ?? [] };
      const request = kernel.request('comm_msg', { comm_id: id, data: { method: 'update', state, buffer_paths: [] } });
      // Nobody answers a comm message; it rejects when the kernel goes.
      request.reply.catch(() => undefined);
    });
  }

  #cancelled(): End {
    const reason: unknown = this.#options.signal.reason;
    return { status: 'cancelled', failure: isFailure(reason) ? reason : new RunCancelled(reason) };
  }

  async #finish(end: End): Promise<ExecutedNotebook> {
    const endedMs = this.#clock();
    this.#state.recordEnd(endedMs);
    const closing = this.#checkpoints?.close() ?? Promise.resolve();
    await settleWithin(closing, { ms: DEFAULT_TIMES.lastCheckpointMs });
    for (const problem of this.#state.problems()) this.#addProblem(problem);
    const durationMs = endedMs - this.#startedMs;
    for (const told of this.#told.rest()) this.#events.push({ kind: 'cellOutput', ...told });
    this.#events.push({ kind: 'runFinished', atUtc: isoUtc(endedMs), durationMs, status: end.status });
    return this.#executed(end);
  }

  #executed(end: End): ExecutedNotebook {
    // Whoever does not care when the kernel is gone must not be told by an unhandled rejection.
    this.#kernelGone.catch(() => undefined);
    const notebook = this.#state.toNotebook();
    const failed = this.#failedCell;
    const completedCells = this.#state.cells.filter(record => record.status === 'completed').length;
    const rest = { status: end.status, completedCells, kernelGone: this.#kernelGone };
    const failure = end.failure === undefined ? {} : { failure: end.failure };
    if (failed === undefined) return { notebook, problems: this.#problems, ...rest, ...failure };
    const cells = addErrorMarkers(notebook.cells, failed, this.#placeOf(failed).executionCount);
    const problems = this.#problems.map(problem => shiftProblem(problem, failed));
    return {
      notebook: { ...notebook, cells },
      problems,
      failedCell: shiftByMarkers(failed, failed),
      ...rest,
      ...failure
    };
  }

  #openCheckpoints(store: (text: string) => Promise<void>): Checkpoints {
    return new Checkpoints({
      store,
      text: () => this.#state.toText(),
      onFailure: cause => this.#addProblem(notStored(cause, this.#options.redact)),
      policy: this.#options.savePolicy ?? SAVE_ALWAYS
    });
  }

  /** Once for a cell, however often the server says so. */
  #addIncomplete(cell: number, reason: string): void {
    const problem = incompleteOutputs(cell, reason);
    const isKnown = this.#problems.some(({ code, at }) => code === problem.code && at.cell === cell);
    if (!isKnown) this.#addProblem(problem);
  }

  #addProblem(problem: Problem): void {
    this.#problems.push(problem);
    this.#tell({ kind: 'problemFound', problem });
  }

  #tell(event: RunEvent): void {
    if (event.kind !== 'cellOutput') return this.#events.push(event);
    for (const told of this.#told.take(event.cell, event.event)) this.#events.push({ ...event, ...told });
  }

  #placeOf(index: number): CellPlace {
    return { cell: index, executionCount: this.#state.cells[index]?.executionCount ?? null };
  }

  #now(): string {
    return isoUtc(this.#clock());
  }
}

function isRun(cell: CodeCell): boolean {
  return cell.source.trim() !== '' && !cellTags(cell).includes(SKIP_TAG);
}

function failed(failure: Failure): End {
  return { status: 'failed', failure };
}

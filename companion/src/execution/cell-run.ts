import type { JsonObject } from '../../../src/json/index.js';
import type { Kernel, Message } from '../kernel/index.js';
import { cellTags, type CodeCell } from '../notebook/index.js';
import { branch, settleWithin } from './deadline.js';
import { DEFAULT_TIMES } from './defaults.js';
import type { IopubRouter } from './iopub-router.js';

/** How the kernel's part of a cell ended. `stopped`: by a signal, which says why; `isKernelFree` tells whether it obeyed. */
export type CellOutcome =
  | { readonly kind: 'ok' }
  | { readonly kind: 'error'; readonly content: JsonObject }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'stopped'; readonly reason: unknown; readonly isKernelFree: boolean }
  | { readonly kind: 'lost'; readonly cause: unknown };

export type CellRunOptions = {
  readonly kernel: Kernel;
  readonly router: IopubRouter;
  /** Settles when nothing more will be heard from the kernel. */
  readonly silence: Promise<void>;
  readonly signal: AbortSignal;
  readonly timeoutMs: number | undefined;
  readonly timeoutReason: () => unknown;
  readonly interruptGraceMs: number;
  readonly idleAfterReplyMs: number;
  readonly onReply: (reply: Message) => void;
  /** The reply came, but the kernel never said that it is idle. */
  readonly onNoIdle: () => void;
};

/** A cell with this tag fails on purpose; the run goes on and does not fail. Source: nbclient 0.11. */
export const RAISES_TAG = 'raises-exception';

/**
 * Runs one code cell and waits for its reply and for the kernel's idle, in any order; after the reply no longer than
 * `idleAfterReplyMs` for the idle. When the signal ends or the time is over, the kernel is interrupted and has a grace to obey.
 * Source: Jupyter messaging 5.4, "Execute"; nbclient 0.11 `async_execute_cell`.
 */
export async function runCell(cell: CodeCell, index: number, options: CellRunOptions): Promise<CellOutcome> {
  const { kernel, router, silence, signal } = options;
  const request = kernel.request('execute_request', {
    code: cell.source,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: !cellTags(cell).includes(RAISES_TAG)
  });
  const idle = Promise.race([router.expect(request.id, index).then(() => true), silence.then(() => false)]);
  const answer = waitForReply(request.reply, silence);
  using limit = branch(signal, options.timeoutMs, options.timeoutReason);
  const waited = await settleWithin(answer, { signal: limit.signal });
  // A reply that is already here counts, although the signal ended before anybody looked at it.
  const first = waited.kind === 'value' ? waited : await settleWithin(answer, { ms: 0 });
  if (first.kind !== 'value') return stop(answer, idle, { ...options, reason: limit.signal.reason });
  if (first.value.kind === 'lost') return first.value;
  options.onReply(first.value.reply);
  const heard = await settleWithin(idle, { ms: options.idleAfterReplyMs, signal });
  if (heard.kind === 'late' || (heard.kind === 'value' && !heard.value)) options.onNoIdle();
  return outcomeOf(first.value.reply.content);
}

type Answer = { readonly kind: 'reply'; readonly reply: Message } | { readonly kind: 'lost'; readonly cause: unknown };

/** The reply, or why there is none. Last words of a dying kernel are taken in first. */
async function waitForReply(reply: Promise<Message>, silence: Promise<void>): Promise<Answer> {
  const answer: Promise<Answer> = reply.then(
    message => ({ kind: 'reply' as const, reply: message }),
    async (cause: unknown) => {
      await settleWithin(silence, { ms: DEFAULT_TIMES.lastMessagesMs });
      return { kind: 'lost' as const, cause };
    }
  );
  const silent = silence.then(async (): Promise<Answer> => {
    const late = await settleWithin(answer, { ms: DEFAULT_TIMES.replyAfterSilenceMs });
    return late.kind === 'value' ? late.value : { kind: 'lost', cause: undefined };
  });
  return Promise.race([answer, silent]);
}

type StopOptions = CellRunOptions & { readonly reason: unknown };

/** Interrupts the cell; true when the kernel then ended it in time. */
async function stop(answer: Promise<Answer>, idle: Promise<boolean>, options: StopOptions): Promise<CellOutcome> {
  const { kernel, interruptGraceMs, reason, onReply } = options;
  const ended = answer.then(async value => {
    if (value.kind === 'reply') onReply(value.reply);
    return idle;
  });
  // A kernel that cannot be interrupted does not obey, and is killed by the caller.
  kernel.interrupt().catch(() => undefined);
  const { kind } = await settleWithin(ended, { ms: interruptGraceMs });
  return { kind: 'stopped', reason, isKernelFree: kind === 'value' };
}

function outcomeOf(content: JsonObject): CellOutcome {
  if (content['status'] === 'error') return { kind: 'error', content };
  // `abort` is what kernels before protocol 5.1 say.
  if (content['status'] === 'aborted' || content['status'] === 'abort') return { kind: 'aborted' };
  return { kind: 'ok' };
}

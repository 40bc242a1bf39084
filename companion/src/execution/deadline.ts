/** A branch of the tree of signals: ends with its parent, or after a time with a reason of its own. */
export type Branch = Disposable & { readonly signal: AbortSignal };

// Longer waits overflow the timer and would fire at once. Source: Node 20, "timers", `setTimeout`.
const LONGEST_MS = 2_147_483_647;

/**
 * A signal that ends with `parent`, or after `ms` with `reason()`; the first reason wins. Disposing it removes timer and
 * listener: `AbortSignal.any` would keep one listener per cell alive on the signal of the job.
 */
export function branch(parent: AbortSignal, ms?: number, reason?: () => unknown): Branch {
  const controller = new AbortController();
  const follow = (): void => controller.abort(parent.reason);
  if (parent.aborted) follow();
  parent.addEventListener('abort', follow, { once: true });
  const timer = ms === undefined ? undefined : setTimeout(() => controller.abort(reason?.()), Math.min(ms, LONGEST_MS));
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      parent.removeEventListener('abort', follow);
    }
  };
}

/** What came first: the promise settled (it rejects as the promise does), the time was over, or the signal ended. */
export async function settleWithin<T>(
  promise: Promise<T>,
  options: { readonly ms?: number; readonly signal?: AbortSignal }
): Promise<{ readonly kind: 'value'; readonly value: T } | { readonly kind: 'late' } | { readonly kind: 'aborted' }> {
  const { ms, signal } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort: (() => void) | undefined;
  const late = new Promise<{ kind: 'late' } | { kind: 'aborted' }>(resolve => {
    if (ms !== undefined) timer = setTimeout(() => resolve({ kind: 'late' }), Math.min(ms, LONGEST_MS));
    onAbort = () => resolve({ kind: 'aborted' });
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise.then(value => ({ kind: 'value' as const, value })), late]);
  } finally {
    clearTimeout(timer);
    if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort);
  }
}

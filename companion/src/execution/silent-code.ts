import type { Secret } from '../../../src/secret.js';
import type { Kernel } from '../kernel/index.js';
import { settleWithin } from './deadline.js';
import { errorOf } from './decode-output.js';
import { SilentCodeFailed } from './failures.js';

type SilentOptions = { readonly kernel: Kernel; readonly silence: Promise<void>; readonly signal: AbortSignal };

/**
 * Sends code that nobody may see: without history, without outputs, and nothing of it is told when it fails. Gives
 * why it failed: a `SilentCodeFailed`, the reason of the signal, or what the kernel's request rejected with.
 */
export async function runSilently(codes: readonly Secret[], options: SilentOptions): Promise<unknown> {
  const { kernel, silence, signal } = options;
  for (const code of codes) {
    const { reply } = kernel.request('execute_request', {
      code: code.reveal(),
      silent: true,
      store_history: false,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true
    });
    try {
      const answer = await settleWithin(Promise.race([reply, silence]), { signal });
      if (answer.kind !== 'value') return signal.reason;
      if (answer.value === undefined) return new SilentCodeFailed('the kernel is gone');
      const { content } = answer.value;
      if (content['status'] !== 'ok') return new SilentCodeFailed(nameOf(errorOf(content).ename));
    } catch (cause) {
      return cause;
    }
  }
  return undefined;
}

/** The name of an exception is told only if it is one: a kernel could put anything there. */
function nameOf(ename: string): string {
  return /^[A-Za-z_][\w.]{0,99}$/.test(ename) ? ename : 'an error';
}

import type { Conversation } from '../conversation.js';
import { RemoteReplyLost } from './failures.js';
import { incomplete } from './remote-kernel.js';

/**
 * After a connection was had again: cells that ran while it was dead miss outputs (all but those in `unsent`, which the
 * kernel does not know yet; undefined when nothing is lost). And if the kernel answers us now while the reply to a cell is
 * not here, that reply was sent into the dead connection and will never come. Source: facts/spike-hub §0.9.
 */
export function reconcile(conversation: Conversation, unsent: ReadonlySet<string> | undefined): void {
  // What is asked from now on comes after our question, and its answer too: only these can be lost.
  const before = conversation.pendingOnShell;
  const lossy = unsent === undefined ? [] : before.filter(id => !unsent.has(id));
  for (const id of lossy) conversation.iopub.push(incomplete({ msg_id: id }, 'reconnect'));
  const { reply } = conversation.request('kernel_info_request', {});
  void reply.then(
    () => conversation.lose(before, new RemoteReplyLost()),
    () => undefined
  );
}

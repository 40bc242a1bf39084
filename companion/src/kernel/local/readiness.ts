import { setTimeout as wait } from 'node:timers/promises';
import type { JsonObject } from '../../../../src/json/index.js';
import type { Conversation } from '../conversation.js';
import { KERNEL_DEFAULTS } from '../defaults.js';

/**
 * The content of the kernel's `kernel_info_reply`, once that has arrived and IOPub was heard.
 * ipykernel 7 announces our subscription (`iopub_welcome`), so the first reply is the end; kernels without that can
 * publish before we are subscribed, and are asked again until something is heard. No fixed sleeps: nbclient's cost 0.2 s.
 */
export async function becomeReady(conversation: Conversation, signal: AbortSignal): Promise<JsonObject> {
  const reply = await conversation.request('kernel_info_request', {}, { signal }).reply;
  while (!(await isHeardWithin(conversation, KERNEL_DEFAULTS.nudgeMs, signal))) {
    conversation.request('kernel_info_request', {}, { signal });
  }
  return reply.content;
}

async function isHeardWithin(conversation: Conversation, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      conversation.heard.then(() => true),
      wait(timeoutMs, false, { signal: AbortSignal.any([signal, timer.signal]) })
    ]);
  } finally {
    timer.abort();
  }
}

import type { JsonObject } from '../../../src/json/index.js';
import type { DisplayData, ErrorOutput, ExecuteResult, StreamOutput } from '../notebook/index.js';

export type Bundle = { readonly data: JsonObject; readonly metadata: JsonObject };

/** One thing a kernel said about a cell's outputs: decoded, and matched to its request by the caller. */
export type OutputEvent =
  | { readonly kind: 'stream'; readonly output: StreamOutput }
  | { readonly kind: 'error'; readonly output: ErrorOutput }
  | { readonly kind: 'display'; readonly output: DisplayData | ExecuteResult; readonly displayId?: string }
  | { readonly kind: 'update'; readonly bundle: Bundle; readonly displayId: string }
  | { readonly kind: 'clear'; readonly wait: boolean };

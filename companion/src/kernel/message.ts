import type { JsonObject } from '../../../src/json/index.js';

export type Channel = 'shell' | 'control' | 'iopub' | 'stdin';

/** Spelling is the wire's. Source: Jupyter messaging 5.4, "General Message Format"; `subshell_id` since 5.5. */
export type MessageHeader = {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
  readonly subshell_id?: string;
};

/** One decoded message of the Jupyter protocol, whatever carried it. `content` keeps numbers exact. */
export type Message = {
  readonly channel: Channel;
  readonly header: MessageHeader;
  readonly parentHeader: Partial<MessageHeader>;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
  readonly buffers: readonly Uint8Array[];
};

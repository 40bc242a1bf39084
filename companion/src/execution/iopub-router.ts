import { INCOMPLETE, LEFT_OUT, type Message } from '../kernel/index.js';
import { countOf, decodeOutput } from './decode-output.js';
import type { OutputEvent } from './output-event.js';
import type { RunState } from './run-state.js';
import { headerTime } from './time.js';

type RouterOptions = {
  readonly state: RunState;
  /** An output of a cell, also when an Output widget takes it. */
  readonly onOutput: (cell: number, event: OutputEvent) => void;
  /** Outputs of a cell were lost between its kernel and us. */
  readonly onIncomplete: (cell: number, reason: string) => void;
  /** Something that a checkpoint would store changed: outputs, or only what is known of a cell. */
  readonly onChange: (isOutput: boolean) => void;
  /** An Output widget holds other outputs than before. */
  readonly onCapture: (widgetId: string) => void;
};

type Expected = { readonly cell: number; readonly markIdle: () => void };

/**
 * Brings what the kernel says to the cell that asked for it, by the id of the request: also after the cell is done,
 * for threads print late. What belongs to nobody's request is dropped.
 * Source: nbclient 0.11 `process_message`; it stops listening to a cell at its idle.
 */
export class IopubRouter {
  readonly #options: RouterOptions;
  readonly #expected = new Map<string, Expected>();

  constructor(options: RouterOptions) {
    this.#options = options;
  }

  /** Resolves when the kernel says that it is idle again after this request. */
  expect(requestId: string, cell: number): Promise<void> {
    return new Promise(resolve => this.#expected.set(requestId, { cell, markIdle: resolve }));
  }

  /** Takes all messages; resolves when there will be no more, for whatever reason. */
  async listen(messages: AsyncIterable<Message>): Promise<void> {
    try {
      for await (const message of messages) this.take(message);
    } catch {
      // Silence is all that matters here: who waits for a reply learns the reason from the kernel.
    }
  }

  take(message: Message): void {
    const requestId = message.parentHeader.msg_id;
    const expected = requestId === undefined ? undefined : this.#expected.get(requestId);
    if (requestId === undefined || expected === undefined) return;
    const { state, onChange } = this.#options;
    const { cell } = expected;
    const executionCount = countOf(message.content);
    if (executionCount !== undefined) state.record(cell, { executionCount });
    const type = message.header.msg_type;
    if (type === 'status') this.#takeStatus(message, expected);
    else if (type === 'execute_input') state.recordTime(cell, 'iopub.execute_input', headerTime(message.header.date));
    else if (type === LEFT_OUT) this.#takeLeftOut(message, cell);
    else if (type === INCOMPLETE) this.#options.onIncomplete(cell, reasonOf(message));
    else if (type.startsWith('comm')) state.addComm(message);
    else this.#takeOutput(message, cell, requestId);
    onChange(type !== 'status' && type !== 'execute_input');
  }

  #takeStatus(message: Message, expected: Expected): void {
    const state = message.content['execution_state'];
    if (state !== 'busy' && state !== 'idle') return;
    this.#options.state.recordTime(expected.cell, `iopub.status.${state}`, headerTime(message.header.date));
    if (state === 'idle') expected.markIdle();
  }

  #takeLeftOut({ content: { messages, bytes } }: Message, cell: number): void {
    // A kernel could send such a message itself: then it cuts its own outputs.
    if (typeof messages === 'number' && typeof bytes === 'number')
      this.#options.state.addLeftOut(cell, messages, bytes);
  }

  #takeOutput(message: Message, cell: number, requestId: string): void {
    const event = decodeOutput(message);
    if (event === undefined) return;
    const { state, onOutput, onCapture } = this.#options;
    const widget = event.kind === 'update' ? undefined : state.capturing(requestId);
    state.addOutput(widget ?? cell, event);
    onOutput(cell, event);
    if (widget !== undefined) onCapture(widget);
  }
}

function reasonOf({ content: { reason } }: Message): string {
  return typeof reason === 'string' ? reason : '';
}

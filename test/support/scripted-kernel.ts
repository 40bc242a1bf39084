import type { JsonObject } from '../../src/json/index.js';
import {
  KernelDied,
  type Kernel,
  type KernelDeath,
  type KernelRequest,
  type Message
} from '../../companion/src/kernel/index.js';

/** What a script can do while the kernel has one request. */
export type Scene = {
  readonly code: string;
  readonly count: number;
  readonly kernel: ScriptedKernel;
  iopub(msgType: string, content: JsonObject, extra?: { buffers?: readonly Uint8Array[]; parentId?: string }): void;
  print(text: string, name?: string): void;
  busy(): void;
  idle(): void;
  reply(content?: JsonObject): void;
};

export type Script = (scene: Scene) => void | Promise<void>;

/** What a well-behaved kernel does around the outputs of a cell. */
export function cell(outputs: Script = () => undefined, reply: JsonObject = {}): Script {
  return async scene => {
    scene.busy();
    scene.iopub('execute_input', { code: scene.code, execution_count: scene.count });
    await outputs(scene);
    scene.reply(reply);
    scene.idle();
  };
}

export function raise(ename: string, evalue = ''): Script {
  const error = { ename, evalue, traceback: ['\u001b[31mTraceback\u001b[0m', `${ename}: ${evalue}`] };
  return cell(scene => scene.iopub('error', error), { status: 'error', ...error });
}

const PLAIN_DEATH: KernelDeath = { expected: false, exitCode: 1, signal: null, outOfMemory: false, stderrTail: '' };

/** A kernel in memory that plays a script per code; codes without one print nothing and succeed. */
export class ScriptedKernel implements Kernel {
  readonly name: string = 'python3';
  readonly info: JsonObject = { language_info: { name: 'python', version: '3.12.0' }, protocol_version: '5.3' };
  readonly dead: Promise<KernelDeath>;
  readonly requests: { readonly msgType: string; readonly content: JsonObject }[] = [];
  readonly calls: string[] = [];
  /** What `interrupt` does; by default nothing, as a kernel that ignores it. */
  onInterrupt: () => void = () => undefined;

  readonly #scripts: { readonly [code: string]: Script };
  readonly #pending = new Map<string, { resolve: (message: Message) => void; reject: (cause: unknown) => void }>();
  #queue: Message[] = [];
  #wake: (() => void) | undefined;
  #hasEnded = false;
  #die: (death: KernelDeath) => void = () => undefined;
  #death: KernelDeath | undefined;
  #count = 0;
  #ids = 0;

  constructor(scripts: { readonly [code: string]: Script } = {}) {
    this.#scripts = scripts;
    this.dead = new Promise(resolve => {
      this.#die = resolve;
    });
  }

  get iopub(): AsyncIterable<Message> {
    return this.#messages();
  }

  request(msgType: string, content: JsonObject): KernelRequest {
    this.requests.push({ msgType, content });
    const id = `request-${(this.#ids += 1)}`;
    const reply = new Promise<Message>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    reply.catch(() => undefined);
    if (this.#death !== undefined) this.#pending.get(id)?.reject(new KernelDied(this.name, this.#death));
    else if (msgType === 'execute_request') queueMicrotask(() => void this.#play(id, content));
    return { id, reply };
  }

  interrupt(): Promise<void> {
    this.calls.push('interrupt');
    this.onInterrupt();
    return Promise.resolve();
  }

  shutdown(options: { readonly graceMs?: number } = {}): Promise<void> {
    this.calls.push(options.graceMs === 0 ? 'kill' : 'shutdown');
    this.die({ ...PLAIN_DEATH, expected: true, exitCode: 0 });
    return Promise.resolve();
  }

  die(death: Partial<KernelDeath> = {}): void {
    if (this.#death !== undefined) return;
    this.#death = { ...PLAIN_DEATH, ...death };
    for (const pending of this.#pending.values()) pending.reject(new KernelDied(this.name, this.#death));
    this.#hasEnded = true;
    this.#wake?.();
    this.#die(this.#death);
  }

  /** Ends the messages without a death, as a closed connection does. */
  disconnect(): void {
    this.#hasEnded = true;
    this.#wake?.();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  async #play(id: string, content: JsonObject): Promise<void> {
    const code = typeof content['code'] === 'string' ? content['code'] : '';
    if (content['silent'] !== true) this.#count += 1;
    await (this.#scripts[code] ?? cell())(this.#scene(id, code, this.#count));
  }

  #scene(id: string, code: string, count: number): Scene {
    const header = (msgType: string): Message['header'] => ({
      msg_id: `kernel-${(this.#ids += 1)}`,
      msg_type: msgType,
      session: 'kernel',
      username: 'kernel',
      date: '2026-11-22T20:00:00.123456Z',
      version: '5.3'
    });
    const send: Scene['iopub'] = (msgType, content, extra = {}) => {
      if (this.#hasEnded) return;
      const parentHeader = { msg_id: extra.parentId ?? id };
      const buffers = extra.buffers ?? [];
      this.#queue.push({ channel: 'iopub', header: header(msgType), parentHeader, metadata: {}, content, buffers });
      this.#wake?.();
    };
    return {
      code,
      count,
      kernel: this,
      iopub: send,
      print: (text, name = 'stdout') => send('stream', { name, text }),
      busy: () => send('status', { execution_state: 'busy' }),
      idle: () => send('status', { execution_state: 'idle' }),
      reply: (content = {}) => {
        const full = { status: 'ok', execution_count: count, ...content };
        const message: Omit<Message, 'content'> = {
          channel: 'shell',
          header: header('execute_reply'),
          parentHeader: { msg_id: id },
          metadata: {},
          buffers: []
        };
        this.#pending.get(id)?.resolve({ ...message, content: full });
        this.#pending.delete(id);
      }
    };
  }

  async *#messages(): AsyncGenerator<Message, void> {
    for (;;) {
      const messages = this.#queue;
      this.#queue = [];
      if (messages.length > 0) yield* messages;
      else if (this.#hasEnded) return;
      else {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    }
  }
}

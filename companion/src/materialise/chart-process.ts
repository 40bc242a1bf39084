import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { CHART_BUDGET } from './budget.js';
import type { DrawReply } from './drawing.js';

export type DrawOptions = { readonly timeoutMs: number; readonly signal: AbortSignal };

/** What the build puts beside the bundle. It holds Vega; this process never loads it. */
export const DRAW_PROGRAM = 'charts.cjs';

/**
 * A process that draws charts, one after the other: what a chart does there (loop, fill the memory, crash) ends that
 * process and not this one. It starts with the first chart, makes no code of texts, and knows neither our environment
 * nor our files' names. The caller disposes of it.
 */
export class ChartProcess implements Disposable {
  readonly #program: string;
  #child: ChildProcessByStdio<Writable, Readable, null> | undefined;

  constructor(program: string = join(__dirname, DRAW_PROGRAM)) {
    this.#program = program;
  }

  /** The drawing for a `DrawRequest` as JSON, or why there is none. Never rejects; after a failure of the process the next call starts a new one. */
  async draw(request: string, { timeoutMs, signal }: DrawOptions): Promise<DrawReply> {
    if (signal.aborted) return { failure: STOPPED };
    const child = (this.#child ??= start(this.#program));
    const reply = await new Promise<DrawReply>(done => {
      const chunks: string[] = [];
      const onData = (chunk: string): void => {
        chunks.push(chunk);
        if (chunk.endsWith('\n')) end(readReply(chunks.join('')));
      };
      const onGone = (): void => end({ failure: 'it took more memory or time than a chart may' });
      const onError = (): void => end({ failure: 'the program that draws could not be started' });
      const onAbort = (): void => end({ failure: STOPPED });
      const timer = setTimeout(() => end({ failure: `it took longer than ${timeoutMs / 1000} s` }), timeoutMs);
      const end = (result: DrawReply): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        child.stdout.off('data', onData);
        child.off('close', onGone).off('error', onError);
        done(result);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      child.stdout.on('data', onData);
      child.once('close', onGone).once('error', onError);
      child.stdin.write(`${request}\n`);
    });
    // What a chart that failed left behind in there, a timer or half a loop, must not be the next one's.
    if ('failure' in reply) this[Symbol.dispose]();
    return reply;
  }

  [Symbol.dispose](): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill('SIGKILL');
  }
}

const STOPPED = 'the run was stopped';

/** `ulimit` where there is one; elsewhere the heap and the time limit are what holds. */
const LIMITED = 'ulimit -t "$1" 2>/dev/null; ulimit -d "$2" 2>/dev/null; ulimit -c 0 2>/dev/null; shift 2; exec "$@"';

function start(program: string): ChildProcessByStdio<Writable, Readable, null> {
  const { cpuSeconds, memoryMegabytes, heapMegabytes } = CHART_BUDGET;
  const node = [
    process.execPath,
    `--max-old-space-size=${heapMegabytes}`,
    '--disallow-code-generation-from-strings',
    program
  ];
  const limits = [String(cpuSeconds), String(memoryMegabytes * 1024)];
  const child = spawn('/bin/sh', ['-c', LIMITED, 'huntbook-charts', ...limits, ...node], {
    cwd: '/',
    // Times are the same wherever a notebook is drawn; nothing of ours is anybody's to read in there.
    env: { TZ: 'UTC', LANG: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'ignore']
  });
  child.stdout.setEncoding('utf8');
  // The reply tells; a process that is gone cannot be written to.
  child.stdin.on('error', () => undefined);
  child.on('error', () => undefined);
  return child;
}

function readReply(line: string): DrawReply {
  try {
    const reply: unknown = JSON.parse(line);
    if (typeof reply === 'object' && reply !== null) {
      if ('svg' in reply && typeof reply.svg === 'string') return { svg: reply.svg };
      if ('failure' in reply && typeof reply.failure === 'string') return { failure: reply.failure };
      if ('refused' in reply && Array.isArray(reply.refused)) return { refused: reply.refused.map(String) };
    }
  } catch {
    // Said below: whatever it was, it is no reply.
  }
  return { failure: 'the program that draws said nothing that could be read' };
}

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { startService, type RunningService, type ServiceOptions } from '../../companion/src/service/index.js';
import type { ErrorAnswer, Job, JobRequest } from '../../src/service-api/index.js';
import { notebookJson } from './cortex-driver.js';

/** For a state to come on a machine under load. */
const PATIENCE_MS = 30_000;
/** Does what the observable says. */
export const FAKE_WORKER = resolve(__dirname, 'fake-worker-program.mjs');

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: <Shape = Record<string, unknown>>() => Shape;
};

export type AskOptions = {
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

/** One request over a socket, as a program sends it; with a body it is JSON and says so. */
export function askSocket(
  socketPath: string,
  [method, path]: readonly [method: string, path: string],
  { body, raw, headers = {} }: AskOptions = {}
): Promise<Answer> {
  const bytes = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Promise((done, fail) => {
    const sent = request(
      {
        socketPath,
        method,
        path,
        headers: {
          'x-huntbook': '1',
          ...(bytes === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) }),
          ...headers
        }
      },
      response => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          done({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: <Shape>() => JSON.parse(text) as Shape
          })
        );
        response.on('error', fail);
      }
    );
    sent.on('error', fail);
    sent.end(bytes);
  });
}

/** A service in folders of its own, with a fake worker that does what the observable says. */
export class ServiceScene {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'svc-')));
  readonly root = join(this.path, 'root');
  readonly state = join(this.path, 'state');
  readonly socket = join(this.path, 'run', 's');
  readonly reported: unknown[] = [];
  #service: RunningService | undefined;

  constructor(files: Readonly<Record<string, string>> = {}) {
    mkdirSync(this.root);
    const all = {
      'a.ipynb': notebookJson([{ source: '1' }]),
      'sub/b.ipynb': notebookJson([{ source: '2' }]),
      ...files
    };
    for (const [name, text] of Object.entries(all)) this.write(name, text);
  }

  write(name: string, text = ''): void {
    const path = join(this.root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  async start(options: Partial<ServiceOptions> = {}): Promise<RunningService> {
    this.#service = await startService({
      root: this.root,
      stateFolder: this.state,
      place: { socket: this.socket },
      pythons: [],
      workerCommand: [process.execPath, FAKE_WORKER],
      environment: process.env,
      version: '1.2.3',
      diagnose: () => Promise.resolve([]),
      report: error => this.reported.push(error),
      ...options
    });
    return this.#service;
  }

  /** Ends the service in order. */
  async stop(): Promise<void> {
    await this.#service?.stop();
    this.#service = undefined;
  }

  ask(method: string, path: string, options: AskOptions = {}): Promise<Answer> {
    return askSocket(this.socket, [method, path], options);
  }

  /** Starts a run of `a.ipynb` on an observable that tells the fake worker what to do. */
  async run(steps: string, more: Partial<JobRequest> = {}): Promise<Job> {
    const body: JobRequest = { notebook: 'a.ipynb', input: { dataType: 'other', data: steps }, ...more };
    const answer = await this.ask('POST', '/jobs', { body });
    if (answer.status !== 202) throw new Error(`${String(answer.status)} ${answer.text}`);
    return answer.json<Job>();
  }

  async job(id: string): Promise<Job> {
    return (await this.ask('GET', `/jobs/${id}`)).json<Job>();
  }

  /** The run once it has one of the states; states are waited for, never times. */
  async until(id: string, ...statuses: readonly Job['status'][]): Promise<Job> {
    const limitMs = Date.now() + PATIENCE_MS;
    for (;;) {
      const job = await this.job(id);
      if (statuses.includes(job.status)) return job;
      if (Date.now() > limitMs)
        throw new Error(`The run is ${job.status}, not ${statuses.join(' or ')}: ${JSON.stringify(job)}`);
      await new Promise(next => setTimeout(next, 20));
    }
  }

  ended(id: string): Promise<Job> {
    return this.until(id, 'completed', 'partial', 'failed', 'cancelled', 'interrupted');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.path, { recursive: true, force: true });
  }
}

export const codeOf = (answer: Answer): string => answer.json<ErrorAnswer>().error.code;

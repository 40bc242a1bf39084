import { createEventReader } from './event-stream.js';
import { ServiceAbsent, ServiceRefused } from './failures.js';
import type {
  Comparison,
  Deleted,
  ErrorAnswer,
  EventPage,
  Health,
  Job,
  JobEvent,
  JobList,
  JobRequest,
  ParameterForm,
  SampleFile,
  SampleUpdate,
  TextPage
} from './types.js';

export type ServiceRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type ServiceResponse = {
  readonly status: number;
  readonly text: () => Promise<string>;
  /** The body as text while it comes, decoded as UTF-8. */
  readonly pieces: () => AsyncIterable<string>;
};

/**
 * Sends a request to a path of the service and adds what the server wants: base address, token, XSRF. In JupyterLab that is
 * `ServerConnection.makeRequest`. It follows no redirect to a login, and rejects when nobody answers.
 */
export type Send = (path: string, request: ServiceRequest) => Promise<ServiceResponse>;

/** What a reader of a run meets: how it goes, and what happens in it. The last one is a `job` that has ended. */
export type Followed =
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'run'; readonly event: JobEvent; readonly cursor: number };

/** Asks the companion service. All functions reject with SERVICE_REFUSED or SERVICE_ABSENT. */
export type ServiceClient = {
  readonly health: (extension?: string) => Promise<Health>;
  readonly start: (request: JobRequest) => Promise<Job>;
  readonly list: (page?: {
    readonly notebook?: string;
    readonly before?: string;
    readonly limit?: number;
  }) => Promise<JobList>;
  readonly job: (id: string) => Promise<Job>;
  readonly cancel: (id: string) => Promise<Job>;
  readonly remove: (id: string) => Promise<Deleted>;
  readonly events: (id: string, page?: { readonly cursor?: number; readonly waitMs?: number }) => Promise<EventPage>;
  /** Follows a run to its end, over as many streams as that takes. */
  readonly follow: (id: string, cursor?: number) => AsyncGenerator<Followed, void>;
  /** A part of a run, whole. */
  readonly text: (id: string, part: 'result' | 'report' | 'notebook') => Promise<string>;
  readonly compare: (id: string, other: string) => Promise<Comparison>;
  readonly expectation: (id: string) => Promise<Comparison>;
  readonly samples: (notebook: string) => Promise<SampleFile>;
  readonly saveSamples: (notebook: string, update: SampleUpdate) => Promise<SampleFile>;
  readonly form: (notebook: string, content?: JobRequest['content']) => Promise<ParameterForm>;
};

/** Forces a browser to ask before it sends a request to somebody else's service. */
const CLIENT_HEADERS = { 'X-Huntbook': '1' } as const;
const JSON_HEADERS = { ...CLIENT_HEADERS, 'Content-Type': 'application/json', Accept: 'application/json' } as const;
/** Exactly this: the proxy of Jupyter streams for no other value. */
const STREAM_HEADERS = { ...CLIENT_HEADERS, Accept: 'text/event-stream' } as const;

export function createServiceClient(send: Send): ServiceClient {
  /** The service is the judge of the shape: its answers are held to the same types, and its document to all requests. */
  const ask = async <Answer>(method: ServiceRequest['method'], path: string, body?: unknown): Promise<Answer> => {
    const headers = body === undefined ? { ...CLIENT_HEADERS, Accept: 'application/json' } : JSON_HEADERS;
    const response = await send(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    });
    return (await readJson(response)) as Answer;
  };
  const client: ServiceClient = {
    health: extension => ask('GET', `/health${query({ extension })}`),
    start: request => ask('POST', '/jobs', request),
    list: page => ask('GET', `/jobs${query(page ?? {})}`),
    job: id => ask('GET', `/jobs/${id}`),
    cancel: id => ask('POST', `/jobs/${id}/cancel`),
    remove: id => ask('DELETE', `/jobs/${id}`),
    events: (id, page) => ask('GET', `/jobs/${id}/events${query(page ?? {})}`),
    follow: (id, cursor = 0) => follow(send, id, cursor),
    text: (id, part) => readWhole(offset => ask('GET', `/jobs/${id}/${part}${query({ offset })}`)),
    compare: (id, other) => ask('GET', `/jobs/${id}/comparison${query({ with: other })}`),
    expectation: id => ask('GET', `/jobs/${id}/expectation`),
    samples: notebook => ask('GET', `/samples${query({ notebook })}`),
    saveSamples: (notebook, update) => ask('PUT', `/samples${query({ notebook })}`, update),
    form: (notebook, content) =>
      content === undefined
        ? ask('GET', `/parameters${query({ notebook })}`)
        : ask('POST', '/parameters', { notebook, content })
  };
  return client;
}

async function* follow(send: Send, id: string, start: number): AsyncGenerator<Followed, void> {
  let cursor = start;
  for (;;) {
    const path = `/jobs/${id}/events${query({ cursor })}`;
    const response = await send(path, { method: 'GET', headers: STREAM_HEADERS });
    if (response.status !== 200) await readJson(response);
    const read = createEventReader();
    for await (const piece of response.pieces()) {
      for (const { event, id: mark, data } of read(piece)) {
        if (event === 'job' || event === 'end') yield { kind: 'job', job: JSON.parse(data) as Job };
        if (event === 'end') return;
        if (event !== 'run') continue;
        cursor = Number(mark);
        yield { kind: 'run', event: JSON.parse(data) as JobEvent, cursor };
      }
    }
    // The stream ended itself, or the proxy cut it: the run goes on at the cursor.
  }
}

async function readWhole(page: (offset: number) => Promise<TextPage>): Promise<string> {
  const pieces: string[] = [];
  for (let offset: number | null = 0; offset !== null;) {
    const { text, nextOffset } = await page(offset);
    pieces.push(text);
    offset = nextOffset;
  }
  return pieces.join('');
}

/** Of the service: everything else comes from the proxy, whose errors are pages. */
async function readJson({ status, text }: ServiceResponse): Promise<unknown> {
  const answer = parsed(await text());
  if (status < 300 && answer !== undefined) return answer;
  if (isErrorAnswer(answer)) {
    const { code, message, hint } = answer.error;
    throw new ServiceRefused(message, { ...(hint === undefined ? {} : { hint }), details: { status, code } });
  }
  throw new ServiceAbsent(`The companion service of Huntbook does not answer (status ${String(status)}).`, {
    hint: 'Is jupyter-server-proxy installed beside Huntbook? Restart the Jupyter server, then try again.',
    details: { status }
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of the proxy or of a login.
    return undefined;
  }
}

function isErrorAnswer(answer: unknown): answer is ErrorAnswer {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return false;
  const { error } = answer;
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}

function query(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`]
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

import { createEventReader } from './event-stream.js';
import { isPassing, ServiceAbsent, ServiceRefused } from './failures.js';
import type {
  ChartDrawing,
  ChartRequest,
  Comparison,
  Deleted,
  ErrorAnswer,
  EventPage,
  Health,
  Job,
  JobEvent,
  JobList,
  JobRequest,
  KeptRequest,
  ParameterForm,
  SampleFile,
  SampleFromRun,
  SampleUpdate,
  TextPage,
  TrialCell,
  TrialRequest
} from './types.js';

export type ServiceRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
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

/**
 * What a reader of a run meets: how it goes, what happens in it, and that nobody answers at the moment. The last one is a
 * `job` that has ended.
 */
export type Followed =
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'run'; readonly event: JobEvent; readonly cursor: number }
  | { readonly kind: 'lost'; readonly failure: Error };

/** Resolves after `ms`, or sooner when the signal says so. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

export type FollowOptions = {
  /** Where to begin; without it with the first event. */
  readonly cursor?: number;
  /** Ends the reading, and not the run. */
  readonly signal?: AbortSignal;
};

/** The world of a client. */
export type ClientParts = { readonly send: Send; readonly pause: Pause };

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
  /**
   * Follows a run to its end, over as many streams as that takes. Where nobody answers it says so and tries again, after
   * longer and longer pauses; it rejects when the run is not there any more.
   */
  readonly follow: (id: string, options?: FollowOptions) => AsyncGenerator<Followed, void>;
  /** A part of a run, whole. */
  readonly text: (id: string, part: 'result' | 'report' | 'notebook') => Promise<string>;
  readonly compare: (id: string, other: string) => Promise<Comparison>;
  readonly expectation: (id: string) => Promise<Comparison>;
  readonly request: (id: string) => Promise<KeptRequest>;
  readonly saveAsSample: (id: string, name: string) => Promise<SampleFile>;
  readonly samples: (notebook: string) => Promise<SampleFile>;
  readonly saveSamples: (notebook: string, update: SampleUpdate) => Promise<SampleFile>;
  readonly trialCell: (request: TrialRequest) => Promise<TrialCell>;
  readonly draw: (chart: ChartRequest) => Promise<ChartDrawing>;
  readonly form: (notebook: string, content?: JobRequest['content']) => Promise<ParameterForm>;
};

/** Forces a browser to ask before it sends a request to somebody else's service. */
const CLIENT_HEADERS = { 'X-Huntbook': '1' } as const;
const JSON_HEADERS = { ...CLIENT_HEADERS, 'Content-Type': 'application/json', Accept: 'application/json' } as const;
/** Exactly this: the proxy of Jupyter streams for no other value. */
const STREAM_HEADERS = { ...CLIENT_HEADERS, Accept: 'text/event-stream' } as const;

export function createServiceClient(parts: ClientParts): ServiceClient {
  const { send } = parts;
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
    follow: (id, options = {}) => follow(parts, id, options),
    text: (id, part) => readWhole(offset => ask('GET', `/jobs/${id}/${part}${query({ offset })}`)),
    compare: (id, other) => ask('GET', `/jobs/${id}/comparison${query({ with: other })}`),
    expectation: id => ask('GET', `/jobs/${id}/expectation`),
    request: id => ask('GET', `/jobs/${id}/request`),
    saveAsSample: (id, name) => ask('POST', `/jobs/${id}/sample`, { name } satisfies SampleFromRun),
    samples: notebook => ask('GET', `/samples${query({ notebook })}`),
    saveSamples: (notebook, update) => ask('PUT', `/samples${query({ notebook })}`, update),
    trialCell: request => ask('POST', '/trial-cell', request),
    draw: chart => ask('POST', '/charts', chart),
    form: (notebook, content) =>
      content === undefined
        ? ask('GET', `/parameters${query({ notebook })}`)
        : ask('POST', '/parameters', { notebook, content })
  };
  return client;
}

/** Between two readings that brought nothing: doubled each time, up to the last. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

async function* follow(
  { send, pause }: ClientParts,
  id: string,
  { cursor: start = 0, signal }: FollowOptions
): AsyncGenerator<Followed, void> {
  let cursor = start;
  let pauseMs = FIRST_PAUSE_MS;
  while (signal?.aborted !== true) {
    try {
      for await (const each of readStream(send, `/jobs/${id}/events${query({ cursor })}`, signal)) {
        yield each.told;
        if (each.isEnd) return;
        if (each.told.kind !== 'run') continue;
        cursor = each.told.cursor;
        pauseMs = FIRST_PAUSE_MS;
      }
      // The stream ended itself, or the proxy cut it: the run goes on at the cursor.
    } catch (error) {
      if (isAborted(signal)) return;
      if (!isPassing(error)) throw error;
      yield { kind: 'lost', failure: error };
    }
    await pause(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** Asked anew: it changes while one waits. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

type StreamPart = { readonly told: Exclude<Followed, { kind: 'lost' }>; readonly isEnd: boolean };

async function* readStream(
  send: Send,
  path: string,
  signal: AbortSignal | undefined
): AsyncGenerator<StreamPart, void> {
  const options = signal === undefined ? {} : { signal };
  const response = await send(path, { method: 'GET', headers: STREAM_HEADERS, ...options });
  if (response.status !== 200) await readJson(response);
  const read = createEventReader();
  for await (const piece of response.pieces()) {
    for (const { event, id: mark, data } of read(piece)) {
      if (event === 'job' || event === 'end') {
        yield { told: { kind: 'job', job: JSON.parse(data) as Job }, isEnd: event === 'end' };
      } else if (event === 'run') {
        yield { told: { kind: 'run', event: JSON.parse(data) as JobEvent, cursor: Number(mark) }, isEnd: false };
      }
    }
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

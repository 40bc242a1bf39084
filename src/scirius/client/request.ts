import { FilterRefused } from '../language/wrap.js';
import { SciriusAccessDenied, SciriusNotFound, SciriusRefused } from './failures.js';
import { MAX_REDIRECTS, MAX_REQUEST_LINE_BYTES, RETRIES, RETRY_AFTER_MS } from './limits.js';

/** What cancels a request; `AbortSignal` of Node and of browsers fits. */
export type CancelSignal = { readonly aborted: boolean; throwIfAborted(): void };

export type FetchOptions = {
  readonly method: 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly redirect: 'manual';
  readonly signal: CancelSignal | undefined;
};

export type FetchAnswer = {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
};

/** Sends one request. It adds the token, for the origin that the token belongs to, and follows no redirect. */
export type SciriusFetch = (url: string, options: FetchOptions) => Promise<FetchAnswer>;

export type Connection = {
  /** `https://host:port`, perhaps with a path; no slash at the end. */
  readonly baseUrl: string;
  readonly fetch: SciriusFetch;
  /** Waits between two attempts. */
  readonly wait: (milliseconds: number, signal: CancelSignal | undefined) => Promise<void>;
};

export type Params = Readonly<Record<string, string | number | undefined>>;

/** A JSON answer (undefined when the body was empty), and what kind of server sent it. */
export type Answer = { readonly value: unknown; readonly server: 'Scirius' | 'embedded' };

/** The address of a request, with the slash that Scirius wants at the end of every path. */
export function requestUrl(baseUrl: string, path: string, params: Params): string {
  const query = Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encode(name)}=${encode(String(value))}`)
    .join('&');
  const address = `${baseUrl}/${path}/`;
  return query === '' ? address : `${address}?${query}`;
}

/** Lone halves of surrogate pairs, which no encoding has, become the replacement character. */
function encode(text: string): string {
  return encodeURIComponent(
    text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  );
}

export function requestLineBytes(url: string): number {
  return `GET ${url.replace(/^[a-z]+:\/\/[^/]*/i, '')} HTTP/1.1\r\n`.length;
}

/**
 * One GET, asked again twice when the server is busy. Redirects are followed on the same origin only.
 *
 * @throws FilterRefused `FILTER_REFUSED` when it is too long or the engine cannot read it,
 * SciriusAccessDenied `SCIRIUS_ACCESS`, SciriusNotFound `SCIRIUS_NOT_FOUND`, SciriusRefused `SCIRIUS_REFUSED`, and what
 * `connection.fetch` throws.
 */
export async function ask(
  connection: Connection,
  path: string,
  params: Params,
  signal?: CancelSignal
): Promise<Answer> {
  let url = requestUrl(connection.baseUrl, path, params);
  const bytes = requestLineBytes(url);
  if (bytes > MAX_REQUEST_LINE_BYTES) {
    throw new FilterRefused(
      `The request is ${String(bytes)} bytes long, and Scirius takes ${String(MAX_REQUEST_LINE_BYTES)}.`,
      {
        hint: 'Shorten the filter, or ask for its alternatives in parts.'
      }
    );
  }
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await send(connection, url, signal);
    if (!REDIRECTS.has(answer.status)) return readAnswer(answer, connection.baseUrl);
    url = redirected(url, answer.headers.get('location') ?? '', connection.baseUrl);
  }
  throw new SciriusRefused(`${connection.baseUrl} redirects in a circle.`, { hint: 'Check SCIRIUS_HOST.' });
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const ACCEPT = { accept: 'application/json' };

async function send(connection: Connection, url: string, signal: CancelSignal | undefined): Promise<FetchAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    signal?.throwIfAborted();
    const answer = await connection.fetch(url, { method: 'GET', headers: ACCEPT, redirect: 'manual', signal });
    if (!BUSY.has(answer.status) || attempt >= RETRIES) return answer;
    await connection.wait(RETRY_AFTER_MS * 2 ** attempt, signal);
  }
}

function originOf(url: string): string {
  const [, scheme = '', authority = ''] = /^(https?):\/\/([^/?#\\]*)/i.exec(url) ?? [];
  const host = authority.toLowerCase().replace(scheme.toLowerCase() === 'http' ? /:80$/ : /:443$/, '');
  return `${scheme.toLowerCase()}://${host}`;
}

function redirected(url: string, location: string, baseUrl: string): string {
  const scheme = /^https?:/i.exec(url)?.[0] ?? '';
  const absolute = location.startsWith('//') ? scheme + location : location;
  const isPath = absolute.startsWith('/') && !absolute.startsWith('/\\');
  const target = isPath ? originOf(url) + absolute : absolute;
  if (originOf(target) !== originOf(baseUrl)) {
    throw new SciriusRefused(`${baseUrl} redirects to ${printable(originOf(target))}. The token is not sent there.`, {
      hint: 'Set SCIRIUS_HOST to that address if it is right.'
    });
  }
  if (/login/.test(target.split('?')[0] ?? '')) {
    throw new SciriusAccessDenied(`${baseUrl} asks for a login: the token was not accepted.`);
  }
  return target;
}

async function readAnswer(answer: FetchAnswer, server: string): Promise<Answer> {
  const body = await answer.text();
  const isJson = (answer.headers.get('content-type') ?? '').includes('json');
  const kind = answer.headers.get('x-huntbook-version') === null ? 'Scirius' : 'embedded';
  if (answer.status !== 200) throw failureOf(answer.status, isJson ? detailOf(body) : '', server);
  if (body.trim() === '') return { value: undefined, server: kind };
  if (!isJson) {
    throw new SciriusRefused(`${server} answered with a page instead of data.`, {
      hint: 'It is no Scirius, or a login stands before it.'
    });
  }
  try {
    return { value: JSON.parse(body), server: kind };
  } catch (cause) {
    throw new SciriusRefused(`${server} sent half an answer.`, {
      hint: 'Ask again, or for fewer events at a time.',
      cause
    });
  }
}

/** Source: facts/spike-scirius, "Auth". */
const REASONS_403: Readonly<Record<string, string>> = {
  'Invalid token.': 'the token is not valid there.',
  'Authentication credentials were not provided.': 'the token did not arrive; a proxy in between may drop the header.',
  'You do not have permission to perform this action.':
    'the token is valid, and its user lacks the right to see events.'
};

function failureOf(status: number, detail: string, server: string): Error {
  if (status === 401 || status === 403) {
    return new SciriusAccessDenied(
      `${server} refuses: ${REASONS_403[detail] ?? (detail === '' ? 'no reason was given.' : detail)}`
    );
  }
  if (status === 404) return new SciriusNotFound(`${server} has no such page${detail === '' ? '' : ` (${detail})`}.`);
  if (status === 414) {
    return new FilterRefused('The filter is too long for this server.', {
      hint: 'Ask for a part of the list at a time.'
    });
  }
  if (BUSY.has(status)) {
    return new SciriusRefused(`${server} is busy or restarting (${String(status)}), also when asked again.`, {
      hint: 'Try later, or a shorter time range.'
    });
  }
  if (/timeout/i.test(detail)) {
    return new SciriusRefused(`The search engine behind ${server} gave up after 30 s.`, {
      hint: 'Ask for a shorter time range or without leading wildcards.'
    });
  }
  if (detail.includes('search_phase_execution_exception')) {
    return new FilterRefused(
      'The search engine cannot read the filter, or the page lies beyond the first 10,000 events.',
      {
        hint: 'Common causes: an unescaped / or : in a value, a missing value, more than 1,024 terms. `huntbook scirius lint` shows the place.'
      }
    );
  }
  if (status === 400) {
    return new SciriusRefused(`${server} refuses the request: ${detail === '' ? 'a parameter is wrong' : detail}.`);
  }
  const why = detail === '' ? 'a parameter that it could not read, or a fault of its own' : detail;
  return new SciriusRefused(`${server} failed (${String(status)}): ${why}.`);
}

/** What a JSON error says, short and on one line; error bodies of servers are not ours to trust. */
function detailOf(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    const detail = typeof value === 'object' && value !== null && 'detail' in value ? value.detail : value;
    return printable(typeof detail === 'string' ? detail : JSON.stringify(detail));
  } catch {
    // An error that is no JSON although it says so: its status must do.
    return '';
  }
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ').slice(0, 300);
}

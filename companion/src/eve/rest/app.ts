import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { FilterRefused } from '../../../../src/scirius/language/index.js';
import type { Secret } from '../../../../src/secret.js';
import { LIMITS } from '../defaults.js';
import { QueryTooLong } from '../failures.js';
import type { EventStore } from '../store/event-store.js';
import { engineFailure, engineTimeout, json, NOT_FOUND, RefusedRequest, SERVER_ERROR, type Answer } from './answer.js';
import { ENDPOINTS, type Endpoint } from './endpoints.js';

export type AppOptions = {
  readonly store: EventStore;
  readonly token: Secret;
  readonly version: string;
  readonly now?: () => number;
  /** Told of what went wrong inside, once for each request; the client gets a page without it. */
  readonly onFailure?: (error: unknown) => void;
};

type Page = { readonly methods: readonly string[]; readonly answer: Endpoint };

const COMMON_HEADERS = {
  Vary: 'Accept, Cookie',
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'"
};
const FORBIDDEN = {
  none: 'Authentication credentials were not provided.',
  bad: 'Invalid token.',
  method: 'You do not have permission to perform this action.'
} as const;

/**
 * The REST API of a Scirius over the events of a store: the same paths, the same token header, the same answers also
 * for what is wrong. Differences are on the page docs/scirius-conformance.md.
 */
export function createApp(options: AppOptions): Hono {
  const app = new Hono({ strict: true });
  const pages = pagesOf(options);
  app.all('*', async context => {
    const answer = await answerTo(context.req.raw, pages, options);
    const type = answer.type === 'json' ? 'application/json' : 'text/html; charset=utf-8';
    const headers = {
      ...COMMON_HEADERS,
      'Content-Type': type,
      'X-Huntbook-Version': options.version,
      ...answer.headers
    };
    return new Response(answer.body, { status: answer.status, headers });
  });
  return app;
}

async function answerTo(request: Request, pages: ReadonlyMap<string, Page>, options: AppOptions): Promise<Answer> {
  const url = new URL(request.url);
  const page = pages.get(url.pathname);
  if (page === undefined) return pages.has(`${url.pathname}/`) ? redirect(`${url.pathname}/${url.search}`) : NOT_FOUND;
  const format = url.searchParams.get('format');
  if (format !== null && format !== 'json' && format !== 'api') return json({ detail: 'Not found.' }, 404);
  const refusal = refusalOf(request, options.token);
  if (refusal !== undefined) return json({ detail: FORBIDDEN[refusal] }, 403);
  if (!page.methods.includes(request.method)) return json({ detail: FORBIDDEN.method }, 403);
  const nowMs = (options.now ?? Date.now)();
  try {
    const asked = { url, parameters: url.searchParams, nowMs, body: () => textOf(request), method: request.method };
    return await options.store.reading(async () => page.answer(options.store, asked));
  } catch (error) {
    if (error instanceof RefusedRequest) return error.answer;
    if (error instanceof FilterRefused) return engineFailure(error.message);
    if (error instanceof QueryTooLong) return engineTimeout(error.message);
    options.onFailure?.(error);
    return SERVER_ERROR;
  }
}

function redirect(location: string): Answer {
  return { status: 301, type: 'html', body: '', headers: { Location: location } };
}

function refusalOf(request: Request, token: Secret): 'none' | 'bad' | undefined {
  const [scheme, given, ...more] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'token') return 'none';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const isRight = more.length === 0 && given !== undefined && timingSafeEqual(digest(given), digest(token.reveal()));
  return isRight ? undefined : 'bad';
}

function pagesOf({ version }: AppOptions): ReadonlyMap<string, Page> {
  const readers = ['GET', 'HEAD', 'OPTIONS'];
  const es = Object.entries(ENDPOINTS).map(
    ([name, answer]) => [`/rest/rules/es/${name}/`, { methods: readers, answer }] as const
  );
  return new Map<string, Page>([
    ...es,
    ['/rest/rules/es/search/', { methods: [...readers, 'POST'], answer: search }],
    ['/rest/', { methods: readers, answer: (_, { url }) => json({ 'rules/es': new URL('rules/es/', url).href }) }],
    [
      '/rest/rules/scirius_context/',
      { methods: readers, answer: () => json({ title: 'Huntbook embedded Scirius', version, content_lead: '' }) }
    ],
    [
      '/rest/rules/system_settings/',
      { methods: readers, answer: () => json({ es_keyword: 'keyword', kibana: false, evebox: false }) }
    ]
  ]);
}

/** The Community Edition refuses every search of this kind: what it needs is missing there. */
const search: Endpoint = async (_, { method, body }) => {
  if (method !== 'POST') return SERVER_ERROR;
  const asked = await readObject(body);
  for (const name of ['index', 'qfilter']) if (!(name in asked)) return json({ [name]: ['is mandatory'] }, 400);
  return SERVER_ERROR;
};

/** The body of a request; nothing of one that is longer than any that is answered. */
async function textOf(request: Request): Promise<string> {
  const reader = request.body?.getReader();
  const parts: Uint8Array[] = [];
  for (let bytes = 0; reader !== undefined;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > LIMITS.bodyBytes) {
      await reader.cancel();
      return '';
    }
    parts.push(value);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function readObject(body: () => Promise<string>): Promise<object> {
  try {
    const value: unknown = JSON.parse(await body());
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

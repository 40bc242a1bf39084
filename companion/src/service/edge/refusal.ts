import { timingSafeEqual } from 'node:crypto';
import type { Failure } from '../../../../src/failure.js';
import { MediaTypeUnknown, RequestForbidden, RequestInvalid, RequestUnauthorized } from '../failures.js';

/** What a request says about where it comes from. Header names in lower case. */
export type RequestFrame = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly hasBody: boolean;
};

/** How the service is reached. On a socket its folder says who may; on a port the token and the name of the host do. */
export type Entrance =
  { readonly kind: 'socket' } | { readonly kind: 'port'; readonly token: string; readonly hosts: ReadonlySet<string> };

/** A browser sends a header that it does not know only after it asked, and it is never allowed to. */
const CLIENT_HEADER = 'x-huntbook';
const XSRF_HEADER = 'x-xsrftoken';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Why a request is not answered; `undefined` when it is. The proxy of Jupyter checks that somebody is logged in and
 * nothing else, so this is where a page of somebody else that is open beside JupyterLab is stopped.
 * Source: facts/spike-frontend "Server proxy": a POST with cookies and a foreign Origin came through; WHATWG Fetch for
 * `Sec-Fetch-Site`, which no page can set.
 */
export function refusalOf(frame: RequestFrame, entrance: Entrance): Failure | undefined {
  return (
    (entrance.kind === 'port' ? portRefusal(frame, entrance) : undefined) ??
    originRefusal(frame) ??
    (READING.has(frame.method) ? undefined : changeRefusal(frame))
  );
}

function portRefusal(
  { headers }: RequestFrame,
  { token, hosts }: Extract<Entrance, { kind: 'port' }>
): Failure | undefined {
  // A name of somebody else can be made to lead to this machine.
  if (!hosts.has((headers['host'] ?? '').toLowerCase())) {
    return new RequestForbidden('The service does not answer under this host name.', {
      hint: `Use ${[...hosts].join(', ')}.`
    });
  }
  const [, given = ''] = /^bearer +(\S+)$/iu.exec(headers['authorization'] ?? '') ?? [];
  if (isSame(given, token)) return undefined;
  return new RequestUnauthorized('A valid bearer token is needed.', {
    hint: 'Send "Authorization: Bearer …" with the token that huntbook serve wrote to its token file.'
  });
}

function originRefusal({ headers }: RequestFrame): Failure | undefined {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return undefined;
  const origin = headers['origin'];
  const isForeign =
    site === undefined ? origin !== undefined && hostOf(origin) !== (headers['host'] ?? '').toLowerCase() : true;
  return isForeign ? new RequestForbidden('The request comes from another site.', { hint: WAY_IN }) : undefined;
}

function changeRefusal({ method, headers, hasBody }: RequestFrame): Failure | undefined {
  const given = headers[XSRF_HEADER];
  if (given === undefined && headers[CLIENT_HEADER] === undefined) {
    return new RequestForbidden(`A ${method} without the header X-Huntbook or X-XSRFToken is not answered.`, {
      hint: WAY_IN
    });
  }
  const expected = xsrfCookie(headers['cookie']);
  if (given !== undefined && expected !== undefined && !isSame(given, expected)) {
    return new RequestForbidden('X-XSRFToken is not the token of this session.', { hint: 'Reload the page.' });
  }
  if (hasBody && method === 'DELETE') {
    return new RequestInvalid('A DELETE has no body.', { hint: 'The proxy of Jupyter refuses one, too.' });
  }
  return hasBody && !isJson(headers['content-type'])
    ? new MediaTypeUnknown('The body is not said to be JSON.', { hint: 'Send "Content-Type: application/json".' })
    : undefined;
}

const WAY_IN = 'Only JupyterLab itself and programs may ask: programs send "X-Huntbook: 1" and no Origin.';

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host.toLowerCase() : undefined;
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(?:;\s*charset=utf-8\s*)?$/iu.test((contentType ?? '').trim());
}

function xsrfCookie(cookie: string | undefined): string | undefined {
  const pair = (cookie ?? '').split(';').find(part => part.trim().startsWith('_xsrf='));
  return pair?.trim().slice('_xsrf='.length);
}

/** Says nothing by the time it takes. */
function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && left.length > 0 && timingSafeEqual(left, right);
}

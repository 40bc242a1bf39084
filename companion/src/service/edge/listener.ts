import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { errorAnswer, type HttpError } from '../api/error-answer.js';
import { BodyTooLarge, RequestInvalid } from '../failures.js';
import { refusalOf, type Entrance, type RequestFrame } from './refusal.js';
import { stripCredentials } from './strip-credentials.js';
import { readWholeBody } from './whole-body.js';

/** On every answer: nothing of it can ever become a page, even if somebody opens its address. */
const ANSWER_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store'
} as const;

type ListenerOptions = {
  readonly answer: (request: Request) => Response | Promise<Response>;
  readonly entrance: Entrance;
  readonly maxBodyBytes: number;
  readonly report: (error: unknown) => void;
};

/**
 * What stands between the world and the routes: where a request comes from is judged, its credentials are taken away, its
 * body is read whole. Only then it is answered.
 */
export function createListener({ answer, entrance, maxBodyBytes, report }: ListenerOptions): RequestListener {
  const ask = getRequestListener(answer, {
    overrideGlobalObjects: false,
    // An address that is none, such as `//`.
    errorHandler: () => toResponse(errorAnswer(new RequestInvalid('The address of the request is not valid.')))
  });

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(ANSWER_HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(frameOf(request), entrance);
    stripCredentials(request);
    // Of a refused request nothing is kept: whoever may not ask may not fill the memory either.
    const body = await readWholeBody(request, refusal === undefined ? maxBodyBytes : 0);
    if (refusal !== undefined) return send(response, errorAnswer(refusal));
    if (body.kind === 'too-large') return send(response, errorAnswer(tooLarge(maxBodyBytes)));
    // Node-server takes the body from here, as it does where a platform has read it already.
    await ask(Object.assign(request, { rawBody: body.bytes }), response);
  };

  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      // Callers that go away in the middle are no news.
      if (!request.destroyed) report(error);
      response.destroy();
    });
  };
}

function frameOf({ method = 'GET', headers }: IncomingMessage): RequestFrame {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const texts = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return { method, headers: Object.fromEntries(texts) as RequestFrame['headers'], hasBody };
}

function tooLarge(maxBodyBytes: number): BodyTooLarge {
  return new BodyTooLarge(`A body may have ${String(Math.floor(maxBodyBytes / 1024 / 1024))} MiB.`, {
    hint: 'Save the notebook and run it by its path, or clear its outputs.'
  });
}

function send(response: ServerResponse, { status, body }: HttpError): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text);
}

function toResponse({ status, body }: HttpError): Response {
  return Response.json(body, { status });
}

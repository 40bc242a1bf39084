import { Failure } from '../../../src/failure.js';
import { KIND_OF_CODE, UNREACHABLE_HINTS, type UnreachableKind } from './error-table.js';

export type UnreachableDetails = { readonly kind: UnreachableKind; readonly origin: string };

/** Hints of whoever asks, where they know a better way out. */
export type UnreachableHints = { readonly [kind in UnreachableKind]?: string };

/** No answer came: name, connection, TLS or time. The message names the origin, never a path, a query or a header. */
export class Unreachable extends Failure<UnreachableDetails> {
  readonly code = 'UNREACHABLE';
  declare readonly details: UnreachableDetails;

  constructor(details: UnreachableDetails, message: string, cause?: unknown, hints?: UnreachableHints) {
    super(message, { hint: hints?.[details.kind] ?? UNREACHABLE_HINTS[details.kind], details, cause });
  }
}

/** The `Unreachable` for what a request threw. */
export function unreachableOf(error: unknown, origin: string, hints?: UnreachableHints): Unreachable {
  const code = codeOf(error);
  const kind = KIND_OF_CODE.get(code) ?? 'unknown';
  return new Unreachable({ kind, origin }, MESSAGES[kind](origin, code), error, hints);
}

const MESSAGES: { readonly [kind in UnreachableKind]: (origin: string, code: string) => string } = {
  'no-host': origin => `There is no host ${origin.replace(/^https?:\/\//, '')}.`,
  refused: origin => `Nothing listens at ${origin}.`,
  untrusted: (origin, code) => `The certificate of ${origin} is not trusted (${code}).`,
  'no-tls': origin => `${origin} does not speak TLS as expected.`,
  timeout: origin => `${origin} did not answer in time.`,
  broken: origin => `${origin} closed the connection in the middle of its answer.`,
  'too-large': origin => `The answer of ${origin} is too large.`,
  'bad-bundle': origin => `The certificates for ${origin} cannot be read.`,
  'bad-proxy': origin => `The proxy for ${origin} is no address.`,
  unknown: (origin, code) => `${origin} could not be reached (${code}).`
};

/** The innermost code: undici wraps what the system says. By shape: errors of Node come from another realm in tests. */
function codeOf(error: unknown): string {
  let code = 'unknown';
  for (let at = error, depth = 0; isObject(at) && depth < 5; at = at['cause'] ?? firstOf(at['errors']), depth += 1) {
    if (typeof at['code'] === 'string') code = at['code'];
  }
  return code;
}

function firstOf(errors: unknown): unknown {
  return Array.isArray(errors) ? errors.find(isObject) : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

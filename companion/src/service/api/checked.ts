import type { z } from '@hono/zod-openapi';
import { RequestInvalid } from '../failures.js';

/** A value that fits its schema. @throws REQUEST_INVALID */
export function checked<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw requestInvalid(result.error);
}

/** The first fault with its place. The library's sentences name what was expected; none repeats a value. */
export function requestInvalid({ issues }: Pick<z.ZodError, 'issues'>): RequestInvalid {
  const [issue] = issues;
  const at = issue === undefined || issue.path.length === 0 ? 'the whole' : issue.path.map(String).join('.');
  return new RequestInvalid(`The request is not valid: ${at.slice(0, 200)}: ${(issue?.message ?? '').slice(0, 200)}`, {
    hint: 'openapi.json describes what can be asked.'
  });
}

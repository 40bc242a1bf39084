/** What a failure says: `message` tells what happened and where, `hint` what to do next, `cause` keeps the original. */
export type FailureOptions<Details> = {
  readonly hint?: string;
  readonly details?: Details;
  readonly cause?: unknown;
};

/**
 * The base of everything Huntbook throws: the world failed (kernel, disk, network), or input was refused as a whole.
 * Callers match on `code`, a literal in upper snake case: two copies of a bundle break `instanceof`.
 * Neither `message`, `hint` nor `details` may hold a secret.
 */
export abstract class Failure<Details = unknown> extends Error {
  abstract readonly code: string;
  readonly hint: string | undefined;
  readonly details: Details | undefined;

  constructor(message: string, options: FailureOptions<Details> = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.hint = options.hint;
    this.details = options.details;
  }
}

/** Whether `error` is a failure of ours, whichever copy of this class made it. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && 'code' in error && 'hint' in error && 'details' in error;
}

/** One line for a person: the message, then the hint when there is one. Never a stack trace. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const hint = isFailure(error) ? error.hint : undefined;
  if (hint === undefined) return error.message;
  return `${error.message}${/[.!?]$/u.test(error.message) ? '' : '.'} ${hint}`;
}

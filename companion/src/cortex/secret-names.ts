/**
 * Names that hold a secret in items nobody told us about. Wider than cortexutils' `key`, `password`, `secret`, whose own
 * test pins that `config.api_Pass` and `config.API` come out in clear.
 */
const SECRET_NAME = /key|token|secret|pass|pwd|auth|cookie|cred|private|^api$/iu;

/** Whether a value under this name must not be seen. */
export function looksSecret(name: string): boolean {
  return SECRET_NAME.test(name);
}

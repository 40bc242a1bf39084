import { isJsonObject, parseJson, type JsonValue } from '../../../../src/json/index.js';
import type { ServerAnswer } from './ask-server.js';

/**
 * Why a server refused. A missing `_xsrf` argument means that the token was not recognised: with a good one nobody asks
 * for it. Tracebacks and paths that servers send along are left out.
 * Source: facts/headless-execution §4.1 "XSRF"; facts/spike-hub §1, §2, §5.
 */
export function reasonOf({ status, text }: ServerAnswer): string {
  const message = messageOf(text);
  if (/_xsrf/.test(text) || status === 401) return `the token was not accepted (${status})`;
  if (status === 403) {
    if (message !== '' && message !== 'Forbidden') return `it refused: ${message.replace(/[.\s]+$/, '')} (403)`;
    return 'the token was not accepted, or may not do this (403)';
  }
  if (status === 404) return 'there is nothing at this address (404); is the base URL right?';
  if (status === 424) return 'the server of this user is not running (424)';
  if (status >= 300 && status < 400)
    return `it sent us elsewhere (${status}); is the server running, and the base URL right?`;
  const told = message === '' || /traceback|unhandled/i.test(message) ? '' : `: ${message.replace(/[.\s]+$/, '')}`;
  return `it answered ${status}${told}`;
}

const MESSAGE_CHARACTERS = 300;

/** What a server's answer says for people, its first line; empty when it says nothing. */
export function messageOf(text: string): string {
  const answer = jsonOf(text);
  const fields = isJsonObject(answer) ? answer : {};
  const found = [fields['message'], fields['reason']].find(value => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? (found.split('\n')[0] ?? '').slice(0, MESSAGE_CHARACTERS) : '';
}

/** The JSON of an answer; undefined for a page or nothing. */
export function jsonOf(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch {
    // A page for people, or nothing: then there is nothing to quote.
    return undefined;
  }
}

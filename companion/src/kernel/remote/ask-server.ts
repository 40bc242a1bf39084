import type { JsonObject } from '../../../../src/json/index.js';

/** What a server answered; redirects are answers too. */
export type ServerAnswer = { readonly status: number; readonly text: string };

/**
 * One request to a Jupyter server, authorised, with JSON in and text out. `path` stands below the server's base URL,
 * without a slash at its start, and is already encoded.
 */
export type AskServer = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  options?: {
    /** A text is JSON already: a notebook goes out digit by digit as it is. */
    readonly body?: JsonObject | string;
    readonly signal?: AbortSignal;
  }
) => Promise<ServerAnswer>;

import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../../src/json/index.js';
import { jsonOf, messageOf, type ServerAnswer } from '../../kernel/remote/index.js';
import type { JupyterServer } from '../connection.js';
import { HubForbids, HubNotFound } from './failures.js';
import { missingScopes } from './scopes.js';

/** What a hub says of a server of a user. */
export type HubServer = {
  readonly isReady: boolean;
  readonly pending: string | undefined;
  readonly url: string | undefined;
};

/** The REST API of a hub, for the servers of one user. Source: JupyterHub 5.5 and 6.1; facts/spike-hub §1. */
export class HubApi {
  readonly #hub: JupyterServer;
  readonly user: string;
  readonly name: string;

  constructor(hub: JupyterServer, user: string) {
    this.#hub = hub;
    this.user = user;
    this.name = hub.name;
  }

  /**
   * The major version of the hub, when its token may do what is needed.
   * @throws HubNotFound `HUB_NOT_FOUND`, HubForbids `HUB_FORBIDS`
   */
  async check(signal: AbortSignal): Promise<number> {
    const details = { hub: this.name };
    const root = await this.#hub.ask('GET', 'hub/api/', { signal });
    const version = objectOf(root)['version'];
    if (root.status !== 200 || typeof version !== 'string') {
      throw new HubNotFound(details, `it answers ${String(root.status)} to hub/api`);
    }
    const self = await this.#hub.ask('GET', 'hub/api/user', { signal });
    if (self.status !== 200) throw new HubForbids({ ...details, status: self.status }, 'it is not known there');
    const { scopes } = objectOf(self);
    const missing = missingScopes(isJsonArray(scopes) ? scopes.filter(isText) : [], this.user);
    if (missing.length > 0) {
      const word = missing.length === 1 ? 'scope' : 'scopes';
      throw new HubForbids(
        { ...details, user: this.user },
        `it lacks the ${word} ${missing.join(', ')} for ${this.user}`
      );
    }
    return Number.parseInt(version, 10);
  }

  start(server: string, body: JsonObject | undefined, signal: AbortSignal): Promise<ServerAnswer> {
    return this.#hub.ask('POST', this.#path(server), { ...(body === undefined ? {} : { body }), signal });
  }

  /** Ends a server, if it runs, and removes its record. */
  remove(server: string, signal: AbortSignal): Promise<ServerAnswer> {
    return this.#hub.ask('DELETE', this.#path(server), { body: { remove: true }, signal });
  }

  /** The record of a server; undefined when there is none. */
  async look(server: string, signal: AbortSignal): Promise<HubServer | undefined> {
    const path = `hub/api/users/${encodeURIComponent(this.user)}?include_stopped_servers=1`;
    const { servers } = objectOf(await this.#hub.ask('GET', path, { signal }));
    const model = isJsonObject(servers) ? servers[server] : undefined;
    if (!isJsonObject(model)) return undefined;
    return {
      isReady: model['ready'] === true,
      pending: isText(model['pending']) ? model['pending'] : undefined,
      url: isText(model['url']) ? model['url'] : undefined
    };
  }

  /** The lines of what the hub tells about a start. */
  watch(server: string, signal: AbortSignal): Promise<AsyncIterable<string>> {
    return this.#hub.watch(`${this.#path(server)}/progress`, { signal });
  }

  #path(server: string): string {
    return `hub/api/users/${encodeURIComponent(this.user)}/servers/${encodeURIComponent(server)}`;
  }
}

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string';

function objectOf({ text }: ServerAnswer): JsonObject {
  const value = jsonOf(text);
  return isJsonObject(value) ? value : {};
}

/** The hub's own words, without the dot at their end; empty when it says nothing. */
export const wordsOf = ({ text }: ServerAnswer): string => messageOf(text).replace(/[.\s]+$/, '');

import { Secret } from '../../../src/secret.js';
import { UsageError } from './failures.js';

/** A Jupyter server that runs the kernel. `baseUrl` ends with a slash and holds no credential. */
export type ServerTarget = { readonly baseUrl: URL; readonly token: Secret };

/** The variable that holds the token of the server; on the command line every user of the machine could read it. */
const SERVER_TOKEN = 'JUPYTER_TOKEN';
const SERVER = 'server:';

/**
 * What `--on` names; undefined for the kernels of this machine.
 * @throws UsageError `USAGE` for a target that is none, an address with a credential in it, or a missing token.
 */
export function readTarget(on: string | undefined, environment: NodeJS.ProcessEnv): ServerTarget | undefined {
  if (on === undefined || on === 'local') return undefined;
  const baseUrl = on.startsWith(SERVER) ? httpUrl(on.slice(SERVER.length)) : undefined;
  if (baseUrl === undefined) {
    const hint = 'Hubs and gateways are not built yet.';
    throw new UsageError('--on takes local, or server: and the address of a Jupyter server.', { hint });
  }
  if (baseUrl.username !== '' || baseUrl.password !== '' || baseUrl.search !== '') {
    throw new UsageError('The address of --on must not hold a user, a password or a token.', {
      hint: `Put the token into the environment variable ${SERVER_TOKEN}.`
    });
  }
  const token = environment[SERVER_TOKEN]?.trim() ?? '';
  if (token === '') {
    throw new UsageError(`There is no token for ${baseUrl.origin}.`, {
      hint: `Put it into the environment variable ${SERVER_TOKEN}; "jupyter server list" shows it.`
    });
  }
  return { baseUrl, token: new Secret(token) };
}

/** An address as people copy it: with or without a slash at its end, also with the page they looked at. */
function httpUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.hash = '';
  url.pathname = `${url.pathname.replace(/\/(?:lab|tree|notebooks)(?:\/.*)?$/, '').replace(/\/+$/, '')}/`;
  return url;
}

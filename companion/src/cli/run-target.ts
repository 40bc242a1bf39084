import { Secret } from '../../../src/secret.js';
import { UsageError } from './failures.js';
import type { ServerTokens } from './server-tokens.js';

/** Where a kernel runs that does not run here. `baseUrl` ends with a slash and holds no credential. */
export type RemoteTarget =
  | { readonly kind: 'server'; readonly baseUrl: URL; readonly token: Secret }
  | { readonly kind: 'hub'; readonly baseUrl: URL; readonly token: Secret; readonly user: string }
  /** Many gateways ask for no token. */
  | { readonly kind: 'gateway'; readonly baseUrl: URL; readonly token: Secret | undefined };

type Kind = RemoteTarget['kind'];

/** Variables that hold the token, the first that is set counts; on the command line every user of the machine sees it. */
const TOKENS: { readonly [kind in Kind]: readonly string[] } = {
  server: ['JUPYTER_TOKEN'],
  hub: ['JUPYTERHUB_API_TOKEN', 'JUPYTER_TOKEN'],
  gateway: ['JUPYTER_GATEWAY_AUTH_TOKEN', 'JUPYTER_TOKEN']
};
const isKind = (name: string): name is Kind => Object.hasOwn(TOKENS, name);

/** Pages below a base URL, as people copy addresses from the browser. */
const PAGE = /\/(?:lab|tree|notebooks|hub)(?:\/.*)?$/;

export type TargetFlags = { readonly on?: string; readonly as?: string };
type Surroundings = { readonly environment: NodeJS.ProcessEnv; readonly tokens: ServerTokens };

/**
 * What `--on` names; undefined for the kernels of this machine.
 * @throws UsageError `USAGE` for a target that is none, an address with a credential in it, or a missing token or user.
 */
export function readTarget(
  { on, as: user }: TargetFlags,
  { environment, tokens }: Surroundings
): RemoteTarget | undefined {
  const [, name = '', address = ''] = /^([a-z]+):(.*)$/s.exec(on ?? '') ?? [];
  if (user !== undefined && name !== 'hub') {
    throw new UsageError('--as names the user of a hub.', { hint: 'Name the hub with --on hub:URL.' });
  }
  if (on === undefined || on === 'local') return undefined;
  const baseUrl = isKind(name) ? httpUrl(address) : undefined;
  if (!isKind(name) || baseUrl === undefined) {
    throw new UsageError('--on takes local, or server:, hub: or gateway: and an address.', {
      hint: 'For example server:https://jupyter.example.org/ or hub:https://hub.example.org/.'
    });
  }
  if (baseUrl.username !== '' || baseUrl.password !== '' || baseUrl.search !== '') {
    throw new UsageError('The address of --on must not hold a user, a password or a token.', {
      hint: `Put the token into the environment variable ${TOKENS[name][0] ?? ''}.`
    });
  }
  baseUrl.hash = '';
  baseUrl.pathname = `${baseUrl.pathname.replace(PAGE, '').replace(/\/+$/, '')}/`;
  const token = tokenOf(name, environment) ?? tokens.get(baseUrl.origin);
  if (name === 'gateway') return { kind: name, baseUrl, token };
  if (token === undefined) {
    throw new UsageError(`There is no token for ${baseUrl.origin}.`, { hint: HINTS[name] });
  }
  if (name === 'server') return { kind: name, baseUrl, token };
  if (user === undefined || user.trim() === '') {
    throw new UsageError('Whose server should the hub start?', { hint: 'Name the user with --as.' });
  }
  return { kind: name, baseUrl, token, user };
}

const HINTS: { readonly [kind in Exclude<Kind, 'gateway'>]: string } = {
  server: 'Put it into the environment variable JUPYTER_TOKEN; "jupyter server list" shows it.',
  hub: 'Put it into the environment variable JUPYTERHUB_API_TOKEN; the page "Token" of the hub makes one.'
};

function tokenOf(kind: Kind, environment: NodeJS.ProcessEnv): Secret | undefined {
  const values = TOKENS[kind].map(name => environment[name]?.trim() ?? '');
  const value = values.find(text => text !== '');
  return value === undefined ? undefined : new Secret(value);
}

function httpUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

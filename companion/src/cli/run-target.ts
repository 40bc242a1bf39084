import { Secret } from '../../../src/secret.js';
import { UsageError } from './failures.js';
import { serverOrigin } from './server-tokens.js';

/** Where a kernel runs that does not run here. `baseUrl` ends with a slash and holds no credential. */
export type RemoteTarget =
  | { readonly kind: 'server'; readonly baseUrl: URL; readonly token: Secret }
  | { readonly kind: 'hub'; readonly baseUrl: URL; readonly token: Secret; readonly user: string }
  /** Many gateways ask for no token. */
  | { readonly kind: 'gateway'; readonly baseUrl: URL; readonly token: Secret | undefined };

type Kind = RemoteTarget['kind'];

/** Belongs to the server of `JUPYTER_SERVER_URL` where that is set, else to the one that `--on` names. */
const SHARED = 'JUPYTER_TOKEN';
/** Variables that hold the token, the first that is set counts; on the command line every user of the machine sees it. */
const TOKENS: { readonly [kind in Kind]: readonly string[] } = {
  server: [SHARED],
  hub: ['JUPYTERHUB_API_TOKEN', SHARED],
  gateway: ['JUPYTER_GATEWAY_AUTH_TOKEN', SHARED]
};
const isKind = (name: string): name is Kind => Object.hasOwn(TOKENS, name);

/** Pages below a base URL, as people copy addresses from the browser. */
const PAGE = /\/(?:lab|tree|notebooks|hub)(?:\/.*)?$/;

export type TargetFlags = { readonly on?: string; readonly as?: string };
type Surroundings = {
  readonly environment: NodeJS.ProcessEnv;
  /** That of the file of servers: what was put down for an origin counts before what a variable happens to hold. */
  readonly tokenFor: (origin: string) => Secret | undefined;
};

/**
 * What `--on` names; undefined for the kernels of this machine.
 * @throws UsageError `USAGE` for a target that is none, an address with a credential in it, or a missing token or user.
 */
export function readTarget(
  { on, as: user }: TargetFlags,
  { environment, tokenFor }: Surroundings
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
  const token = tokenFor(baseUrl.origin) ?? tokenOf(name, baseUrl.origin, environment);
  if (name === 'gateway') return { kind: name, baseUrl, token };
  if (token === undefined) {
    throw new UsageError(`There is no token for ${baseUrl.origin}.`, { hint: hintFor(name, environment) });
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

/** A terminal of JupyterLab holds the token of its own server, which no other one may see. */
function hintFor(kind: keyof typeof HINTS, environment: NodeJS.ProcessEnv): string {
  const own = serverOrigin(environment);
  return own !== undefined && valueOf(SHARED, environment) !== ''
    ? `${SHARED} is for ${own} here; put the other one into the file of servers, ~/.config/huntbook/servers.json.`
    : HINTS[kind];
}

function tokenOf(kind: Kind, origin: string, environment: NodeJS.ProcessEnv): Secret | undefined {
  const own = serverOrigin(environment);
  const usable = TOKENS[kind].filter(name => name !== SHARED || own === undefined || own === origin);
  const value = usable.map(name => valueOf(name, environment)).find(text => text !== '');
  return value === undefined ? undefined : new Secret(value);
}

const valueOf = (name: string, environment: NodeJS.ProcessEnv): string => environment[name]?.trim() ?? '';

function httpUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

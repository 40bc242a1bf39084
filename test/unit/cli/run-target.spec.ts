import { readTarget } from '../../../companion/src/cli/run-target.js';
import { Secret } from '../../../src/secret.js';

/** A terminal of JupyterLab: both are set by the server. */
const TERMINAL = { JUPYTER_TOKEN: 'of-the-lab', JUPYTER_SERVER_URL: 'http://localhost:8888/' };
const FILE = new Map([['https://other.example.org', new Secret('of-the-file')]]);

const tokenFor = (on: string, environment: NodeJS.ProcessEnv, tokens = FILE): string | undefined =>
  readTarget(
    { on, ...(on.startsWith('hub:') ? { as: 'alice' } : {}) },
    { environment, tokenFor: origin => tokens.get(origin) }
  )?.token?.reveal();

it.each<[string, string, NodeJS.ProcessEnv, string | undefined]>([
  ['JUPYTER_TOKEN for the server that --on names', 'server:https://a.example.org/', { JUPYTER_TOKEN: 'x' }, 'x'],
  ['JUPYTER_TOKEN for the server that both name', 'server:http://localhost:8888/lab', TERMINAL, 'of-the-lab'],
  ['the file before a variable', 'server:https://other.example.org/', TERMINAL, 'of-the-file'],
  [
    'the file before a variable of hubs',
    'hub:https://other.example.org/',
    { JUPYTERHUB_API_TOKEN: 'x' },
    'of-the-file'
  ],
  ['no token of another server for a gateway', 'gateway:https://gw.example.org/', TERMINAL, undefined],
  [
    'what is meant for gateways',
    'gateway:https://gw.example.org/',
    { ...TERMINAL, JUPYTER_GATEWAY_AUTH_TOKEN: 'g' },
    'g'
  ],
  ['what is meant for hubs', 'hub:https://hub.example.org/', { ...TERMINAL, JUPYTERHUB_API_TOKEN: 'h' }, 'h']
])('takes %s', (_title, on, environment, token) => {
  expect(tokenFor(on, environment)).toBe(token);
});

it.each(['server:https://a.example.org/', 'hub:https://a.example.org/', 'server:http://localhost:9999/'])(
  'the token of the JupyterLab whose terminal it is never goes to %s',
  on => {
    expect(() => tokenFor(on, TERMINAL)).toThrow(/^There is no token for /);
    expect(() => tokenFor(on, TERMINAL)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('is for http://localhost:8888 here') as string })
    );
  }
);

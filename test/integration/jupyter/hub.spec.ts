import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { openHub, wayOfEnvironment, type HubOptions, type Site } from '../../../companion/src/jupyter/index.js';
import { openLedger } from '../../../companion/src/jupyter/hub/ledger.js';
import { serverName } from '../../../companion/src/jupyter/hub/server-name.js';
import { missingScopes } from '../../../companion/src/jupyter/hub/scopes.js';
import { Secret } from '../../../src/secret.js';
import { HUB_TOKENS, startHub, type Hub } from '../../support/hub.js';
import { kernelCount } from '../../support/processes.js';
import { temporaryFolder } from '../../support/real-kernel.js';

const state = temporaryFolder('huntbook-state-');
const WAY = wayOfEnvironment({});
const signal = new AbortController().signal;
afterAll(() => state.remove());

const open = (hub: Hub, options: Partial<HubOptions> = {}, token: string = HUB_TOKENS.cortex): Promise<Site> =>
  openHub(
    { ...WAY, baseUrl: hub.baseUrl, token: new Secret(token) },
    { user: 'alice', job: 'AYx-1_Z', signal, environment: { HUNTBOOK_STATE: state.path }, ...options }
  );
const ledger = (): readonly string[] => readdirSync(join(state.path, 'hub-servers'));

describe.each([6, 5] as const)('JupyterHub %d', version => {
  let hub: Hub;
  beforeAll(async () => (hub = await startHub({ version })), 90_000);
  afterAll(() => hub.stop());
  afterEach(async () => {
    for (const user of ['alice', 'failing', 'quota', 'slow']) expect(await hub.servers(user)).toEqual([]);
    expect(ledger()).toEqual([]);
    expect(kernelCount(hub.folder)).toBe(0);
  });

  it('headless §4.3 #11, #12, #14, cortex-thehive §4 #18: (spike-hub §7) starts a server for the job below a base URL, runs a cell and removes the server', async () => {
    const steps: string[] = [];
    const site = await open(hub, { onStep: message => steps.push(message) });
    try {
      const [name = ''] = await hub.servers('alice');
      expect(name).toMatch(/^huntbook-[0-9a-f]{12}$/);
      expect(site.server.baseUrl.pathname).toBe(`/hubs/user/alice/${name}/`);
      await site.storage.write(
        site.locate('a b/#.ipynb'),
        '{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}'
      );
      const kernel = await site.startKernel({ kernelName: 'python3', folder: ['a b'], signal });
      const { reply } = kernel.request('execute_request', { code: '1', silent: false });
      expect((await reply).content).toMatchObject({ status: 'ok' });
      await kernel.shutdown();
      // Only one of the two has JupyterLab.
      const page = version === 6 ? 'lab/tree' : 'files';
      expect(await site.linkTo(site.locate('a b/#.ipynb'))).toBe(
        `${hub.baseUrl.href}user/alice/${page}/a%20b/%23.ipynb`
      );
    } finally {
      await site[Symbol.asyncDispose]();
    }
    expect(steps.join(' ')).toContain('Fetching the image');
  }, 90_000);

  it('two jobs of one user at the same time have a server each', async () => {
    const sites = await Promise.all([open(hub), open(hub)]);
    expect(await hub.servers('alice')).toHaveLength(2);
    await Promise.all(sites.map(site => site[Symbol.asyncDispose]()));
  }, 90_000);

  it.each<[string, Partial<HubOptions>, keyof typeof HUB_TOKENS | undefined, string, RegExp]>([
    ['a token of somebody else', {}, undefined, 'HUB_FORBIDS', /it is not known there/],
    ['a token without a role', {}, 'nobody', 'HUB_FORBIDS', /lacks the scopes read:servers, start:servers/],
    [
      'a token that may look only',
      {},
      'looker',
      'HUB_FORBIDS',
      /lacks the scopes start:servers, delete:servers, access:servers for alice/
    ],
    ['a token that may not enter', {}, 'outside', 'HUB_FORBIDS', /lacks the scope access:servers for alice/],
    ['a user that is not there', { user: 'nobody' }, 'cortex', 'HUB_REFUSED', /it knows no such user/],
    ['a quota of the spawner', { user: 'quota' }, 'cortex', 'HUB_REFUSED', /Quota for named servers exhausted/],
    ['a spawner that fails', { user: 'failing' }, 'cortex', 'HUB_SPAWN_FAILED', /did not start: /],
    [
      'a spawner that takes too long',
      { user: 'slow', startLimitMs: 8_000 },
      'cortex',
      'HUB_SPAWN_FAILED',
      /was not ready within 8 s; the last that the hub said: Fetching the image/
    ]
  ])(
    'headless §4.3 #13, #15: %s is one sentence',
    async (_title, options, token, code, sentence) => {
      const error: unknown = await open(hub, options, token === undefined ? 'wrong-canary' : HUB_TOKENS[token]).catch(
        (reason: unknown) => reason
      );
      expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) as string });
      expect(String(error)).not.toContain('canary');
    },
    60_000
  );

  it('a job that is ended while its server starts leaves none', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('ended')), 1_500);
    await expect(open(hub, { user: 'slow', signal: stop.signal })).rejects.toThrow('ended');
  }, 60_000);

  it('spike-hub §0.5: no token stands in the log of the hub, its proxy and its servers', () => {
    for (const token of Object.values(HUB_TOKENS)) expect(hub.log()).not.toContain(token);
  });

  it('what a process that is gone has left is ended by the next job, and what others still use is not', async () => {
    const site = await open(hub);
    const [name = ''] = await hub.servers('alice');
    const [entry = ''] = ledger();
    const child = spawn('true');
    await new Promise(done => child.on('exit', done));
    const own = readEntry(entry);
    writeFileSync(
      join(state.path, 'hub-servers', entry),
      JSON.stringify({ ...own, owner: own.owner.replace(/-\d+-\d+$/, `-${String(child.pid)}-1`) })
    );
    const next = await open(hub);
    expect(await hub.servers('alice')).not.toContain(name);
    expect(ledger()).toHaveLength(1);
    const other = await open(hub);
    expect(await hub.servers('alice')).toHaveLength(2);
    await Promise.all([site, next, other].map(each => each[Symbol.asyncDispose]()));
  }, 120_000);
});

function readEntry(name: string): { readonly owner: string } {
  const path = join(state.path, 'hub-servers', name);
  return JSON.parse(readFileSync(path, 'utf8')) as { owner: string };
}

it.each([
  ['named servers are off', { named: false }, /does not start a server for alice: Named servers are not enabled/],
  ['there are as many as there can be', { limit: 1 }, /already has the maximum of 1 named servers/]
] as const)(
  'headless §4.3 #13: a hub on which %s says so',
  async (_title, options, sentence) => {
    const hub = await startHub({ ...options, base: '/' });
    try {
      const first = 'limit' in options ? await open(hub) : undefined;
      await expect(open(hub)).rejects.toMatchObject({
        code: 'HUB_REFUSED',
        message: expect.stringMatching(sentence) as string
      });
      await first?.[Symbol.asyncDispose]();
      expect(await hub.servers('alice')).toEqual([]);
    } finally {
      await hub.stop();
    }
  },
  120_000
);

it('HUB_NOT_FOUND: what is no hub is named', async () => {
  const page = createServer((_request, response) => response.end('<html>'));
  await new Promise<void>(done => page.listen(0, '127.0.0.1', done));
  const address = page.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const access = { ...WAY, baseUrl: new URL(`http://127.0.0.1:${String(port)}/`), token: new Secret('x') };
  const options = { user: 'alice', job: 'x', signal, environment: { HUNTBOOK_STATE: state.path } };
  await expect(openHub(access, options)).rejects.toMatchObject({ code: 'HUB_NOT_FOUND' });
  page.closeAllConnections();
  page.close();
});

it('the name of a server is one that hubs take, whatever the id of the job is', () => {
  for (const job of ['AYx-1_Z', '', '日本', 'x'.repeat(500)]) {
    expect(serverName(job, 'salt')).toMatch(/^[a-z](?!.*--)[a-z0-9-]{0,28}[a-z0-9]$/);
  }
  expect(serverName('a', '1')).not.toBe(serverName('a', '2'));
});

it('scopes of another user do not count, those of a group do', () => {
  const scopes = ['servers', 'access:servers'];
  expect(missingScopes(scopes, 'alice')).toEqual([]);
  expect(
    missingScopes(
      scopes.map(scope => `${scope}!user=alice`),
      'alice'
    )
  ).toEqual([]);
  expect(
    missingScopes(
      scopes.map(scope => `${scope}!user=bob`),
      'alice'
    )
  ).toHaveLength(4);
  expect(
    missingScopes(
      scopes.map(scope => `${scope}!group=soc`),
      'alice'
    )
  ).toEqual([]);
});

it('a ledger takes the first folder that can be made, and its entries hold no token', async () => {
  const file = join(state.path, 'a-file');
  writeFileSync(file, '');
  const own = openLedger([join(file, 'below'), join(state.path, 'second')]);
  const { strike } = await own.enter({ hub: 'http://h/', user: 'alice', server: 'huntbook-1' });
  expect(readdirSync(join(state.path, 'second'))).toEqual(['huntbook-1.json']);
  await strike();
  expect(readdirSync(join(state.path, 'second'))).toEqual([]);
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { openServer, Places, wayOfEnvironment, type Site } from '../../../companion/src/jupyter/index.js';
import { Secret } from '../../../src/secret.js';
import { startChaosProxy, type ChaosProxy } from '../../support/chaos-proxy.js';
import { startJupyterServer, TOKEN, type JupyterServer } from '../../support/kernel-server.js';
import { describeStorageContract } from '../../support/storage-contract.js';

let server: JupyterServer;
let proxy: ChaosProxy;
let site: Site;
const WAY = wayOfEnvironment({});

beforeAll(async () => {
  server = await startJupyterServer();
  proxy = await startChaosProxy(Number(server.baseUrl.port));
  const baseUrl = new URL(server.baseUrl);
  baseUrl.port = String(proxy.port);
  site = openServer({ ...WAY, baseUrl, token: new Secret(TOKEN) });
}, 90_000);

afterAll(async () => {
  await site[Symbol.asyncDispose]();
  await proxy.stop();
  await server.stop();
});

const NOTEBOOK = '{"cells": [], "metadata": {"n": 12345678901234567890, "f": 1.0}, "nbformat": 4, "nbformat_minor": 5}';
const onDisk = (path: string): string => readFileSync(join(server.rootFolder, path), 'utf8');

describeStorageContract('a Jupyter server', () =>
  Promise.resolve({
    storage: site.storage,
    location: site.locate('contract.txt'),
    stored: () => Promise.resolve(readFileSync(join(server.rootFolder, 'contract.txt'))),
    offer: bytes => Promise.resolve(writeFileSync(join(server.rootFolder, 'contract.txt'), bytes))
  })
);

describe('spike-hub §7, headless §4.3 #26, #28: the path of a notebook', () => {
  it.each([
    '/a.ipynb',
    'sub/folder/b.ipynb',
    'notebooks/files/c.ipynb',
    '//x//c.ipynb',
    'a b#?é😀 100%.ipynb',
    '#/ä ö/%2e%2e.ipynb'
  ])('%s is stored and read, with folders that are made, digit by digit', async path => {
    const location = site.locate(path);
    await site.storage.write(location, NOTEBOOK);
    const stored = onDisk(path);
    expect(stored).toContain('12345678901234567890');
    expect(stored).toContain('1.0');
    expect(await site.storage.read(location)).toBe(stored);
  });

  it('is read from the address of the page on which a person sees it', async () => {
    await site.storage.write(site.locate('seen here/x.ipynb'), NOTEBOOK);
    for (const page of ['jupyter+lab/tree/', 'lab/tree/', 'api/contents/', 'notebooks/', 'tree/']) {
      const address = new URL(`${page.replace('jupyter+', '')}seen%20here/x.ipynb`, site.server.baseUrl).href;
      const location = page.startsWith('jupyter+') ? `jupyter+${address}` : address;
      expect(await site.storage.read(location)).toBe(onDisk('seen here/x.ipynb'));
    }
  });

  it.each(['../x.ipynb', 'a/../../x.ipynb', './x.ipynb'])('%s never leads out of its folder', async path => {
    const location = `${site.server.baseUrl.href}api/contents/${path}`;
    await expect(site.contents.readText(path.split('/'))).rejects.toMatchObject({ details: { kind: 'bad-name' } });
    await site.storage.read(location).catch(() => undefined);
    expect(proxy.sent()).not.toContain('/contents/..');
  });
});

it('spike-hub §0.10: jobs that make one folder at the same time all store their notebook', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `same/deep/folder/${String(index)}.ipynb`);
  // Each by a storage of its own: one alone would make the folder once.
  await Promise.all(
    names.map(async name => {
      await using own = openServer({ ...WAY, baseUrl: server.baseUrl, token: new Secret(TOKEN) });
      await own.storage.write(own.locate(name), NOTEBOOK);
    })
  );
  expect(names.map(name => onDisk(name).length > 0)).toEqual(names.map(() => true));
});

it('lists the files of a folder by addresses that it can read', async () => {
  await site.storage.write(site.locate('listed/b #.ipynb'), NOTEBOOK);
  await site.storage.write(site.locate('listed/deeper/c.ipynb'), NOTEBOOK);
  const found = await site.storage.list(site.locate('listed'));
  expect(found).toEqual([site.locate('listed/b #.ipynb')]);
});

it('what somebody else changed meanwhile is not written over', async () => {
  const location = site.locate('locked.ipynb');
  await site.storage.write(location, NOTEBOOK);
  await site.storage.write(location, NOTEBOOK);
  await new Promise(done => setTimeout(done, 20));
  writeFileSync(join(server.rootFolder, 'locked.ipynb'), 'by hand');
  await expect(site.storage.write(location, NOTEBOOK)).rejects.toMatchObject({
    code: 'STORAGE',
    details: { kind: 'conflict', operation: 'write' }
  });
  expect(onDisk('locked.ipynb')).toBe('by hand');
});

describe('cortex-thehive §4 #29, headless §4.3 #22: what cannot be read is said in one sentence', () => {
  it('a notebook that is not there', async () => {
    await expect(site.storage.read(site.locate('no/such.ipynb'))).rejects.toMatchObject({
      message: `Cannot read ${site.server.name}/no/such.ipynb: there is no such file or folder.`,
      details: { kind: 'not-found' }
    });
  });

  it('a token that is wrong, without the words of XSRF and without the token', async () => {
    await using wrong = openServer({ ...WAY, baseUrl: server.baseUrl, token: new Secret('wrong-token-canary') });
    for (const asked of [
      () => wrong.storage.read(wrong.locate('contract.txt')),
      () => wrong.storage.write(wrong.locate('new/x.ipynb'), NOTEBOOK)
    ]) {
      const error: unknown = await asked().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'STORAGE', details: { kind: 'refused' } });
      expect(String(error)).toMatch(/the token was not accepted/);
      expect(String(error)).not.toMatch(/xsrf|canary/);
    }
  });

  it('a server that fails, without the paths of its disk', async () => {
    mkdirSync(join(server.rootFolder, 'is-a-folder.ipynb'));
    const error: unknown = await site.storage.write(site.locate('is-a-folder.ipynb'), NOTEBOOK).catch(String);
    expect(error).toMatch(/^StorageError: Cannot write .*is-a-folder.ipynb: /);
    expect(error).not.toContain(dirname(server.rootFolder));
  });

  it('an address at which nobody listens', async () => {
    await using nobody = openServer({ ...WAY, baseUrl: new URL('http://127.0.0.1:9/'), token: new Secret(TOKEN) });
    await expect(nobody.storage.read(nobody.locate('x.ipynb'))).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });
});

it('a connection that is reset is tried again', async () => {
  await site.storage.write(site.locate('again.ipynb'), NOTEBOOK);
  proxy.refuse(true);
  proxy.reset();
  setTimeout(() => proxy.refuse(false), 300);
  expect(await site.storage.read(site.locate('again.ipynb'))).toBe(onDisk('again.ipynb'));
});

describe('a location', () => {
  const placesFor = (tokens: Readonly<Record<string, string>>): Places =>
    new Places({
      way: WAY,
      tokenFor: origin => (tokens[origin] === undefined ? undefined : new Secret(tokens[origin]))
    });
  const through = (path: string): string => new URL(path, site.server.baseUrl).href;

  it('below a base URL finds its server, also when nothing names that URL', async () => {
    await site.storage.write(site.locate('deep/down/x.ipynb'), NOTEBOOK);
    await using places = placesFor({ [site.server.baseUrl.origin]: TOKEN });
    const location = `jupyter+${through('deep/down/x.ipynb')}`;
    expect(await (await places.storage(location)).read(location)).toBe(onDisk('deep/down/x.ipynb'));
  });

  it('cortex-thehive §4 #2, #41, headless §4.3 #20: on an origin that no token was configured for gets none', async () => {
    const asked: string[] = [];
    const other = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''} ${JSON.stringify(request.headers)}`);
      response.writeHead(404).end();
    });
    await new Promise<void>(done => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    await using places = placesFor({ [site.server.baseUrl.origin]: TOKEN });
    const location = `http://127.0.0.1:${String(port)}/x.ipynb`;
    await expect(places.storage(`jupyter+${location}`)).rejects.toMatchObject({
      message: `Cannot open ${location}: no Jupyter server answers at this address, nor above it.`
    });
    await expect((await places.storage(location)).read(location)).rejects.toMatchObject({
      details: { kind: 'not-found' }
    });
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.join('\n')).not.toContain(TOKEN);
    await new Promise(done => other.close(done));
  });

  it('headless §4.3 #31: of a plain web server is read and written as it is', async () => {
    const files = new Map<string, string>();
    const web = createServer((request, response) => {
      const { url = '', method } = request;
      if (url === '/moved.ipynb') return void response.writeHead(302, { location: '/there.ipynb' }).end();
      if (method === 'GET') {
        const text = files.get(url);
        return void response.writeHead(text === undefined ? 404 : 200).end(text);
      }
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        files.set(url, text);
        response.writeHead(201).end();
      });
    });
    await new Promise<void>(done => web.listen(0, '127.0.0.1', done));
    const origin = `http://127.0.0.1:${String((web.address() as AddressInfo).port)}`;
    await using places = placesFor({});
    const storage = await places.storage(`${origin}/there.ipynb`);
    await storage.write(`${origin}/there.ipynb`, NOTEBOOK);
    expect(await storage.read(`${origin}/moved.ipynb`)).toBe(NOTEBOOK);
    expect([...files.keys()]).toEqual(['/there.ipynb']);
    await new Promise(done => web.close(done));
  });
});

it('cortex-thehive §4 #2, #41, headless §4.3 #20: the token stands in headers and in no address', () => {
  const lines = proxy.sent().match(/^(?:GET|POST|PUT|DELETE) \S+ HTTP/gm) ?? [];
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.join('\n')).not.toContain(TOKEN);
  expect(proxy.sent()).toContain(`token ${TOKEN}`);
  expect(server.log().replace(/^.*--IdentityProvider.*$/gm, '')).not.toContain(TOKEN);
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { HttpClient, type HttpSettings } from '../../../companion/src/http/index.js';
import { Secret } from '../../../src/secret.js';
import { startMisbehavingScirius, type FakeReply } from '../../support/fake-scirius';

const CANARY = 'canary0123456789abcdef0123456789abcdef00';
const GET = { method: 'GET', headers: {}, redirect: 'manual' } as const;
const folder = mkdtempSync(join(tmpdir(), 'huntbook-http-'));
const [key, cert] = ['key.pem', 'cert.pem'].map(name => join(folder, name)) as [string, string];

beforeAll(() => {
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  const names = ['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert];
  execFileSync('openssl', [...request, ...names], { stdio: 'ignore' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function clientFor(origin: string, settings: Partial<HttpSettings> = {}): HttpClient {
  return new HttpClient({
    origin,
    authorization: new Secret(`Token ${CANARY}`),
    verifyTls: true,
    caBundle: undefined,
    proxies: { http: undefined, https: undefined },
    noProxy: '',
    ...settings
  });
}

async function ask(
  reply: FakeReply,
  { isTls = false, ...settings }: Partial<HttpSettings> & { isTls?: boolean } = {}
): Promise<string> {
  const tls = isTls ? { tls: { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') } } : {};
  const server = await startMisbehavingScirius(() => reply, tls);
  const client = clientFor(server.url, settings);
  try {
    return await (await client.fetch(`${server.url}/x`, GET)).text();
  } finally {
    await client.dispose();
    await server.stop();
  }
}

test('trusts the CA that is named, and none that is not', async () => {
  await expect(ask({ body: 'yes' }, { isTls: true, caBundle: cert })).resolves.toBe('yes');
  const refused = ask({ body: 'yes' }, { isTls: true });
  await expect(refused).rejects.toMatchObject({ code: 'UNREACHABLE', details: { kind: 'untrusted' } });
});

test('does without verification when told to', async () => {
  await expect(ask({ body: 'yes' }, { isTls: true, verifyTls: false })).resolves.toBe('yes');
});

test.each(['missing.pem', 'empty.pem'])('names a CA file %s that cannot be used', async name => {
  writeFileSync(join(folder, 'empty.pem'), 'nothing');
  const refused = ask({ body: 'yes' }, { caBundle: join(folder, name) });
  await expect(refused).rejects.toMatchObject({ details: { kind: 'bad-bundle' } });
});

test('gives up when the time is over, also in the middle of an answer', async () => {
  const late = { details: { kind: 'timeout' }, message: expect.stringContaining('did not answer within 0 s') };
  await expect(ask({ isSilent: true }, { timeoutMs: 100 })).rejects.toMatchObject(late);
});

test('ends with the reason of whoever cancelled', async () => {
  const server = await startMisbehavingScirius(() => ({ isSilent: true }));
  await using client = clientFor(server.url);
  const stop = new AbortController();
  const reason = new Error('enough');
  const asked = client.fetch(`${server.url}/x`, { ...GET, signal: stop.signal });
  stop.abort(reason);
  await expect(asked).rejects.toBe(reason);
  await server.stop();
});

test.each([
  ['broken', { body: 'half', isCut: true }, {}],
  ['too-large', { body: 'x'.repeat(2_000) }, { maxAnswerBytes: 1_000 }]
] as const)('names an answer that is %s', async (kind, reply, settings) => {
  await expect(ask(reply, settings)).rejects.toMatchObject({ code: 'UNREACHABLE', details: { kind } });
});

test('follows no redirect', async () => {
  const server = await startMisbehavingScirius(() => ({ status: 302, headers: { Location: '/elsewhere' } }));
  await using client = clientFor(server.url);
  const answer = await client.fetch(`${server.url}/x`, GET);
  expect([answer.status, answer.headers.get('location'), server.asked.length]).toEqual([302, '/elsewhere', 1]);
  await server.stop();
});

test('sends the token to its own origin only', async () => {
  const server = await startMisbehavingScirius(() => ({ body: 'yes' }));
  await using mine = clientFor(server.url);
  await using other = clientFor('https://elsewhere.example');
  await mine.fetch(`${server.url}/x`, GET);
  await other.fetch(`${server.url}/x`, GET);
  expect(server.asked.map(request => request.authorization)).toEqual([`Token ${CANARY}`, undefined]);
  await server.stop();
});

test('no failure holds the token', async () => {
  const failures = await Promise.all(
    [ask({ isSilent: true }, { timeoutMs: 50 }), ask({ body: 'x', isCut: true }), ask({}, { isTls: true })].map(asked =>
      asked.catch((error: unknown) => inspect(error, { depth: 10, showHidden: true }))
    )
  );
  expect(failures.join('\n')).not.toContain(CANARY);
  expect(failures.every(text => text.includes('UNREACHABLE'))).toBe(true);
});

test('goes through the proxy that is named, but not to loopback and to what is excepted', async () => {
  const proxied: string[] = [];
  const proxy = createServer((_, response) => response.end('by proxy'));
  proxy.on('connect', (request, socket) => {
    proxied.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>(listening => proxy.listen(0, '127.0.0.1', listening));
  const { port } = proxy.address() as AddressInfo;
  const proxies = { http: `http://127.0.0.1:${port}`, https: `http://127.0.0.1:${port}` };
  await using client = clientFor('https://scirius.example', { proxies, noProxy: 'excepted.invalid' });
  await expect(client.fetch('https://scirius.example/x', GET)).rejects.toMatchObject({ code: 'UNREACHABLE' });
  await expect(client.fetch('https://excepted.invalid/x', GET)).rejects.toMatchObject({ code: 'UNREACHABLE' });
  expect(proxied).toEqual(['scirius.example:443']);
  await expect(ask({ body: 'direct' }, { proxies })).resolves.toBe('direct');
  await new Promise(closed => proxy.close(closed));
});

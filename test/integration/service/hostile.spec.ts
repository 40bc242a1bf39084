import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setTimeout as wait } from 'node:timers/promises';
import type { TextPage } from '../../../src/service-api/index.js';
import { codeOf, ServiceScene, type AskOptions } from '../../support/service.js';

let scene: ServiceScene;
beforeAll(async () => {
  scene = new ServiceScene({
    'broken.ipynb': '{"cells": 7}',
    'a.samples.json': '{"version": 2}',
    'folder.ipynb/x': ''
  });
  writeFileSync(join(scene.path, 'outside.ipynb'), '{}');
  symlinkSync(join(scene.path, 'outside.ipynb'), join(scene.root, 'link.ipynb'));
  symlinkSync(scene.path, join(scene.root, 'away'));
  symlinkSync(join(scene.root, 'sub'), join(scene.root, 'inner'));
  await scene.start({
    limits: {
      maxBodyBytes: 100_000,
      requestMs: 1_000,
      maxReaders: 3,
      streamMs: 300,
      streamBytes: 2_000,
      maxPageBytes: 100
    }
  });
});
afterAll(() => scene[Symbol.asyncDispose]());

/** What a raw connection gets for raw bytes, until it is closed. */
function raw(bytes: string, { end = false } = {}): Promise<string> {
  return new Promise(done => {
    const socket = connect(scene.socket);
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('close', () => done(text));
    socket.on('error', () => undefined);
    socket.write(bytes);
    if (end) socket.end();
  });
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of all buffers that somebody still holds. */
function heldBytes(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

const runOf = (notebook: string): AskOptions => ({ body: { notebook, input: { dataType: 'ip', data: '192.0.2.1' } } });

describe('paths', () => {
  it.each([
    '../outside.ipynb',
    'sub/../../outside.ipynb',
    '/etc/passwd.ipynb',
    'sub//b.ipynb',
    './a.ipynb',
    'link.ipynb',
    'away/outside.ipynb',
    '..\\outside.ipynb',
    'a\0.ipynb'
  ])('%j does not lead out of the root', async path => {
    const started = await scene.ask('POST', '/jobs', runOf(path));
    expect([started.status, codeOf(started)]).toEqual([403, 'PATH_FORBIDDEN']);
    const query = `notebook=${encodeURIComponent(path)}`;
    for (const address of [`/parameters?${query}`, `/samples?${query}`]) {
      expect(codeOf(await scene.ask('GET', address))).toBe('PATH_FORBIDDEN');
    }
    const body = { revision: '', config: {}, samples: [] };
    expect(codeOf(await scene.ask('PUT', `/samples?${query}`, { body }))).toBe('PATH_FORBIDDEN');
  });

  it.each(['none.ipynb', 'sub', 'folder.ipynb', 'a.samples.json', 'none/a.ipynb'])('%s is no notebook', async path => {
    const answer = await scene.ask('POST', '/jobs', runOf(path));
    expect([answer.status, codeOf(answer)]).toEqual([404, 'NOT_THERE']);
  });

  it('a link inside the root is followed', async () => {
    const answer = await scene.ask('POST', '/jobs', runOf('inner/b.ipynb'));
    expect(answer.status).toBe(202);
  });

  it('the file of an observable stays inside, too', async () => {
    const input = { dataType: 'file', file: 'away/outside.ipynb' };
    expect(codeOf(await scene.ask('POST', '/jobs', { body: { notebook: 'a.ipynb', input } }))).toBe('PATH_FORBIDDEN');
  });

  it.each(['outside.samples.json', 'nothing-yet.json'])('samples that are a link to %s stay untouched', async name => {
    const target = join(scene.path, name);
    if (name.startsWith('outside')) writeFileSync(target, '{"version":1,"samples":[]}');
    const notebook = `linked-${name.slice(0, 3)}.ipynb`;
    symlinkSync(target, join(scene.root, notebook.replace('.ipynb', '.samples.json')));
    expect(codeOf(await scene.ask('GET', `/samples?notebook=${notebook}`))).toBe('PATH_FORBIDDEN');
    const body = { revision: '', config: { any_only_html: true }, samples: [] };
    const written = await scene.ask('PUT', `/samples?notebook=${notebook}`, { body });
    expect([written.status, codeOf(written)]).toEqual([403, 'PATH_FORBIDDEN']);
    expect(existsSync(target)).toBe(name.startsWith('outside'));
  });

  it.each(['..', '%2e%2e', '../../x', 'x'.repeat(5000), "20260101T000000000Z-00000000'"])(
    '%j is the id of no run',
    async id => {
      const answer = await scene.ask('GET', `/jobs/${encodeURIComponent(id)}/result`);
      expect([400, 404]).toContain(answer.status);
    }
  );
});

describe('files that are not what they should be', () => {
  it.each([
    ['GET', '/parameters?notebook=broken.ipynb', 'NOTEBOOK_READ'],
    ['GET', '/samples?notebook=a.ipynb', 'SAMPLES_UNREADABLE']
  ])('%s %s is answered with the code of its room', async (method, path, code) => {
    const answer = await scene.ask(method, path);
    expect([answer.status, codeOf(answer)]).toEqual([422, code]);
  });
});

describe('requests of a foreign page', () => {
  it('start nothing, whatever cookies they carry', async () => {
    const before = (await scene.ask('GET', '/jobs')).json<{ jobs: unknown[] }>().jobs.length;
    const attempts: readonly AskOptions[] = [
      { headers: { 'x-huntbook': '1', origin: 'https://evil.example' } },
      { headers: { 'x-huntbook': '1', 'sec-fetch-site': 'cross-site' } },
      { headers: { 'content-type': 'text/plain' } }
    ];
    const codes = await Promise.all(
      attempts.map(async options => codeOf(await scene.ask('POST', '/jobs', { ...runOf('a.ipynb'), ...options })))
    );
    expect(codes).toEqual(['REQUEST_FORBIDDEN', 'REQUEST_FORBIDDEN', 'MEDIA_TYPE_UNKNOWN']);
    expect((await scene.ask('GET', '/jobs')).json<{ jobs: unknown[] }>().jobs).toHaveLength(before);
  });

  it('cannot make a page of any answer', async () => {
    const answers = [
      await scene.ask('GET', '/health'),
      await scene.ask('GET', '/'),
      await scene.ask('GET', '/<script>alert(1)</script>'),
      await scene.ask('POST', '/jobs', { raw: '<html>', headers: { 'content-type': 'text/html' } }),
      await scene.ask('GET', '/openapi.json')
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'content-type': expect.stringMatching(/^application\/json/),
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringMatching(/^sandbox;/),
        'cache-control': 'no-store'
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['set-cookie']).toBeUndefined();
    }
  });
});

describe('bodies', () => {
  it.each([
    ['that are too large', '', '413', 'BODY_TOO_LARGE'],
    ['of a refused request', 'Origin: http://evil.example\r\n', '403', 'REQUEST_FORBIDDEN']
  ])('%s are read to their end before the answer, which the proxy would lose', async (_what, header, status, code) => {
    const socket = connect(scene.socket);
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const closed = new Promise(done => socket.once('close', done));
    const head = `POST /jobs HTTP/1.1\r\nHost: x\r\nX-Huntbook: 1\r\nContent-Type: application/json\r\n${header}`;
    socket.write(`${head}Connection: close\r\nContent-Length: 400000\r\n\r\n${' '.repeat(200_000)}`);
    // Others are answered meanwhile; this one is not, although it is lost already.
    for (let round = 0; round < 5; round += 1) await scene.ask('GET', '/health');
    expect(text).toBe('');
    socket.write(' '.repeat(200_000));
    await closed;
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(text).toContain(code);
  });

  it('of a refused request are not kept while they come', async () => {
    await using wide = new ServiceScene();
    await wide.start();
    const piece = Buffer.alloc(1024 * 1024, ' ');
    const socket = connect(wide.socket);
    socket.on('error', () => undefined);
    const send = (bytes: string | Buffer): Promise<unknown> => new Promise(done => socket.write(bytes, done));
    await send(
      `POST /jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${31 * piece.length}\r\n\r\n`
    );
    const before = heldBytes();
    for (let count = 0; count < 30; count += 1) await send(piece);
    for (let round = 0; round < 5; round += 1) await wide.ask('GET', '/health');
    // Buffers that nobody holds are given back a moment after the collection, by a thread; those that are kept, never.
    const limit = Date.now() + 10_000;
    while (heldBytes() - before >= 8 * piece.length && Date.now() < limit) await wait(50);
    expect(heldBytes() - before).toBeLessThan(8 * piece.length);
    socket.destroy();
  });

  it.each<readonly [string, string | Buffer]>([
    ['no JSON', '{"notebook":'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['no UTF-8', Buffer.from([0xff, 0xfe, 0x7b])],
    ['a key that nobody knows', '{"notebook":"a.ipynb","input":{"dataType":"ip","data":"1"},"inptu":1}'],
    ['no observable', '{"notebook":"a.ipynb","input":{"dataType":"ip"}}'],
    ['two observables', '{"notebook":"a.ipynb","input":{"dataType":"file","file":"a.ipynb","data":"1"}}'],
    [
      'an item that says where notebooks lie',
      '{"notebook":"a.ipynb","input":{"dataType":"ip","data":"1"},"config":{"input_hostname":"/"}}'
    ],
    ['the prototype of all objects', '{"__proto__":{"notebook":"a.ipynb","input":{"dataType":"ip","data":"1"}}}'],
    ['a deep nest', `{"notebook":"a.ipynb","input":${'['.repeat(20_000)}${']'.repeat(20_000)}}`]
  ])('with %s are refused with a sentence', async (_what, text) => {
    const answer = await scene.ask('POST', '/jobs', { raw: text, headers: { 'content-type': 'application/json' } });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'REQUEST_INVALID']);
    expect(answer.text).not.toMatch(/\bat .+:\d+:\d+/);
  });

  it('of a DELETE are refused', async () => {
    const answer = await scene.ask('DELETE', '/jobs/20260101T000000000Z-00000000', { body: {} });
    expect(codeOf(answer)).toBe('REQUEST_INVALID');
  });

  it('that come too slowly cost their caller the connection, and nobody else anything', async () => {
    const slow = raw(
      'POST /jobs HTTP/1.1\r\nHost: x\r\nX-Huntbook: 1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a'
    );
    expect((await scene.ask('GET', '/health')).status).toBe(200);
    expect(await slow).not.toContain(' 20');
  }, 45_000);
});

describe('addresses', () => {
  it('say which methods they know', async () => {
    const answer = await scene.ask('PATCH', '/jobs');
    expect([answer.status, codeOf(answer)]).toEqual([405, 'METHOD_UNKNOWN']);
    expect(codeOf(await scene.ask('GET', '/none'))).toBe('NOT_THERE');
  });

  it.each([
    'GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'GET /health HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n',
    'GET http://evil.example/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'NONSENSE\r\n\r\n'
  ])('%j is answered, and the service goes on', async bytes => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 \d{3} /);
    expect((await scene.ask('GET', '/health')).status).toBe(200);
  });
});

describe('readers', () => {
  it.each(['7', '99999999', '-1', '1.5', '0x10', '1e3', ' 1'])('with the cursor %j get a sentence', async cursor => {
    const { id } = await scene.run('events:3');
    await scene.ended(id);
    const answer = await scene.ask('GET', `/jobs/${id}/events?cursor=${encodeURIComponent(cursor)}`);
    expect(answer.status).toBe(400);
    expect(['CURSOR_INVALID', 'REQUEST_INVALID']).toContain(codeOf(answer));
  });

  it('get a piece of the size that the service allows, whatever they ask for', async () => {
    const { id } = await scene.run('done');
    await scene.ended(id);
    for (const query of ['', '?limitBytes=1000000']) {
      const { text, nextOffset } = (await scene.ask('GET', `/jobs/${id}/result${query}`)).json<TextPage>();
      expect([Buffer.byteLength(text), nextOffset]).toEqual([100, 100]);
    }
  });

  it('with an offset inside a character get a sentence', async () => {
    const { id } = await scene.run('done');
    await scene.ended(id);
    expect(codeOf(await scene.ask('GET', `/jobs/${id}/report?offset=6`))).toBe('CURSOR_INVALID');
  });

  it('get streams that end themselves by time and size, and miss nothing when they come back', async () => {
    const { id } = await scene.run('events:100 wait:end-of-stream');
    const accept = { headers: { accept: 'text/event-stream' } };
    const seen: string[] = [];
    let cursor = 0;
    let streams = 0;
    for (let last = ''; last !== 'end'; streams += 1) {
      const { text, headers } = await scene.ask('GET', `/jobs/${id}/events?cursor=${String(cursor)}`, accept);
      expect(headers['content-type']).toMatch(/^text\/event-stream/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      const events = text.split('\n\n').filter(event => /^event: /m.test(event));
      for (const event of events) {
        last = /^event: (\w+)$/m.exec(event)?.[1] ?? '';
        if (last === 'run') seen.push(/"cell":(\d+)/.exec(event)?.[1] ?? '');
        cursor = Number(/^id: (\d+)$/m.exec(event)?.[1] ?? cursor);
      }
      expect(['more', 'end']).toContain(last);
      // The first ended by its size, the second by its time.
      if (streams === 1) scene.write('end-of-stream');
    }
    expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => String(index)));
    expect(streams).toBe(3);
  });

  it('who ask for the head of a stream only keep no place of others', async () => {
    const { id } = await scene.run('events:3');
    await scene.ended(id);
    const accept = { headers: { accept: 'text/event-stream' } };
    for (let round = 0; round < 5; round += 1) {
      const head = await scene.ask('HEAD', `/jobs/${id}/events`, accept);
      expect([head.status, head.headers['content-type'], head.text]).toEqual([200, 'text/event-stream', '']);
    }
    expect((await scene.ask('GET', `/jobs/${id}/events`, accept)).text).toContain('event: end');
  });

  it('are not let in without end, and a run never waits for one', async () => {
    const { id } = await scene.run('wait:enough');
    await scene.until(id, 'running');
    const polls = Array.from({ length: 3 }, () => scene.ask('GET', `/jobs/${id}/events?waitMs=20000`));
    let refused = await scene.ask('GET', `/jobs/${id}/events?waitMs=20000`);
    while (refused.status === 200) refused = await scene.ask('GET', `/jobs/${id}/events?waitMs=20000`);
    expect([refused.status, codeOf(refused)]).toEqual([429, 'QUEUE_FULL']);
    scene.write('enough');
    expect((await Promise.all(polls)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await scene.ended(id)).toMatchObject({ status: 'completed' });
    expect((await scene.ask('GET', `/jobs/${id}/events`)).status).toBe(200);
  });
});

it('nothing went wrong inside while all this came in', () => {
  expect(scene.reported).toEqual([]);
});

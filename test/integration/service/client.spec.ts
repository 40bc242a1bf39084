import { request } from 'node:http';
import { createServiceClient, type Followed, type Pause, type Send } from '../../../src/service-api/index.js';
import { ServiceScene } from '../../support/service.js';

const through =
  (scene: ServiceScene): Send =>
  (path, { method, headers, body }) =>
    new Promise((done, fail) => {
      const sent = request({ socketPath: scene.socket, method, path, headers }, response => {
        response.setEncoding('utf8');
        const text = async (): Promise<string> => {
          let all = '';
          for await (const piece of response as AsyncIterable<string>) all += piece;
          return all;
        };
        done({ status: response.statusCode ?? 0, text, pieces: () => response as AsyncIterable<string> });
      });
      sent.on('error', fail);
      sent.end(body);
    });

/** What a proxy says when nobody is behind it. */
const NOBODY = {
  status: 500,
  text: () => Promise.resolve('<html>'),
  pieces: () => [] as unknown as AsyncIterable<string>
};

const pause: Pause = () => new Promise(done => setTimeout(done, 10));

const kinds = (followed: readonly Followed[]): readonly unknown[] =>
  followed.map(each => (each.kind === 'job' ? each.job.status : each.kind === 'run' ? each.event.kind : each.kind));

it('a client follows a run over streams that end themselves, and reads all of it', async () => {
  await using scene = new ServiceScene();
  await scene.start({ limits: { streamMs: 100 } });
  const client = createServiceClient({ send: through(scene), pause });
  const { id } = await client.start({
    notebook: 'a.ipynb',
    input: { dataType: 'other', data: 'events:3 wait:go events:2' }
  });
  const followed: Followed[] = [];
  for await (const each of client.follow(id)) {
    followed.push(each);
    if (followed.length === 6) scene.write('go');
  }
  expect(kinds(followed).filter(kind => kind === 'cellStarted')).toHaveLength(5);
  expect(kinds(followed).at(-1)).toBe('completed');
  const [, second] = followed.flatMap(each => (each.kind === 'run' ? [each.cursor] : []));
  const rest: Followed[] = [];
  for await (const each of client.follow(id, { ...(second === undefined ? {} : { cursor: second }) })) rest.push(each);
  expect(kinds(rest).filter(kind => kind === 'cellStarted')).toHaveLength(3);
  expect(JSON.parse(await client.text(id, 'result'))).toMatchObject({ success: true });
  expect(await client.text(id, 'report')).toBe('<div>é</div>');
  expect((await client.list({ notebook: 'a.ipynb' })).jobs).toHaveLength(1);
  expect(await client.compare(id, id)).toEqual({ isEqual: true, differences: [] });
  expect((await client.form('a.ipynb')).hasParametersCell).toBe(false);
  const { revision, ...samples } = await client.samples('a.ipynb');
  expect(samples).toEqual({ path: 'a.samples.json', config: {}, samples: [] });
  await client.saveSamples('a.ipynb', { revision, config: {}, samples: [] });
  expect((await client.health('1.2.3')).status).toBe('ok');
  expect(await client.remove(id)).toEqual({ id });
});

it('a client tells what the service says from what a proxy says in its place', async () => {
  await using scene = new ServiceScene();
  await scene.start();
  const client = createServiceClient({ send: through(scene), pause });
  await expect(client.job('20260101T000000000Z-00000000')).rejects.toMatchObject({
    code: 'SERVICE_REFUSED',
    details: { status: 404, code: 'NOT_THERE' }
  });
  await expect(client.follow('20260101T000000000Z-00000000').next()).rejects.toMatchObject({ code: 'SERVICE_REFUSED' });
  const proxied = createServiceClient({ send: () => Promise.resolve(NOBODY), pause });
  await expect(proxied.health()).rejects.toMatchObject({ code: 'SERVICE_ABSENT', details: { status: 500 } });
});

it.each([302, 401, 403, 404])('a reader that is signed out, or finds no proxy, ends with that: %j', async status => {
  const client = createServiceClient({ send: () => Promise.resolve({ ...NOBODY, status }), pause });
  await expect(client.follow('20260101T000000000Z-00000000').next()).rejects.toMatchObject({
    code: 'SERVICE_ABSENT',
    details: { status }
  });
});

it('a reader that finds nobody says so, comes back with its cursor, and ends with its signal', async () => {
  await using scene = new ServiceScene();
  await scene.start({ limits: { streamMs: 100 } });
  const send = through(scene);
  const paths: string[] = [];
  let isGone = false;
  const client = createServiceClient({
    pause,
    send: (path, request) => {
      paths.push(path);
      return isGone ? Promise.resolve({ ...NOBODY, status: 599 }) : send(path, request);
    }
  });
  const { id } = await client.start({
    notebook: 'a.ipynb',
    input: { dataType: 'other', data: 'events:3 wait:go events:2 wait:end' }
  });
  const followed: Followed[] = [];
  const stop = new AbortController();
  for await (const each of client.follow(id, { signal: stop.signal })) {
    followed.push(each);
    if (each.kind === 'run' && each.event.kind === 'cellStarted') isGone = followed.length > 3;
    if (each.kind === 'lost' && followed.filter(({ kind }) => kind === 'lost').length === 2) {
      isGone = false;
      scene.write('go');
    }
    if (kinds(followed).filter(kind => kind === 'cellStarted').length === 5) stop.abort();
  }
  expect(kinds(followed).filter(kind => kind === 'lost')).toHaveLength(2);
  expect(kinds(followed).filter(kind => kind === 'cellStarted')).toHaveLength(5);
  expect(kinds(followed)).not.toContain('completed');
  expect(paths.filter(path => path.includes('/events')).at(-1)).toMatch(/cursor=[1-9]/u);
});

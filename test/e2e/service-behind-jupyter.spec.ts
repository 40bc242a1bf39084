import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EventPage, Health, Job } from '../../src/service-api/index.js';
import { code, notebookJson } from '../support/cortex-driver.js';
import { JupyterServer, type ProxyRequest } from '../support/jupyter-server.js';
import { kernelCount, servicePids } from '../support/processes.js';

const PYTHON = resolve(process.env['HUNTBOOK_TEST_PYTHON'] ?? '.cache/venv/bin/python');
const CLIENT = { 'x-huntbook': '1', 'content-type': 'application/json' };

const runOf = (steps: object = {}): ProxyRequest => ({
  headers: CLIENT,
  body: JSON.stringify({
    notebook: 'a.ipynb',
    input: { dataType: 'ip', data: '192.0.2.1' },
    config: { any_python: [PYTHON] },
    ...steps
  })
});

let server: JupyterServer;
beforeAll(async () => {
  server = new JupyterServer();
  await server.start();
  writeFileSync(
    join(server.root, 'a.ipynb'),
    notebookJson([code('print(6 * 7)'), code('import os; print(os.getcwd())')])
  );
  writeFileSync(
    join(server.root, 'sleeps.ipynb'),
    notebookJson([code('print("asleep")\nimport time; time.sleep(3600)')])
  );
}, 150_000);
afterAll(() => server[Symbol.asyncDispose]());

const jobOf = async (id: string): Promise<Job> =>
  JSON.parse((await server.ask('GET', `/huntbook/jobs/${id}`)).text) as Job;

it('is started by the first request, knows the root of the server, and runs a notebook as its page sees it', async () => {
  const health = await server.ask('GET', '/huntbook/health?extension=0.0.1&1732694400000');
  expect(health.status).toBe(200);
  const { versions, problems } = JSON.parse(health.text) as Health;
  expect(versions.worker).toBe(versions.companion);
  expect(problems.map(({ code: problem }) => problem)).toContain('extension-version-equal');
  const started = await server.ask('POST', '/huntbook/jobs?token=t0', runOf());
  expect(started.status).toBe(202);
  const { id } = JSON.parse(started.text) as Job;
  const stream = await server.ask('GET', `/huntbook/jobs/${id}/events`, { headers: { accept: 'text/event-stream' } });
  expect(stream.headers['content-type']).toMatch(/^text\/event-stream/);
  expect(stream.text).toMatch(/event: end\n/);
  expect(stream.text).toContain(server.root);
  expect(await jobOf(id)).toMatchObject({ status: 'completed', error: null });
});

it('hands a refusal on, whatever the size of what was refused', async () => {
  const body = Buffer.alloc(40 * 1024 * 1024, 32);
  const large = await server.ask('POST', '/huntbook/jobs', { headers: CLIENT, body });
  expect([large.status, large.text]).toEqual([413, expect.stringContaining('BODY_TOO_LARGE')]);
  const foreign = await server.ask('POST', '/huntbook/jobs', {
    ...runOf(),
    headers: { ...CLIENT, origin: 'https://evil.example' }
  });
  expect([foreign.status, foreign.text]).toEqual([403, expect.stringContaining('REQUEST_FORBIDDEN')]);
});

it('stops a page of somebody else that has the cookies of the session, which the proxy lets through', async () => {
  const login = await server.ask('GET', '/api/contents?token=t0');
  const cookies = [login.headers['set-cookie'] ?? []]
    .flat()
    .map(cookie => cookie.split(';')[0])
    .join('; ');
  const asPage = (headers: Record<string, string>): ProxyRequest => ({
    ...runOf(),
    headers: { cookie: cookies, ...headers }
  });
  const form = await server.ask('POST', '/huntbook/jobs', asPage({ 'content-type': 'text/plain' }));
  expect([form.status, form.text]).toEqual([403, expect.stringContaining('REQUEST_FORBIDDEN')]);
});

it('outlives its readers and comes back by itself when it is killed, with the run that went on', async () => {
  const { id } = JSON.parse(
    (await server.ask('POST', '/huntbook/jobs', runOf({ notebook: 'sleeps.ipynb' }))).text
  ) as Job;
  let page: EventPage | undefined;
  while (page?.events.some(({ kind }) => kind === 'cellOutput') !== true) {
    page = JSON.parse((await server.ask('GET', `/huntbook/jobs/${id}/events?waitMs=5000`)).text) as EventPage;
  }
  const [pid] = servicePids(server.path);
  process.kill(pid ?? 0, 'SIGKILL');
  let answer = await server.ask('GET', `/huntbook/jobs/${id}`);
  while (answer.status !== 200) answer = await server.ask('GET', `/huntbook/jobs/${id}`);
  expect(JSON.parse(answer.text)).toMatchObject({ status: 'running' });
  expect(servicePids(server.path)).not.toContain(pid);
  await server.ask('POST', `/huntbook/jobs/${id}/cancel`, { headers: { 'x-huntbook': '1' } });
  while ((await jobOf(id)).status === 'running') await new Promise(next => setTimeout(next, 50));
  expect(await jobOf(id)).toMatchObject({ status: 'cancelled' });
});

it('never prints a token or an address', () => {
  const printed = server.log.split('\n').filter(line => line.includes('huntbook serve:'));
  expect(printed.join('\n')).toMatch(/listens on/);
  expect(printed.join('\n')).not.toMatch(/token|\bt0\b/);
});

it('ends with a server that is killed, and leaves neither run nor kernel', async () => {
  await server.ask('POST', '/huntbook/jobs', runOf({ notebook: 'sleeps.ipynb' }));
  while (kernelCount(server.path) === 0) await new Promise(next => setTimeout(next, 50));
  await server.stop('SIGKILL');
  while (servicePids(server.path).length + kernelCount(server.path) > 0)
    await new Promise(next => setTimeout(next, 100));
  expect(servicePids(server.path)).toEqual([]);
});

it('tells a page what is missing when there is no Node', async () => {
  await using bare = new JupyterServer();
  await bare.start({ HUNTBOOK_NODE: '/no/such/node' });
  const answer = await bare.ask('GET', '/huntbook/health');
  expect(answer.status).toBe(503);
  expect(JSON.parse(answer.text)).toEqual({
    error: {
      code: 'SERVICE_UNSUPPORTED',
      message: expect.stringMatching(/^HUNTBOOK_NODE is \/no\/such\/node, but it cannot be run/)
    }
  });
}, 150_000);

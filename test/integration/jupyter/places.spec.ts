import type { ServerResponse } from 'node:http';
import { openAddress, Places, wayOfEnvironment } from '../../../companion/src/jupyter/index.js';
import { Secret } from '../../../src/secret.js';
import { startFakeJupyter, type FakeJupyter } from '../../support/fake-jupyter.js';

const WAY = wayOfEnvironment({});
const TOKEN = new Secret('canary');
const answer = (response: ServerResponse, status: number): true => {
  response.writeHead(status).end();
  return true;
};

let server: FakeJupyter;
let failures = 0;
let status = 502;
beforeAll(async () => {
  server = await startFakeJupyter({
    before: ({ url }, response) => url === '/api' && (failures -= 1) >= 0 && answer(response, status)
  });
});
afterAll(() => server.stop());

const open = (token: Secret | undefined) => openAddress({ ...WAY, baseUrl: server.baseUrl, token });

it.each([undefined, TOKEN])('a server that starts again is still a Jupyter server', async token => {
  [failures, status] = [2, 502];
  await using opened = await open(token);
  expect(opened.kind).toBe('site');
});

it('one that has no answer at all is not taken for plain files', async () => {
  [failures, status] = [3, 502];
  await expect(open(undefined)).rejects.toMatchObject({ code: 'STORAGE', details: { kind: 'unavailable' } });
});

it('what is no Jupyter server holds plain files, unless there is a token for it', async () => {
  [failures, status] = [2, 404];
  await using opened = await open(undefined);
  expect(opened.kind).toBe('web');
  await expect(open(TOKEN)).rejects.toThrow(/a token is given, and no Jupyter server answers at this address/);
});

it('a checkpoint that meets a server that starts again does not spoil the store at the end', async () => {
  await using places = new Places({ way: WAY, tokenFor: () => TOKEN });
  const location = `${server.baseUrl.href}one.ipynb`;
  [failures, status] = [3, 503];
  await expect(places.storage(location)).rejects.toMatchObject({ details: { kind: 'unavailable' } });
  const storage = await places.storage(location);
  await storage.write(location, '{}');
  expect(server.asked.at(-1)).toBe('PUT /api/contents/one.ipynb');
});

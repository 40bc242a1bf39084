import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  code,
  hasFile,
  notebookJson,
  notebooksOf,
  Scene,
  successOf,
  until,
  type TestCell
} from '../support/cortex-driver.js';
import { HUB_TOKENS, startHub, type Hub } from '../support/hub.js';
import { makeCa } from '../support/own-ca.js';
import { kernelCount } from '../support/processes.js';
import { temporaryFolder } from '../support/real-kernel.js';

const folder = temporaryFolder('huntbook-hub-ca-');
const files = makeCa(folder.path);
let hub: Hub;

beforeAll(async () => {
  hub = await startHub({ tls: files });
}, 90_000);

afterAll(async () => {
  Scene.disposeAll();
  await hub.stop();
  folder.remove();
});

afterEach(async () => {
  expect(await hub.servers('alice')).toEqual([]);
  expect(kernelCount(hub.folder)).toBe(0);
  for (const token of Object.values(HUB_TOKENS)) expect(hub.log()).not.toContain(token);
});

const PARAMETERS = code('thehive_observable_value = ""', 'parameters');
const TAXONOMY = code(
  'import os\nprint(\'{"level": "safe", "namespace": "N", "predicate": "P", "value": "%s"}\' % os.path.basename(os.getcwd()))',
  'taxonomies'
);

function put(path: string, cells: readonly TestCell[]): void {
  mkdirSync(dirname(join(hub.home('alice'), path)), { recursive: true });
  writeFileSync(join(hub.home('alice'), path), notebookJson([PARAMETERS, ...cells]));
}

const stored = (path: string): readonly string[] =>
  readdirSync(join(hub.home('alice'), path)).filter(name => name.endsWith('.ipynb'));

/** Configured as the README of the original says, word for word; the docs show the same. */
function sceneOf(config: Readonly<Record<string, unknown>>): Scene {
  return new Scene({
    notebooks: {},
    config: {
      input_hostname: hub.baseUrl.href.replace(/\/$/, ''),
      input_handler_http_service_api_token: HUB_TOKENS.cortex,
      input_handler_http_is_jupyterhub: true,
      input_handler_http_execute_remotely: true,
      output_hostname: hub.baseUrl.href.replace(/\/$/, ''),
      output_handler_http_service_api_token: HUB_TOKENS.cortex,
      output_handler_http_is_jupyterhub: true,
      any_handler_http_user: 'alice',
      cacerts: readFileSync(files.ca, 'utf8'),
      ...config
    }
  });
}

it('feature 8, cortex-thehive §4 #16, #18, headless §4.3 #11, #12, #14, #16, #27: the worker as the original says runs two notebooks on a JupyterHub over https', async () => {
  put('playbooks/one.ipynb', [TAXONOMY]);
  put('two.ipynb', [TAXONOMY]);
  const scene = sceneOf({ input_paths: ['/playbooks/one.ipynb', '/two.ipynb'], output_folder: '/done/%Y' });
  const run = await scene.run();
  const result = successOf(run);
  expect(result.taxonomies.map(({ value }) => value)).toEqual(['playbooks', 'alice']);
  expect(result.full['problems']).toEqual([]);
  expect(stored(`done/${String(new Date().getUTCFullYear())}`)).toHaveLength(2);
  for (const { output_notebook: link } of notebooksOf(result)) {
    expect(String(link)).toMatch(
      /^https:\/\/127\.0\.0\.1:\d+\/hubs\/user\/alice\/lab\/tree\/done\/\d{4}\/[\w.-]+\.ipynb$/
    );
  }
  expect(scene.output() + run.printed).not.toContain('canary');
}, 120_000);

it('feature 10, feature 33: a notebook of a hub runs here, with the file of the observable, and is stored there', async () => {
  put('local.ipynb', [code('print(open(thehive_observable_file).read())'), TAXONOMY]);
  const scene = new Scene({
    notebooks: {},
    dataType: 'file',
    attachment: { bytes: 'mail body', filename: 'x.eml' },
    config: {
      input_hostname: hub.baseUrl.href,
      input_paths: ['local.ipynb'],
      input_handler_http_service_api_token: HUB_TOKENS.cortex,
      output_hostname: hub.baseUrl.href,
      output_handler_http_service_api_token: HUB_TOKENS.cortex,
      output_folder: 'local',
      any_handler_http_user: 'alice',
      cacerts: readFileSync(files.ca, 'utf8')
    }
  });
  successOf(await scene.run());
  const [name = ''] = stored('local');
  expect(readFileSync(join(hub.home('alice'), 'local', name), 'utf8')).toContain('mail body');
}, 120_000);

it('feature 32, cortex-thehive §4 #17, #18, headless §4.3 #11: after a SIGTERM the answer is there within 2 s, the worker ends within 15 s, and server and record go', async () => {
  put('slow.ipynb', [TAXONOMY, code('open("slow-started", "w").close()\nimport time\nwhile True: time.sleep(0.05)')]);
  const scene = sceneOf({ input_paths: ['slow.ipynb'], output_folder: 'cancelled' });
  const { process: worker, done } = scene.start();
  await until(hasFile(join(hub.home('alice'), 'slow-started')), 60_000);
  const sinceMs = performance.now();
  worker.kill('SIGTERM');
  const isThere = hasFile(join(scene.job.output, 'output.json'));
  await until(() => isThere() && scene.output().startsWith('{"success":true'), 2_000);
  const { result } = await done;
  expect(performance.now() - sinceMs).toBeLessThan(17_000);
  // It was asked to end; a hub with much to do takes its time over that.
  for (let attempt = 0; attempt < 40 && (await hub.servers('alice')).length > 0; attempt += 1) await wait(500);
  expect(successOf({ result }).taxonomies).toContainEqual(expect.objectContaining({ value: 'alice' }));
}, 120_000);

it('headless §4.3 #11: what a killed worker has left on a hub is ended by the next job', async () => {
  put('killed.ipynb', [code('open("killed-started", "w").close()\nimport time\ntime.sleep(600)')]);
  put('after.ipynb', [TAXONOMY]);
  const environment = { HUNTBOOK_STATE: join(folder.path, 'state') };
  const killed = sceneOf({ input_paths: ['killed.ipynb'] });
  const { process: worker, done } = killed.start(environment);
  await until(hasFile(join(hub.home('alice'), 'killed-started')), 60_000);
  worker.kill('SIGKILL');
  await done;
  expect(await hub.servers('alice')).toHaveLength(1);
  successOf(await sceneOf({ input_paths: ['after.ipynb'] }).run(environment));
}, 120_000);

it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
  ['no user', { any_handler_http_user: null }, /any_handler_http_user must name the user whose server the hub starts/],
  [
    'no token',
    { input_handler_http_service_api_token: null, output_handler_http_service_api_token: null },
    /api_token is needed: a hub starts no server/
  ],
  [
    'a token without the scope',
    {
      input_handler_http_service_api_token: HUB_TOKENS.outside,
      output_handler_http_service_api_token: HUB_TOKENS.outside
    },
    /lacks the scope access:servers for alice/
  ],
  ['a spawner that fails', { any_handler_http_user: 'failing' }, /The server of failing on .* did not start/]
])(
  'headless §4.3 #13, cortex-thehive §4 #18: %s is a failure in one sentence',
  async (_title, config, sentence) => {
    const scene = sceneOf({ input_paths: ['x.ipynb'], ...config });
    const { result, printed } = await scene.run();
    expect(result).toMatchObject({ status: 'Failure', errorMessage: expect.stringMatching(sentence) as string });
    expect(scene.output() + printed).not.toContain('canary');
    expect(await hub.servers('failing')).toEqual([]);
  },
  60_000
);

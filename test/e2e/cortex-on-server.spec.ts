import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import {
  code,
  hasFile,
  notebookJson,
  notebooksOf,
  Scene,
  successOf,
  until,
  type SceneOptions,
  type TestCell
} from '../support/cortex-driver.js';
import { startChaosProxy, type ChaosProxy } from '../support/chaos-proxy.js';
import { startJupyterServer, TOKEN, type JupyterServer } from '../support/kernel-server.js';
import { makeCa } from '../support/own-ca.js';
import { kernelCount } from '../support/processes.js';
import { temporaryFolder } from '../support/real-kernel.js';

let server: JupyterServer;
let proxy: ChaosProxy;
/** Where the server is, over the proxy that remembers what was sent. */
let address: string;

beforeAll(async () => {
  server = await startJupyterServer();
  proxy = await startChaosProxy(Number(server.baseUrl.port));
  const url = new URL(server.baseUrl);
  url.port = String(proxy.port);
  address = url.href;
}, 90_000);

afterAll(async () => {
  Scene.disposeAll();
  await proxy.stop();
  await server.stop();
});

afterEach(async () => {
  expect(await server.kernels()).toEqual([]);
  expect(filesOf('.').filter(name => name.includes('observable'))).toEqual([]);
});

const PARAMETERS = code('thehive_observable_value = ""', 'parameters');
const filesOf = (folder: string): readonly string[] =>
  readdirSync(join(server.rootFolder, folder), { recursive: true, encoding: 'utf8' }).filter(
    // The server keeps a copy of each notebook, as of any that is saved in JupyterLab.
    name => !name.includes('.ipynb_checkpoints')
  );
const onServer = (path: string): string => readFileSync(join(server.rootFolder, path), 'utf8');

function put(path: string, cells: readonly TestCell[]): void {
  mkdirSync(dirname(join(server.rootFolder, path)), { recursive: true });
  writeFileSync(join(server.rootFolder, path), notebookJson([PARAMETERS, ...cells]));
}

/** A job configured as for the original, on a plain Jupyter server. */
function sceneOf(config: Readonly<Record<string, unknown>>, more: Partial<SceneOptions> = {}): Scene {
  return new Scene({
    notebooks: {},
    ...more,
    config: {
      input_hostname: address,
      input_handler_http_service_api_token: TOKEN,
      input_handler_http_is_jupyterhub: false,
      input_handler_http_execute_remotely: true,
      output_hostname: address,
      output_handler_http_service_api_token: TOKEN,
      output_handler_http_is_jupyterhub: false,
      output_folder: '/',
      ...config
    }
  });
}

const TAXONOMY = code(
  'import os\nprint(\'{"level": "safe", "namespace": "N", "predicate": "P", "value": "%s"}\' % os.path.basename(os.getcwd()))',
  'taxonomies'
);

describe('a job whose notebooks lie, run and are stored on a Jupyter server', () => {
  it('feature 9, cortex-thehive §4 #15, #19, headless §4.3 #8, #27: (spike-hub §7) works with a slash or none, in sub-folders, and its link opens', async () => {
    put('play books/é #1?.ipynb', [code('x = 1'), TAXONOMY]);
    put('two.ipynb', [code('print("x" in globals())'), TAXONOMY]);
    for (const [host, folder] of [
      [address, '/'],
      [address.replace(/\/$/, ''), 'done/{dataType}/%Y/']
    ] as const) {
      const scene = sceneOf({
        input_hostname: host,
        output_hostname: host,
        input_paths: ['/play books/é #1?.ipynb', 'two.ipynb'],
        output_folder: folder
      });
      const run = await scene.run();
      const result = successOf(run);
      expect(result.full['problems']).toEqual([]);
      expect(result.taxonomies.map(({ value }) => value)).toEqual(['play books', 'root']);
      for (const { output_notebook: link } of notebooksOf(result)) {
        const page = await fetch(String(link), { headers: { Authorization: `token ${TOKEN}` } });
        expect(page.status).toBe(200);
        expect(await page.text()).toContain('cells');
      }
      expect(JSON.stringify(run.result) + run.printed + scene.output()).not.toContain(TOKEN);
    }
    const stored = filesOf('.').filter(name => /AZx9kQ-1.*\.ipynb$/.test(name));
    expect(stored).toHaveLength(4);
    const year = String(new Date().getUTCFullYear());
    expect(stored.filter(name => name.startsWith(`done/ip/${year}/`))).toHaveLength(2);
    for (const name of stored) expect(onServer(name)).not.toContain(TOKEN);
    expect(stored.map(onServer).join('')).not.toContain('True\\n');
  }, 60_000);

  it('feature 33, feature 16, cortex-thehive §4 #24: gives the file of an observable, and takes the files that notebooks make', async () => {
    put('files/in.ipynb', [
      code('open("found.bin", "wb").write(bytes(range(256)))\ncontent = open(thehive_observable_file).read()'),
      code(
        'import json\nprint(json.dumps({"dataType": "other", "data": content}))\nfor name in ["found.bin", "../two.ipynb", "/etc/passwd", "absent"]: print(json.dumps({"dataType": "file", "data": name}))',
        'artifacts'
      )
    ]);
    const scene = sceneOf(
      { input_paths: ['files/in.ipynb'], output_folder: 'stored' },
      {
        dataType: 'file',
        attachment: { bytes: 'mail body', filename: 'x;evil.eml', contentType: 'message/rfc822' }
      }
    );
    const { artifacts, full } = successOf(await scene.run());
    expect(artifacts.map(({ dataType, data }) => [dataType, data])).toEqual([
      ['other', 'mail body'],
      ['file', undefined]
    ]);
    const [file] = readdirSync(scene.job.output).filter(name => name !== 'output.json');
    expect([...readFileSync(join(scene.job.output, file ?? ''))]).toEqual(
      Array.from({ length: 256 }, (_, byte) => byte)
    );
    const problems = full['problems'] as readonly { code: string; message: string }[];
    expect(problems.map(problem => problem.code)).toEqual([
      'artifact-file-inside',
      'artifact-file-inside',
      'artifact-file-readable'
    ]);
    expect(problems[2]?.message).toMatch(/"absent" cannot be fetched\. .* there is no such file or folder/);
  }, 60_000);

  it('headless §4.3 #6, cortex-thehive §4 #13, #14: stores what a failing notebook did, and runs the others', async () => {
    put('bad.ipynb', [code('print("before")'), code('1/0')]);
    put('good.ipynb', [TAXONOMY]);
    const scene = sceneOf({ input_paths: ['bad.ipynb', 'good.ipynb', 'absent.ipynb'], output_folder: 'failing' });
    const result = successOf(await scene.run());
    expect(result.full['status']).toBe('partial');
    expect(notebooksOf(result).map(({ status }) => status)).toEqual(['failed', 'completed', 'unstarted']);
    const [bad = ''] = filesOf('failing').filter(name => name.includes('-bad-'));
    expect(onServer(`failing/${bad}`)).toContain('ZeroDivisionError');
    expect(JSON.stringify(notebooksOf(result))).toContain('there is no such file or folder');
  }, 60_000);

  it('headless §4.3 #35: results count although the server does not take the executed notebook', async () => {
    put('blocks.ipynb', [TAXONOMY, code('import shutil, os\nshutil.rmtree("blocked")\nopen("blocked", "w").close()')]);
    const scene = sceneOf({ input_paths: ['blocks.ipynb'], output_folder: 'blocked' });
    const result = successOf(await scene.run());
    expect(result.taxonomies).toContainEqual(expect.objectContaining({ value: 'root' }));
    const [problem] = result.full['problems'] as readonly { code: string; message: string }[];
    expect(problem?.code).toBe('notebook-stored');
    const kept = / It is kept in (\S+) on/.exec(problem?.message ?? '')?.[1] ?? '';
    expect(existsSync(kept)).toBe(true);
  }, 60_000);

  it('feature 32, cortex-thehive §4 #17: answers within 2 s of a SIGTERM, and leaves no kernel', async () => {
    const started = join(server.rootFolder, 'slow-started');
    put('slow.ipynb', [TAXONOMY, code('open("slow-started", "w").close()\nimport time\nwhile True: time.sleep(0.05)')]);
    const scene = sceneOf({ input_paths: ['slow.ipynb'], output_folder: 'cancelled' });
    const { process: worker, done } = scene.start();
    await until(hasFile(started));
    worker.kill('SIGTERM');
    const isThere = hasFile(join(scene.job.output, 'output.json'));
    await until(() => isThere() && scene.output().startsWith('{"success":true'), 2_000);
    const result = successOf(await done);
    expect(result.taxonomies).toContainEqual(expect.objectContaining({ value: 'root' }));
    const [stored = ''] = filesOf('cancelled');
    expect(onServer(`cancelled/${stored}`)).toContain('slow-started');
    expect(kernelCount(dirname(server.rootFolder))).toBe(0);
  }, 60_000);
});

it('feature 10: a notebook of a server can run here, and lie here and be stored there', async () => {
  put('here.ipynb', [TAXONOMY]);
  const scene = sceneOf({ input_paths: ['here.ipynb'], input_handler_http_execute_remotely: false });
  expect(successOf(await scene.run()).taxonomies).toContainEqual(expect.objectContaining({ value: 'files' }));
  const other = new Scene({
    notebooks: { 'local.ipynb': [TAXONOMY] },
    config: {
      output_hostname: address,
      output_handler_http_service_api_token: TOKEN,
      output_handler_http_is_jupyterhub: false,
      output_folder: 'from-here'
    }
  });
  expect(successOf(await other.run()).taxonomies).toContainEqual(expect.objectContaining({ value: 'notebooks' }));
  expect(filesOf('from-here')).toHaveLength(1);
}, 60_000);

it('cortex-thehive §4 #23: makes the output folder on the output server only', async () => {
  put('apart.ipynb', [TAXONOMY]);
  const other = await startJupyterServer({}, { base: '/' });
  try {
    const scene = sceneOf({
      input_paths: ['apart.ipynb'],
      output_hostname: other.baseUrl.href,
      output_folder: 'apart'
    });
    successOf(await scene.run());
    expect(readdirSync(join(other.rootFolder, 'apart')).filter(name => name.endsWith('.ipynb'))).toHaveLength(1);
    expect(existsSync(join(server.rootFolder, 'apart'))).toBe(false);
  } finally {
    await other.stop();
  }
}, 60_000);

describe('headless §4.3 #13, cortex-thehive §4 #18, #29: a server that cannot be used is a failure in one sentence', () => {
  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['nobody listens', { input_hostname: 'http://127.0.0.1:2/' }, /^Nothing listens at http:\/\/127\.0\.0\.1:2\. /],
    [
      'the token is wrong',
      { input_handler_http_service_api_token: 'wrong-canary', output_handler_http_service_api_token: 'wrong-canary' },
      /the token was not accepted/
    ],
    [
      'the address holds a password',
      { input_hostname: 'http://u:p@127.0.0.1:1' },
      /input_hostname must not hold a user/
    ],
    [
      'plain files are to run remotely',
      { input_hostname: 'FILES', input_handler_http_service_api_token: '' },
      /input_handler_http_execute_remotely needs a Jupyter server in input_hostname/
    ]
  ])(
    '%s',
    async (_title, config, sentence) => {
      const files = createServer((_request, response) => response.writeHead(404).end());
      await new Promise<void>(done => files.listen(0, '127.0.0.1', done));
      const plain = `http://127.0.0.1:${String((files.address() as AddressInfo).port)}`;
      const host = config['input_hostname'] === 'FILES' ? { input_hostname: plain } : {};
      const scene = sceneOf({ input_paths: ['x.ipynb'], ...config, ...host });
      const { result, printed } = await scene.run();
      files.closeAllConnections();
      files.close();
      expect(result).toMatchObject({ status: 'Failure', errorMessage: expect.stringMatching(sentence) as string });
      expect(scene.output() + printed).not.toContain('canary');
    },
    30_000
  );
});

describe('a server with the certificate of a CA of its own', () => {
  const folder = temporaryFolder('huntbook-ca-');
  const files = makeCa(folder.path);
  let secure: JupyterServer;
  let tunnel: Server;
  const tunnelled: string[] = [];

  beforeAll(async () => {
    secure = await startJupyterServer({ 'ServerApp.allow_remote_access': 'True' }, { tls: files });
    // Loopback never goes through a proxy: the tunnel leads there under another name.
    tunnel = createServer().on('connect', (request, socket) => {
      tunnelled.push(request.url ?? '');
      const there = connect(Number(secure.baseUrl.port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(there).pipe(socket);
      });
      there.on('error', () => socket.destroy());
      socket.on('error', () => there.destroy());
    });
    await new Promise<void>(done => tunnel.listen(0, '127.0.0.1', done));
    writeFileSync(join(secure.rootFolder, 'tls.ipynb'), notebookJson([TAXONOMY]));
  }, 90_000);

  afterAll(async () => {
    await secure.stop();
    tunnel.closeAllConnections();
    tunnel.close();
    folder.remove();
  });

  const secureScene = (config: Readonly<Record<string, unknown>>): Scene =>
    sceneOf({
      input_hostname: secure.baseUrl.href,
      output_hostname: secure.baseUrl.href,
      input_paths: ['tls.ipynb'],
      ...config
    });

  it('feature 4, cortex-thehive §4 #16, headless §4.3 #16: is trusted with cacerts, for the WebSocket too', async () => {
    const scene = secureScene({ cacerts: readFileSync(files.ca, 'utf8') });
    expect(successOf(await scene.run()).taxonomies).toContainEqual(expect.objectContaining({ value: 'root' }));
    expect(kernelCount(dirname(secure.rootFolder))).toBe(0);
  }, 60_000);

  it('is refused without, and the sentence names cacerts', async () => {
    expect((await secureScene({}).run()).result).toMatchObject({
      status: 'Failure',
      errorMessage: expect.stringMatching(/is not trusted .* cacerts/) as string
    });
  }, 60_000);

  it('feature 3: is reached through the proxy of the configuration, but for NO_PROXY', async () => {
    const { port } = tunnel.address() as AddressInfo;
    const proxied = { proxy_https: `http://127.0.0.1:${String(port)}`, cacerts: readFileSync(files.ca, 'utf8') };
    // A name that only the tunnel knows.
    const host = `https://jupyter.invalid:${secure.baseUrl.port}${secure.baseUrl.pathname}`;
    const scene = secureScene({ ...proxied, input_hostname: host, output_hostname: host });
    expect(successOf(await scene.run()).taxonomies).toContainEqual(expect.objectContaining({ value: 'root' }));
    expect(new Set(tunnelled)).toEqual(new Set([`jupyter.invalid:${secure.baseUrl.port}`]));
    // The requests keep one connection open, the WebSocket is another one.
    expect(tunnelled.length).toBeGreaterThan(1);
    expect(kernelCount(dirname(secure.rootFolder))).toBe(0);
    const before = tunnelled.length;
    const direct = await secureScene({ ...proxied, input_hostname: host, output_hostname: host }).run({
      NO_PROXY: 'other.invalid, .invalid'
    });
    expect(direct.result).toMatchObject({ errorMessage: expect.stringMatching(/no host jupyter\.invalid/) as string });
    expect(tunnelled).toHaveLength(before);
  }, 60_000);
});

it('cortex-thehive §4 #2, #41, headless §4.3 #20, #21: tokens stand in headers, and in no address that was sent', () => {
  const lines = proxy.sent().match(/^(?:GET|POST|PUT|DELETE) \S+ HTTP/gm) ?? [];
  expect(lines.length).toBeGreaterThan(50);
  expect(lines.join('\n')).not.toMatch(/token|canary/);
  expect(server.log().replace(/^.*--IdentityProvider.*$/gm, '')).not.toContain(TOKEN);
});

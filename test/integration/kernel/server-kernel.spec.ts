import { setTimeout as wait } from 'node:timers/promises';
import { executeNotebook, type ExecutedNotebook } from '../../../companion/src/execution/index.js';
import type { Kernel } from '../../../companion/src/kernel/index.js';
import { startServerKernel, type ServerKernelOptions } from '../../../companion/src/kernel/remote/index.js';
import { readNotebook } from '../../../companion/src/notebook/index.js';
import { startChaosProxy, type ChaosProxy } from '../../support/chaos-proxy.js';
import { askerFor, startJupyterServer, TOKEN, type JupyterServer } from '../../support/kernel-server.js';

let server: JupyterServer;
let proxy: ChaosProxy;

beforeAll(async () => {
  server = await startJupyterServer();
  proxy = await startChaosProxy(Number(server.baseUrl.port));
}, 90_000);

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

afterEach(async () => {
  expect(await server.kernels()).toEqual([]);
});

/** Over the proxy when `isProxied`. */
function start(options: Partial<ServerKernelOptions> = {}, isProxied = false): Promise<Kernel> {
  const baseUrl = new URL(server.baseUrl);
  if (isProxied) baseUrl.port = String(proxy.port);
  return startServerKernel({
    kernelName: 'python3',
    baseUrl,
    serverName: 'the test server',
    ask: askerFor(baseUrl, TOKEN),
    headers: { Authorization: `token ${TOKEN}` },
    ...options
  });
}

async function run(sources: readonly string[], kernel: () => Promise<Kernel>): Promise<ExecutedNotebook> {
  const cells = sources.map(source => ({
    cell_type: 'code',
    metadata: {},
    execution_count: null,
    outputs: [],
    source
  }));
  const text = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells });
  const events = executeNotebook({
    notebook: readNotebook(text, { path: 'test.ipynb' }),
    kernel,
    papermill: { inputPath: 'test.ipynb', outputPath: null, parameters: {}, version: 'test' },
    signal: new AbortController().signal
  });
  for (;;) {
    const step = await events.next();
    if (!step.done) continue;
    await step.value.kernelGone;
    return step.value;
  }
}

const outputsOf = ({ notebook }: ExecutedNotebook): string =>
  notebook.cells.map(cell => (cell.cell_type === 'code' ? JSON.stringify(cell.outputs) : '')).join('\n');

it('feature 11, headless §4.3 #1, #2, #3, #4: every output of a cell on a server arrives, results and updates included', async () => {
  const executed = await run(
    [
      'for i in range(20): print(i, flush=True)\n1+1',
      "from IPython.display import display\nh = display('old', display_id=True)\nh.update('new')"
    ],
    () => start()
  );
  expect(executed.status).toBe('completed');
  const outputs = outputsOf(executed);
  expect(outputs).toContain('0\\n1\\n2\\n');
  expect(outputs).toContain('19\\n');
  expect(outputs).toContain('"text/plain":"2"');
  expect(outputs).toContain("'new'");
  expect(outputs).not.toContain("'old'");
});

it('headless §4.3 #5: an error after a print fails the run', async () => {
  const executed = await run(['print("before")\n1/0', 'print("never")'], () => start());
  expect(executed).toMatchObject({ status: 'failed', failedCell: 2 });
  expect(outputsOf(executed)).toContain('ZeroDivisionError');
});

const COUNTING = 'import time\nfor i in range(30):\n    print(i, flush=True)\n    time.sleep(0.1)\n"the end"';
const COUNTED = Array.from({ length: 30 }, (_, index) => `${index}\\n`).join('');
const socketsOpened = (): number => proxy.sent().match(/GET \S*\/channels\?/g)?.length ?? 0;

it('headless §4.3 #17: a connection that is reset while a cell runs loses nothing', async () => {
  const before = socketsOpened();
  const executing = run([COUNTING], () => start({}, true));
  await untilBusy();
  proxy.reset();
  const executed = await executing;
  expect(executed.status).toBe('completed');
  expect(executed.problems).toEqual([]);
  expect(outputsOf(executed)).toContain(COUNTED);
  expect(outputsOf(executed)).toContain("'the end'");
  expect(socketsOpened() - before).toBe(2);
});

it('a cell that is sent while there is no connection is run once there is one', async () => {
  const kernel = await start({}, true);
  proxy.refuse(true);
  proxy.reset();
  await wait(100);
  const { reply } = kernel.request('execute_request', { code: 'print(1)', silent: false, store_history: true });
  await wait(400);
  proxy.refuse(false);
  expect((await reply).content).toMatchObject({ status: 'ok', execution_count: 1 });
  await kernel.shutdown();
});

it('an output that takes longer than the questions whether anybody is there is waited for', async () => {
  const code = "from IPython.display import display\ndisplay({'text/plain': 'x' * 3_000_000}, raw=True)\n'the end'";
  const before = socketsOpened();
  const executing = run([code], async () => {
    const kernel = await start({ pingMs: 400 }, true);
    proxy.slowDown(1_000_000);
    return kernel;
  }).finally(() => proxy.slowDown(Infinity));
  expect(outputsOf(await executing)).toContain("'the end'");
  expect(socketsOpened() - before).toBe(1);
});

it('a start that is cancelled while the server makes the kernel leaves none', async () => {
  const stop = new AbortController();
  const ask: ServerKernelOptions['ask'] = async (method, path, options) => {
    const answer = await server.ask(method, path, options);
    if (method === 'POST') {
      stop.abort(new Error('stopped'));
      await wait(100);
      options?.signal?.throwIfAborted();
    }
    return answer;
  };
  await expect(start({ ask, signal: stop.signal })).rejects.toThrow('stopped');
});

describe('a server that speaks the protocol before v1', () => {
  it('runs cells all the same', async () => {
    const old = await startJupyterServer({ 'ZMQChannelsWebsocketConnection.kernel_ws_protocol': '' });
    try {
      const executed = await run(['print("ä", flush=True)\n1+1', '1/0'], () =>
        start({ baseUrl: old.baseUrl, ask: old.ask })
      );
      expect(executed).toMatchObject({ status: 'failed', completedCells: 1 });
      expect(outputsOf(executed)).toContain('ä');
      expect(outputsOf(executed)).toContain('"text/plain":"2"');
      expect(outputsOf(executed)).toContain('ZeroDivisionError');
      expect(await old.kernels()).toEqual([]);
    } finally {
      await old.stop();
    }
  });
});

it('spike-hub §0.9: a connection that is dead without a word never hangs, and what it hid is said', async () => {
  const code =
    'import time\nprint("started", flush=True)\nfor i in range(30):\n    print(i, flush=True)\n    time.sleep(0.1)';
  const executing = run([code], () => start({ pingMs: 1_000 }, true));
  await untilBusy();
  proxy.blackHole();
  const executed = await executing;
  const told = [...executed.problems.map(({ code: name }) => name), (executed.failure as { code?: string })?.code];
  expect(told.filter(name => name === 'outputs-complete' || name === 'REMOTE_REPLY_LOST')).not.toEqual([]);
});

it('headless §4.3 #19: a kernel that dies on its server fails the run, and is not left behind', async () => {
  const executed = await run(['import os, signal\nos.kill(os.getpid(), signal.SIGKILL)', 'print("never")'], () =>
    start()
  );
  expect(executed.status).toBe('failed');
  expect(executed.failure?.message).toMatch(/died, and its server started another one/);
});

it('spike-hub §2: output that the server drops for its rate is an error of that cell', async () => {
  const executed = await run(['for i in range(8000): print("x" * 1000, flush=True)', 'print("after")'], () => start());
  expect(executed.status).toBe('completed');
  expect(executed.problems).toContainEqual(
    expect.objectContaining({ code: 'outputs-complete', severity: 'error', at: { cell: 0 } })
  );
});

it('names the kernels that exist when the wanted one does not', async () => {
  await expect(start({ kernelName: 'julia-1.9', language: 'julia' })).rejects.toMatchObject({
    code: 'KERNEL_SPEC_NOT_FOUND',
    details: { wanted: 'julia-1.9', available: expect.arrayContaining(['python3']) as unknown }
  });
});

it('a server whose WebSocket cannot be opened is named, and its kernel is ended', async () => {
  const refused = await startChaosProxy(Number(server.baseUrl.port));
  refused.refuse(true);
  const baseUrl = new URL(server.baseUrl);
  baseUrl.port = String(refused.port);
  await expect(start({ baseUrl, ask: server.ask })).rejects.toMatchObject({ code: 'REMOTE_KERNEL_LOST' });
  await refused.stop();
});

it('headless §4.1 XSRF: a wrong token is named as such', async () => {
  const options = { ask: askerFor(server.baseUrl, 'wrong'), headers: { Authorization: 'token wrong' } };
  await expect(start(options)).rejects.toMatchObject({
    code: 'SERVER_REFUSED',
    message: expect.stringMatching(/^the test server did not list its kernels: the token was not accepted/) as string
  });
});

it('headless §4.3 #20: the token stands in no request line and in no log of the server', async () => {
  await run(['print(1)'], () => start({}, true));
  const lines = proxy.sent().match(/^(GET|POST|DELETE) .*$/gm) ?? [];
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join('\n')).not.toContain(TOKEN);
  expect(server.log().replace(/^.*--IdentityProvider.*$/gm, '')).not.toContain(TOKEN);
});

async function untilBusy(): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const [kernel] = await server.kernels();
    if (kernel?.execution_state === 'busy') break;
    await wait(100);
  }
  await wait(500);
}

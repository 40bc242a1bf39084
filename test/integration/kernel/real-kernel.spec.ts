import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KernelSpecNotFound } from '../../../companion/src/kernel/index.js';
import { listProcesses, readProcess } from '../../../companion/src/kernel/local/process-group.js';
import type { Executed } from '../../support/real-kernel.js';
import {
  executeCode,
  kernelEnvironment,
  startRealKernel,
  temporaryFolder,
  testPython
} from '../../support/real-kernel.js';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../../..');
const folder = temporaryFolder();
afterAll(() => folder.remove());

const kernelFoldersOf = (pid: number): readonly string[] =>
  readdirSync(tmpdir()).filter(name => name.startsWith(`huntbook-kernel-${pid}-`));
const isAlive = (pid: number): boolean => !['Z', 'X', undefined].includes(readProcess(pid)?.state);

async function until(isTrue: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 30_000;
  while (!isTrue()) {
    if (Date.now() > giveUpAt) throw new Error('What was waited for did not come within 30 s.');
    await wait(20);
  }
}

/** Runs code on a kernel of its own. */
async function run(code: string, options: Parameters<typeof startRealKernel>[1] = {}): Promise<Executed> {
  const kernel = await startRealKernel(folder.path, options);
  try {
    return await executeCode(kernel, code);
  } finally {
    await kernel.shutdown();
  }
}

describe('a real ipykernel', () => {
  test('executes code, streams its output and ends with exit code 0', async () => {
    const kernel = await startRealKernel(folder.path);
    const executed = await executeCode(kernel, 'print(6 * 7)');
    await kernel.shutdown();
    expect(executed.text).toBe('42\n');
    expect(executed.reply.content).toMatchObject({ status: 'ok', execution_count: 1 });
    expect(executed.iopub.map(message => message.header.msg_type)).toEqual([
      'status',
      'execute_input',
      'stream',
      'status'
    ]);
    expect(await kernel.dead).toMatchObject({
      expected: true,
      exitCode: 0,
      signal: null,
      outOfMemory: false,
      stderrTail: ''
    });
  });

  test('runs over TCP too, without the warning about encryption in its tail', async () => {
    const kernel = await startRealKernel(folder.path, { transport: 'tcp' });
    const { text } = await executeCode(kernel, 'print(1)');
    await kernel.shutdown();
    expect(text).toBe('1\n');
    expect((await kernel.dead).stderrTail).toBe('');
  });

  test('looks to the notebook as if started by its launcher, and lets it import debugpy', async () => {
    const code =
      'import sys, debugpy, gc; print(sys.argv[0].endswith("ipykernel_launcher.py"), __name__, sys.path[-1] != "", gc.isenabled())';
    expect((await run(code)).text).toBe('True __main__ True True\n');
  });

  test('takes its modules from its own environment, not from files of the notebook folder', async () => {
    const own = temporaryFolder();
    for (const name of ['zmq.py', 'gc.py', 'runpy.py', 'traitlets.py'])
      writeFileSync(join(own.path, name), 'raise SystemExit("hijacked")');
    const kernel = await startRealKernel(own.path);
    const { text } = await executeCode(kernel, 'print("safe")');
    await kernel.shutdown();
    own.remove();
    expect(text).toBe('safe\n');
  });

  test('sees exactly the environment that it was given', async () => {
    const before = { ...process.env };
    process.env['HUNTBOOK_CANARY'] = 'secret';
    const executed = await run('import json, os; print(json.dumps(dict(os.environ)))');
    process.env = before;
    const seen: unknown = JSON.parse(executed.text);
    // What Python and ipykernel set themselves once they run.
    const own = [
      'LC_CTYPE',
      'CLICOLOR',
      'CLICOLOR_FORCE',
      'FORCE_COLOR',
      'GIT_PAGER',
      'PAGER',
      'TERM',
      'PYDEVD_USE_FRAME_EVAL',
      'MPLBACKEND'
    ];
    const given = Object.fromEntries(Object.entries(Object(seen) as object).filter(([name]) => !own.includes(name)));
    expect(given).toEqual({
      ...kernelEnvironment(folder.path),
      JPY_PARENT_PID: String(process.pid),
      PYDEVD_DISABLE_FILE_VALIDATION: '1'
    });
  });

  test('keeps its key and its sockets in a private folder, which is gone afterwards', async () => {
    const kernel = await startRealKernel(folder.path);
    const [name = ''] = kernelFoldersOf(process.pid);
    const path = join(tmpdir(), name);
    const files = readdirSync(path);
    const modes = [statSync(path).mode & 0o777, statSync(join(path, 'kernel.json')).mode & 0o777];
    await kernel.shutdown();
    expect(modes).toEqual([0o700, 0o600]);
    expect(files).toContain('s-1');
    expect(kernelFoldersOf(process.pid)).toEqual([]);
  });

  test('stops what it runs when interrupted, and goes on', async () => {
    const kernel = await startRealKernel(folder.path);
    const code = 'import time\nprint("on", flush=True)\ntime.sleep(600)';
    // Otherwise the error aborts what is sent before the kernel says idle.
    const request = kernel.request('execute_request', { code, stop_on_error: false });
    for await (const message of kernel.iopub) if (message.header.msg_type === 'stream') break;
    await kernel.interrupt();
    const { content } = await request.reply;
    const { text } = await executeCode(kernel, 'print("next")');
    await kernel.shutdown();
    expect(content).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
    expect(text).toBe('next\n');
  });

  test('is shut down also in the middle of a cell', async () => {
    const kernel = await startRealKernel(folder.path);
    const { reply } = kernel.request('execute_request', {
      code: 'import time\nprint("on", flush=True)\ntime.sleep(600)'
    });
    const ended = reply.then(
      () => 'answered',
      () => 'died'
    );
    for await (const message of kernel.iopub) if (message.header.msg_type === 'stream') break;
    await kernel.shutdown({ graceMs: 10_000 });
    expect(await kernel.dead).toMatchObject({ expected: true });
    expect(['answered', 'died']).toContain(await ended);
  });

  test('that kills itself is known to be dead, and its reply rejects', async () => {
    const kernel = await startRealKernel(folder.path);
    const { reply } = kernel.request('execute_request', { code: 'import os; os.kill(os.getpid(), 9)' });
    await expect(reply).rejects.toMatchObject({
      code: 'KERNEL_DIED',
      message: 'The kernel python3 died by signal SIGKILL.'
    });
    expect(await kernel.dead).toMatchObject({ expected: false, exitCode: null, signal: 'SIGKILL' });
    await kernel.shutdown();
    expect(kernelFoldersOf(process.pid)).toEqual([]);
  });

  test.each([
    { who: 'a background child', code: 'p = __import__("subprocess").Popen(["sleep", "600"])\nprint(p.pid)' },
    {
      who: 'a child with a session of its own',
      code: 'p = __import__("subprocess").Popen(["sleep", "600"], start_new_session=True)\nprint(p.pid)'
    },
    { who: 'a shell background job', code: 'get_ipython().system("sleep 600 >/dev/null 2>&1 & echo $!")' }
  ])('takes $who with it when it ends', async ({ code }) => {
    const pid = Number((await run(code)).text);
    expect(pid).toBeGreaterThan(1);
    expect(isAlive(pid)).toBe(false);
  });

  test('takes its background child with it when it is killed', async () => {
    const kernel = await startRealKernel(folder.path);
    const { text } = await executeCode(kernel, 'import os, subprocess\nprint(subprocess.Popen(["sleep", "600"]).pid)');
    kernel.request('execute_request', { code: 'os.kill(os.getpid(), 9)' });
    await kernel.dead;
    await until(() => !isAlive(Number(text)));
    await kernel.shutdown();
    expect(isAlive(Number(text))).toBe(false);
  });

  test('can be shut down twice, and after its death', async () => {
    const kernel = await startRealKernel(folder.path);
    await Promise.all([kernel.shutdown(), kernel.shutdown()]);
    await kernel.shutdown();
    expect(await kernel.dead).toMatchObject({ expected: true, exitCode: 0 });
  });

  test('that is missing names the ones that exist', async () => {
    const start = startRealKernel(folder.path, { kernelName: 'julia-1.11' });
    await expect(start).rejects.toThrow(KernelSpecNotFound);
    await expect(start).rejects.toThrow(/There is no kernel for "julia-1.11"\. Kernels found: .*python3/);
  });
});

describe('when the process that owns a kernel', () => {
  const program = join(folder.path, 'kernel-owner.cjs');
  beforeAll(() => {
    const options = [
      '--bundle',
      '--platform=node',
      '--format=cjs',
      '--external:zeromq',
      '--supported:dynamic-import=false'
    ];
    const source = join(root, 'test/support/kernel-owner.ts');
    execFileSync(join(root, 'node_modules/.bin/esbuild'), [
      source,
      ...options,
      `--outfile=${program}`,
      '--log-level=error'
    ]);
  });

  function startOwner(end: string, code: string): ChildProcess & { readonly pid: number } {
    const env = { PATH: process.env['PATH'] ?? '', NODE_PATH: join(root, 'node_modules') };
    const owner = spawn(process.execPath, [program, testPython, folder.path, end, code], {
      env,
      stdio: ['ignore', 'pipe', 'inherit']
    });
    return Object.assign(owner, { pid: owner.pid ?? 0 });
  }

  async function firstLine(owner: ChildProcess): Promise<unknown> {
    let text = '';
    for await (const chunk of owner.stdout ?? []) {
      text += String(chunk);
      if (text.includes('\n')) break;
    }
    return JSON.parse(text);
  }

  const pidIn = (value: unknown): number => Number(Object(value)['pid']);
  const marked = (): boolean =>
    listProcesses().some(entry => isAlive(entry.pid) && commandOf(entry.pid).includes('sleep 54321'));
  const commandOf = (pid: number): string => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  };
  const child = 'import subprocess; subprocess.Popen(["sleep", "54321"])';

  test('cortex-thehive §4 #37: has ended, nobody holds its stdout, and it ends although a cell left a child', async () => {
    const owner = startOwner('shutdown', 'get_ipython().system_raw("sleep 600 &")');
    owner.stdout?.resume();
    const [[exitCode]] = await Promise.all([once(owner, 'exit'), once(owner, 'close')]);
    expect(exitCode).toBe(0);
    expect(kernelFoldersOf(owner.pid)).toEqual([]);
  });

  test.each([
    { title: 'is killed between cells', end: 'wait', kill: true },
    { title: 'is killed in the middle of a cell', end: 'die-mid-cell', kill: true },
    { title: 'leaves without shutting the kernel down', end: 'exit', kill: false }
  ])('$title, no process and no file is left', async ({ end, kill }) => {
    const code = end === 'die-mid-cell' ? `${child}\nimport time; time.sleep(600)` : child;
    const owner = startOwner(end, code);
    const gone = once(owner, 'exit');
    const kernelPid = pidIn(await firstLine(owner));
    expect(kernelPid).toBeGreaterThan(1);
    if (end === 'die-mid-cell') await until(marked);
    if (kill) owner.kill('SIGKILL');
    await gone;
    await until(() => !isAlive(kernelPid) && !marked() && kernelFoldersOf(owner.pid).length === 0);
    expect(existsSync(join(dirname(program), 'kernel-owner.cjs'))).toBe(true);
  });
});

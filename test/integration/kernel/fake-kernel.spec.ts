import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJson } from '../../../src/json/index.js';
import type { KernelSpec, LocalKernel, LocalKernelOptions, Message } from '../../../companion/src/kernel/index.js';
import type { FakeKernelScript } from '../../support/fake-kernel.js';
import { fakeKernelSpec, startFakeKernel } from '../../support/fake-kernel.js';
import { executeCode, temporaryFolder } from '../../support/real-kernel.js';

jest.setTimeout(60_000);

const kernelFolders = (): readonly string[] =>
  readdirSync(tmpdir()).filter(name => name.startsWith(`huntbook-kernel-${process.pid}-`));

async function withKernel<T>(script: FakeKernelScript, use: (kernel: LocalKernel) => Promise<T>): Promise<T> {
  const kernel = await startFakeKernel(script);
  try {
    return await use(kernel);
  } finally {
    await kernel.shutdown({ graceMs: 500 });
  }
}

async function readAll(kernel: LocalKernel): Promise<readonly Message[]> {
  const messages: Message[] = [];
  for await (const message of kernel.iopub) messages.push(message);
  return messages;
}

const textOf = (messages: readonly Message[]): string =>
  messages.map(({ content }) => (typeof content['text'] === 'string' ? content['text'] : '')).join('');

describe('a kernel that starts badly', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  test('whose IOPub comes after its first reply is asked again until it is heard', async () => {
    const text = await withKernel({ start: 'late-iopub' }, async kernel => (await executeCode(kernel, 'ok')).text);
    expect(text).toBe('hello\n');
  });

  test('that is silent the first time is started a second time', async () => {
    const stateFile = join(folder.path, 'silent');
    const kernel = await startFakeKernel({ start: 'silent-once', stateFile }, { silenceMs: 500 });
    await kernel.shutdown();
    expect(kernel.info).toMatchObject({ implementation: 'fake' });
  });

  test('whose port was taken is started a second time', async () => {
    const stateFile = join(folder.path, 'clash');
    const kernel = await startFakeKernel({ start: 'port-clash-once', stateFile }, { transport: 'tcp' });
    await kernel.shutdown();
    expect(kernel.info).toMatchObject({ implementation: 'fake' });
  });

  type Failure = {
    readonly title: string;
    readonly script: FakeKernelScript;
    readonly options?: Partial<LocalKernelOptions>;
    readonly spec?: Partial<KernelSpec>;
    readonly expected: object;
  };
  const failures: readonly Failure[] = [
    {
      title: 'that stays silent fails with the timeout',
      script: { start: 'silent' },
      options: { startTimeoutMs: 1_500, silenceMs: 300 },
      expected: { code: 'KERNEL_START_TIMEOUT', message: 'The kernel fake was not ready within 1.5 s.' }
    },
    {
      title: 'that exits before it listens fails with its last line',
      script: { start: 'exit' },
      expected: {
        code: 'KERNEL_START_FAILED',
        message: 'The kernel fake did not start: it ended with exit code 3: fake kernel: giving up',
        details: { exitCode: 3, signal: null, stderrTail: 'fake kernel: giving up' }
      }
    },
    {
      title: 'that dies when it is first asked fails with the signal',
      script: { start: 'crash-at-info' },
      expected: { code: 'KERNEL_START_FAILED', details: { exitCode: null, signal: 'SIGKILL' } }
    },
    {
      title: 'whose program does not exist fails with the name of the program',
      script: {},
      spec: { argv: ['/nowhere/kernel', '{connection_file}'] },
      expected: { code: 'KERNEL_START_FAILED', message: expect.stringContaining('/nowhere/kernel ENOENT') as string }
    },
    {
      title: 'whose working folder does not exist fails with the name of the folder',
      script: {},
      options: { cwd: '/nowhere/at-all' },
      expected: {
        code: 'KERNEL_START_FAILED',
        message: expect.stringContaining('/nowhere/at-all does not exist') as string
      }
    },
    {
      title: 'that needs a provisioner of jupyter_client is refused',
      script: {},
      spec: { provisioner: 'yarn-provisioner' },
      expected: { code: 'KERNEL_PROVISIONER_UNSUPPORTED', details: { provisioner: 'yarn-provisioner' } }
    }
  ];
  test.each(failures)('$title, and leaves no file', async ({ script, options = {}, spec = {}, expected }) => {
    const before = kernelFolders();
    const start = startFakeKernel(script, { spec: fakeKernelSpec(script, spec), ...options });
    await expect(start).rejects.toMatchObject(expected);
    expect(kernelFolders().filter(name => !before.includes(name))).toEqual([]);
  });

  test('is given up at once when the signal says so, with the reason of the signal', async () => {
    const stop = new AbortController();
    const start = startFakeKernel({ start: 'silent' }, { signal: stop.signal });
    stop.abort(new Error('the job was cancelled'));
    await expect(start).rejects.toThrow('the job was cancelled');
  });
});

describe('a kernel that talks badly', () => {
  test('cannot forge outputs: a message with a wrong signature is dropped and counted', async () => {
    await withKernel({}, async kernel => {
      expect((await executeCode(kernel, 'bad-signature')).text).toBe('hello\n');
      expect([...kernel.droppedMessages]).toEqual([['signature-wrong', 1]]);
    });
  });

  test('headless §4.3 #18: may leave out fields that routing does not need, and the rest of its garbage is dropped and counted', async () => {
    await withKernel({}, async kernel => {
      expect((await executeCode(kernel, 'missing-fields')).text).toBe('sparse\nhello\n');
      expect(Object.fromEntries(kernel.droppedMessages)).toEqual({
        'header-incomplete': 1,
        'json-invalid': 1,
        'delimiter-missing': 1,
        'frames-missing': 1
      });
    });
  });

  test('that aborts a request says so in the reply', async () => {
    const reply = await withKernel({}, async kernel => (await executeCode(kernel, 'aborted')).reply);
    expect(reply.content).toEqual({ status: 'aborted' });
  });

  test('that never says idle still gives its reply', async () => {
    const reply = await withKernel({}, kernel => kernel.request('execute_request', { code: 'no-idle' }).reply);
    expect(reply.content).toMatchObject({ status: 'ok' });
  });

  test('can send one output of 60 MB', async () => {
    const { iopub } = await withKernel({}, kernel => executeCode(kernel, 'giant'));
    const display = iopub.find(message => message.header.msg_type === 'display_data');
    const data = display?.content['data'];
    expect(JSON.stringify(data).length).toBeGreaterThan(60 * 1024 * 1024);
  });

  test('can send 200,000 messages before anybody reads the first', async () => {
    const count = await withKernel({}, async kernel => {
      const request = kernel.request('execute_request', { code: 'flood' });
      await request.reply;
      let lines = 0;
      for await (const message of kernel.iopub) {
        if (message.header.msg_type === 'stream') lines += 1;
        if (message.content['execution_state'] === 'idle' && message.parentHeader.msg_id === request.id) break;
      }
      return lines;
    });
    expect(count).toBe(200_001);
  });

  test('lets others have their turn while it sends 200,000 messages', async () => {
    const turns = await withKernel({}, async kernel => {
      const request = kernel.request('execute_request', { code: 'flood' });
      await request.reply;
      let count = 0;
      let isDone = false;
      const turn = (): void => {
        count += 1;
        if (!isDone) setImmediate(turn);
      };
      setImmediate(turn);
      for await (const message of kernel.iopub) {
        if (message.content['execution_state'] === 'idle' && message.parentHeader.msg_id === request.id) break;
      }
      isDone = true;
      return count;
    });
    expect(turns).toBeGreaterThan(100);
  });

  test('is interrupted by a message on control when its kernelspec says so', async () => {
    const text = await withKernel({}, async kernel => {
      await kernel.interrupt();
      await kernel.request('kernel_info_request', {}, { channel: 'control' }).reply;
      return (await executeCode(kernel, 'interrupts')).text;
    });
    expect(text).toBe('control');
  });
});

describe('a kernel that ends badly', () => {
  test('delivers its last words, then rejects the reply, then ends IOPub', async () => {
    const kernel = await startFakeKernel();
    const request = kernel.request('execute_request', { code: 'crash' });
    const [messages] = await Promise.all([
      readAll(kernel),
      expect(request.reply).rejects.toMatchObject({
        code: 'KERNEL_DIED',
        details: { expected: false, signal: 'SIGKILL' }
      })
    ]);
    expect(textOf(messages)).toBe('last words\n');
    await kernel.shutdown();
  });

  test('and dies while nobody waits settles `dead`', async () => {
    const kernel = await startFakeKernel({ start: 'crash-after-info' });
    expect(await kernel.dead).toMatchObject({ expected: false, exitCode: null, signal: 'SIGKILL', outOfMemory: false });
    await expect(kernel.request('execute_request', { code: 'ok' }).reply).rejects.toMatchObject({
      code: 'KERNEL_DIED'
    });
    await kernel.shutdown();
  });

  test('and ignores requests, SIGINT and SIGTERM is killed', async () => {
    const kernel = await startFakeKernel({ ignoreShutdown: true });
    await kernel.shutdown({ graceMs: 100 });
    expect(await kernel.dead).toMatchObject({ expected: true, signal: 'SIGKILL' });
  });

  test('takes a request whose signal is aborted as ended, with the reason of the signal', async () => {
    const reason = new Error('the cell took too long');
    const error = await withKernel({}, async kernel => {
      const stop = new AbortController();
      const request = kernel.request('execute_request', { code: 'ok' }, { signal: stop.signal });
      stop.abort(reason);
      return request.reply.catch((cause: unknown) => cause);
    });
    expect(error).toBe(reason);
  });
});

test('the fake speaks TCP as well as IPC', async () => {
  const kernel = await startFakeKernel({}, { transport: 'tcp', parseJson });
  const { text } = await executeCode(kernel, 'ok');
  await kernel.shutdown();
  expect(text).toBe('hello\n');
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { LocalKernel, LocalKernelOptions, Message } from '../../companion/src/kernel/index.js';
import { startLocalKernel } from '../../companion/src/kernel/index.js';

const root = resolve(__dirname, '../..');

/** The interpreter that has ipykernel: HUNTBOOK_TEST_PYTHON, else the private environment that `npm test` makes. */
export const testPython = process.env['HUNTBOOK_TEST_PYTHON'] ?? join(root, '.cache/venv/bin/python');

/** A small, complete environment in which only the kernels of `testPython` and of the system are found. */
export function kernelEnvironment(home: string): Readonly<Record<string, string>> {
  return {
    PATH: `${dirname(testPython)}:/usr/bin:/bin`,
    HOME: home,
    IPYTHONDIR: join(home, '.ipython'),
    LANG: 'C.UTF-8'
  };
}

/** A private folder for one test; `remove` takes it away. */
export function temporaryFolder(name = 'huntbook-test-'): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), name));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A real Python kernel whose home and working folder are `folder`. The caller shuts it down. */
export function startRealKernel(folder: string, options: Partial<LocalKernelOptions> = {}): Promise<LocalKernel> {
  return startLocalKernel({
    kernelName: 'python3',
    cwd: folder,
    environment: kernelEnvironment(folder),
    pythons: [testPython],
    ...options
  });
}

/** What one execution said: its reply, and the IOPub messages of it up to `status: idle`. */
export type Executed = { readonly reply: Message; readonly iopub: readonly Message[]; readonly text: string };

/** Runs code and reads `kernel.iopub` up to the idle status of this request; nobody else may read it meanwhile. */
export async function executeCode(kernel: LocalKernel, code: string): Promise<Executed> {
  const content = {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true
  };
  const request = kernel.request('execute_request', content);
  const iopub: Message[] = [];
  for await (const message of kernel.iopub) {
    if (message.parentHeader.msg_id !== request.id) continue;
    iopub.push(message);
    if (message.header.msg_type === 'status' && message.content['execution_state'] === 'idle') break;
  }
  const texts = iopub.map(({ header, content }) => (header.msg_type === 'stream' ? content['text'] : ''));
  const text = texts.filter(part => typeof part === 'string').join('');
  return { reply: await request.reply, iopub, text };
}

/**
 * A process that owns a kernel, for tests of what is left when it ends: `kernel-owner PYTHON FOLDER END CODE`.
 * It starts a kernel, runs CODE, prints one line of JSON, and then does what END says.
 */
import { startLocalKernel } from '../../companion/src/kernel/index.js';

const [python = '', folder = '', end = '', code = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const kernel = await startLocalKernel({
    kernelName: 'python3',
    cwd: folder,
    environment: { PATH: '/usr/bin:/bin', HOME: folder },
    pythons: [python]
  });
  const content = {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true
  };
  const { reply } = kernel.request('execute_request', content);
  if (end !== 'die-mid-cell') await reply;
  process.stdout.write(`${JSON.stringify({ pid: kernel.pid })}\n`);
  if (end === 'shutdown') await kernel.shutdown();
  if (end === 'exit') process.exit(0);
}

void main().catch((cause: unknown) => {
  process.stderr.write(`${String(cause)}\n`);
  process.exit(1);
});

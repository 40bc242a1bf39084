import { setTimeout as delay } from 'node:timers/promises';
import type { Kernel } from '../../../companion/src/kernel/index.js';
import { startRealKernel, temporaryFolder } from '../../support/real-kernel.js';
import { code, notebookOf, outputsOf, runNotebook, statusesOf, type Ran } from '../../support/run-notebook.js';
import type { Cell, Output } from '../../../companion/src/notebook/index.js';
import type { ExecuteOptions, RunEvent } from '../../../companion/src/execution/index.js';
import { Secret } from '../../../src/secret.js';

const folder = temporaryFolder();

afterAll(() => folder.remove());

async function run(
  cells: readonly (Cell | string)[],
  options: Partial<ExecuteOptions> = {},
  onEvent?: (event: RunEvent) => void
): Promise<Ran> {
  const ran = await runNotebook(notebookOf(...cells), () => startRealKernel(folder.path), options, onEvent);
  await ran.kernelGone;
  return ran;
}

function textOf(outputs: readonly Output[] | undefined): string {
  return (outputs ?? []).map(output => (output.output_type === 'stream' ? output.text : '')).join('');
}

describe('on a real kernel', () => {
  jest.setTimeout(60_000);

  it('what comes for an earlier cell while a later one runs stands in the earlier one', async () => {
    const late =
      'kernel.session.send(kernel.iopub_socket, "stream", {"name": "stdout", "text": "late\\n"}, parent=parent)\nprint("second")';
    const ran = await run(['kernel = get_ipython().kernel\nparent = kernel.get_parent()\nprint("first")', late]);
    expect(outputsOf(ran.notebook).map(textOf)).toEqual(['first\nlate\n', 'second\n']);
  });

  it('a kernel that kills itself fails its cell, says by which signal, and keeps what was printed', async () => {
    const kill =
      'import os, signal, sys\nprint("last words", flush=True)\nimport time; time.sleep(0.2)\nos.kill(os.getpid(), signal.SIGKILL)';
    const ran = await run(['print("kept")', kill, '1']);
    expect(ran.failure).toMatchObject({ code: 'KERNEL_DIED', details: { signal: 'SIGKILL' } });
    expect(statusesOf(ran.notebook)).toEqual([undefined, 'completed', undefined, 'failed', 'pending']);
    expect(outputsOf(ran.notebook).map(textOf)).toEqual(['kept\n', 'last words\n', '']);
  });

  it('a kernel that ends itself with an exit code says which', async () => {
    const ran = await run(['import os\nos._exit(7)', '1']);
    expect(ran.failure).toMatchObject({ code: 'KERNEL_DIED', details: { exitCode: 7 } });
  });

  it('a cell that takes too long is interrupted and its traceback is kept', async () => {
    const ran = await run(['print("a", flush=True)\nimport time\ntime.sleep(60)', '1'], { cellTimeoutMs: 500 });
    expect(ran.failure).toMatchObject({ code: 'CELL_TIMEOUT', details: { cell: 0, executionCount: 1 } });
    const [outputs] = outputsOf(ran.notebook);
    expect(outputs?.at(-1)).toMatchObject({ output_type: 'error', ename: 'KeyboardInterrupt' });
    expect(statusesOf(ran.notebook)).toEqual([undefined, undefined, 'failed', 'pending']);
  });

  it('a cell that ignores the interrupt is killed after the grace', async () => {
    const stubborn =
      'import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint("deaf", flush=True)\nwhile True:\n    time.sleep(1)';
    const startedMs = performance.now();
    const ran = await run([stubborn], { cellTimeoutMs: 500, interruptGraceMs: 300 });
    expect(ran.failure).toMatchObject({ code: 'CELL_TIMEOUT' });
    expect(textOf(outputsOf(ran.notebook)[0])).toBe('deaf\n');
    expect(performance.now() - startedMs).toBeLessThan(30_000);
  });

  it('a run that is cancelled in a cell keeps what was printed', async () => {
    const controller = new AbortController();
    const onEvent = (event: RunEvent): void => {
      if (event.kind === 'cellOutput') controller.abort(new Error('SIGTERM'));
    };
    const cells = ['print("a", flush=True)\nimport time\ntime.sleep(60)', '1'];
    const ran = await run(cells, { signal: controller.signal }, onEvent);
    expect(ran).toMatchObject({ status: 'cancelled', failure: { code: 'RUN_CANCELLED' } });
    expect(textOf(outputsOf(ran.notebook)[0])).toBe('a\n');
  });

  it('silent code sets variables and leaves neither history nor outputs', async () => {
    const ran = await run(['print(len(token))', 'print([line for line in In if "canary" in line])'], {
      silentCode: [new Secret('token = "canary"\nprint("silent")')]
    });
    expect(outputsOf(ran.notebook).map(textOf)).toEqual([
      '6\n',
      '[\'print([line for line in In if "canary" in line])\']\n'
    ]);
    expect(ran.notebook.cells[0]).toMatchObject({ execution_count: 1 });
  });

  it('silent code that fails is told without the code', async () => {
    const ran = await run(['1'], { silentCode: [new Secret('canary = = 1')] });
    expect(ran.failure?.message).toBe('Setting secret parameters in the kernel failed: SyntaxError.');
  });

  it('200,000 lines and a 60 MB display neither end the process nor pass silently', async () => {
    const ran = await run([
      'for n in range(200_000):\n    print("line", n)',
      'from IPython.display import display, HTML\ndisplay(HTML("x" * 60_000_000))',
      'print("after")'
    ]);
    expect(ran.status).toBe('completed');
    expect(ran.problems.map(problem => [problem.code, problem.at.cell])).toEqual([
      ['output-within-limit', 0],
      ['output-within-limit', 1]
    ]);
    const [lines, display, after] = outputsOf(ran.notebook);
    expect(textOf(lines)).toMatch(/^line 0\n[^]*150,000 of 200,000 lines[^]*line 199999\n$/);
    expect(display).toMatchObject([{ data: { 'text/plain': expect.stringContaining('60.0 MB') as string } }]);
    expect(textOf(after)).toBe('after\n');
  });

  it('a cell with 2,000 displays and 2,000 updates keeps them all', async () => {
    const ran = await run([
      'from IPython.display import display\nhandles = [display(n, display_id=True) for n in range(1000)]',
      'for n, h in enumerate(handles):\n    h.update(-n)'
    ]);
    const [displays] = outputsOf(ran.notebook);
    expect(displays).toHaveLength(1_000);
    expect(displays?.[999]).toMatchObject({ data: { 'text/plain': '-999' } });
  });

  it('numbers in JSON outputs keep their spelling', async () => {
    const ran = await run(['from IPython.display import JSON\nJSON({"f": 1.0, "big": 12345678901234567890})']);
    const { writeNotebook } = await import('../../../companion/src/notebook/index.js');
    expect(writeNotebook(ran.notebook)).toMatch(/"big": 12345678901234567890,\s+"f": 1\.0/);
  });

  it('two runs at the same time do not share anything', async () => {
    const kernels: Kernel[] = [];
    const both = await Promise.all(
      [1, 2].map(async n => {
        const start = async (): Promise<Kernel> => {
          const kernel = await startRealKernel(folder.path);
          kernels.push(kernel);
          return kernel;
        };
        const ran = await runNotebook(notebookOf(`x = ${n}`, code('print(x)')), start);
        await ran.kernelGone;
        return textOf(outputsOf(ran.notebook)[1]);
      })
    );
    expect(both).toEqual(['1\n', '2\n']);
    await delay(0);
    expect(kernels).toHaveLength(2);
  });
});

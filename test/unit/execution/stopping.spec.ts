import { cell, ScriptedKernel, type Scene, type Script } from '../../support/scripted-kernel.js';
import { notebookOf, outputsOf, runNotebook, statusesOf } from '../../support/run-notebook.js';
import { DeadlineExceeded } from '../../../companion/src/execution/index.js';
import { Secret } from '../../../src/secret.js';

const INTERRUPTED = { ename: 'KeyboardInterrupt', evalue: '', traceback: ['KeyboardInterrupt'] };

/** A cell that runs until the kernel is interrupted, and then ends with an exception. */
function obedient(onStart: () => void = () => undefined): Script {
  return (scene: Scene) => {
    scene.busy();
    scene.print('started\n');
    scene.kernel.onInterrupt = () => {
      scene.iopub('error', INTERRUPTED);
      scene.reply({ status: 'error', ...INTERRUPTED });
      scene.idle();
    };
    onStart();
  };
}

/** A cell that nothing but a kill ends. */
function stubborn(onStart: () => void = () => undefined): Script {
  return scene => {
    scene.busy();
    scene.print('started\n');
    onStart();
  };
}

describe('a cell that takes too long', () => {
  it('headless §4.3 #19: is interrupted, keeps its outputs and fails the run', async () => {
    const kernel = new ScriptedKernel({ slow: obedient() });
    const ran = await runNotebook(notebookOf('a', 'slow', 'c'), kernel, { cellTimeoutMs: 20 });
    expect(ran.status).toBe('failed');
    expect(ran.failure).toMatchObject({ code: 'CELL_TIMEOUT', details: { cell: 1, timeoutMs: 20 } });
    expect(ran.failure?.message).toContain('ran longer than 0.02 s');
    expect(statusesOf(ran.notebook)).toEqual([undefined, 'completed', undefined, 'failed', 'pending']);
    expect(outputsOf(ran.notebook)[1]).toMatchObject([{ text: 'started\n' }, { ename: 'KeyboardInterrupt' }]);
    expect(kernel.calls).toEqual(['interrupt', 'shutdown']);
  });

  it('is killed when it ignores the interrupt', async () => {
    const kernel = new ScriptedKernel({ slow: stubborn() });
    const ran = await runNotebook(notebookOf('slow', 'c'), kernel, { cellTimeoutMs: 20, interruptGraceMs: 5 });
    expect(ran.failure).toMatchObject({ code: 'CELL_TIMEOUT' });
    expect(kernel.calls).toEqual(['interrupt', 'kill']);
    expect(statusesOf(ran.notebook)).toEqual([undefined, undefined, 'failed', 'pending']);
  });

  it('does not fail when only its idle is late', async () => {
    const slow: Script = async scene => {
      scene.reply();
      await new Promise(resolve => setTimeout(resolve, 30));
      scene.idle();
    };
    const ran = await runNotebook(notebookOf('slow'), new ScriptedKernel({ slow }), { cellTimeoutMs: 10 });
    expect(ran.status).toBe('completed');
  });

  it('counts its own time only, not that of the cells before', async () => {
    const slow: Script = async scene => {
      await new Promise(resolve => setTimeout(resolve, 15));
      await cell()(scene);
    };
    const ran = await runNotebook(notebookOf('slow', 'slow', 'slow', 'slow'), new ScriptedKernel({ slow }), {
      cellTimeoutMs: 45
    });
    expect(ran.status).toBe('completed');
  });
});

describe('a run that is cancelled', () => {
  const STAGES: readonly [
    string,
    (stop: () => void) => { kernel: ScriptedKernel | (() => Promise<ScriptedKernel>); statuses: unknown[] }
  ][] = [
    [
      'before it starts',
      stop => {
        stop();
        return { kernel: new ScriptedKernel(), statuses: ['pending', 'pending'] };
      }
    ],
    [
      'while the kernel starts',
      stop => ({
        kernel: () => {
          setImmediate(stop);
          return new Promise(resolve => setTimeout(() => resolve(new ScriptedKernel()), 20));
        },
        statuses: ['pending', 'pending']
      })
    ],
    [
      'in a cell that obeys',
      stop => ({
        kernel: new ScriptedKernel({ a: obedient(stop) }),
        statuses: [undefined, undefined, 'failed', 'pending']
      })
    ],
    [
      'in a cell that does not obey',
      stop => ({
        kernel: new ScriptedKernel({ a: stubborn(stop) }),
        statuses: [undefined, undefined, 'failed', 'pending']
      })
    ],
    [
      'between two cells',
      stop => ({
        kernel: new ScriptedKernel({
          a: async scene => {
            await cell()(scene);
            stop();
          }
        }),
        statuses: ['completed', 'pending']
      })
    ],
    [
      'in silent code',
      stop => ({
        kernel: new ScriptedKernel({ secret: () => stop() }),
        statuses: ['pending', 'pending']
      })
    ]
  ];

  test.each(STAGES)('%s says so, keeps what there is and ends the kernel', async (stage, arrange) => {
    const controller = new AbortController();
    const { kernel, statuses } = arrange(() => controller.abort(new DeadlineExceeded(60_000)));
    const silentCode = stage === 'in silent code' ? [new Secret('secret')] : [];
    const options = { signal: controller.signal, interruptGraceMs: 5, silentCode };
    const ran = await runNotebook(notebookOf('a', 'b'), kernel, options);
    expect(ran.status).toBe('cancelled');
    expect(ran.failure).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(statusesOf(ran.notebook)).toEqual(statuses);
    await ran.kernelGone;
    if (kernel instanceof ScriptedKernel && stage !== 'before it starts') {
      expect(kernel.calls.at(-1)).toMatch(/kill|shutdown/);
    }
    expect(ran.events.at(-1)).toMatchObject({ kind: 'runFinished', status: 'cancelled' });
  });

  it('gives a failure of its own when the reason is not one of ours', async () => {
    const controller = new AbortController();
    controller.abort(new Error('SIGTERM'));
    const ran = await runNotebook(notebookOf('a'), new ScriptedKernel(), { signal: controller.signal });
    expect(ran.failure).toMatchObject({ code: 'RUN_CANCELLED', cause: { message: 'SIGTERM' } });
  });

  it('keeps the first reason: a timeout stays one when the run is cancelled during the grace', async () => {
    const controller = new AbortController();
    const kernel = new ScriptedKernel({ a: stubborn() });
    kernel.onInterrupt = () => controller.abort(new Error('too late'));
    const options = { signal: controller.signal, cellTimeoutMs: 10, interruptGraceMs: 5 };
    const ran = await runNotebook(notebookOf('a'), kernel, options);
    expect(ran).toMatchObject({ status: 'failed', failure: { code: 'CELL_TIMEOUT' } });
  });
});

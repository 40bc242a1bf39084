import { cell, raise, ScriptedKernel, type Script } from '../../support/scripted-kernel.js';
import { code, markdown, notebookOf, outputsOf, runNotebook, statusesOf } from '../../support/run-notebook.js';
import type { Output } from '../../../companion/src/notebook/index.js';

const stdout = (text: string): Output => ({ output_type: 'stream', name: 'stdout', text });
const result: Script = scene =>
  scene.iopub('execute_result', { data: { 'text/plain': '2' }, metadata: {}, execution_count: scene.count });

describe('a run', () => {
  it('keeps outputs and counts of every cell and tells what happens in order', async () => {
    const kernel = new ScriptedKernel({ a: cell(scene => scene.print('one\n')), b: cell(result) });
    const ran = await runNotebook(notebookOf(markdown('# title'), 'a', 'b'), kernel);
    expect(ran.status).toBe('completed');
    expect(outputsOf(ran.notebook)).toEqual([
      [stdout('one\n')],
      [{ output_type: 'execute_result', data: { 'text/plain': '2' }, metadata: {}, execution_count: 2 }]
    ]);
    expect(statusesOf(ran.notebook)).toEqual(['completed', 'completed', 'completed']);
    expect(ran.completedCells).toBe(3);
    expect(ran.events.map(event => event.kind).join(' ')).toBe(
      'runStarted kernelStarted cellStarted cellFinished cellStarted cellOutput cellFinished cellStarted cellOutput cellFinished runFinished'
    );
    expect(kernel.calls).toEqual(['shutdown']);
  });

  it('asks for history, for no input, and for a stop on errors', async () => {
    const kernel = new ScriptedKernel();
    await runNotebook(notebookOf('a', code('b', 'raises-exception')), kernel);
    const common = { silent: false, store_history: true, allow_stdin: false, user_expressions: {} };
    expect(kernel.requests.map(request => request.content)).toEqual([
      { code: 'a', ...common, stop_on_error: true },
      { code: 'b', ...common, stop_on_error: false }
    ]);
  });

  it('headless §4.3 #32: sends neither blank cells nor cells tagged skip-execution nor text', async () => {
    const kernel = new ScriptedKernel();
    const ran = await runNotebook(notebookOf('', '  \n', code('x', 'skip-execution'), markdown('m'), 'a'), kernel);
    expect(kernel.requests.map(request => request.content['code'])).toEqual(['a']);
    expect(statusesOf(ran.notebook)).toEqual(Array(5).fill('completed'));
    expect(ran.notebook.cells.map(each => (each.cell_type === 'code' ? each.execution_count : 'text'))).toEqual([
      null,
      null,
      null,
      'text',
      1
    ]);
  });

  it('headless §4.3 #32: goes on after an exception that a tag allows, and completes', async () => {
    const kernel = new ScriptedKernel({ bad: raise('ValueError', 'meant') });
    const ran = await runNotebook(notebookOf(code('bad', 'raises-exception'), 'b'), kernel);
    expect(ran).toMatchObject({ status: 'completed', completedCells: 2 });
    expect(ran.failure).toBeUndefined();
    expect(outputsOf(ran.notebook)[0]?.[0]).toMatchObject({ output_type: 'error', ename: 'ValueError' });
    expect(ran.notebook.cells).toHaveLength(2);
  });

  it('headless §4.3 #5: stops at a cell that raises after it printed, and leaves the later ones pending', async () => {
    const bad = cell(
      scene => {
        scene.print('first\n');
        scene.iopub('error', { ename: 'ValueError', evalue: 'no', traceback: ['tb'] });
      },
      { status: 'error', ename: 'ValueError', evalue: 'no', traceback: ['tb'] }
    );
    const ran = await runNotebook(notebookOf('a', 'bad', 'c'), new ScriptedKernel({ bad }));
    expect(ran.status).toBe('failed');
    expect(ran.failure).toMatchObject({ code: 'CELL_ERROR', message: 'In [2] raised ValueError: no' });
    expect(statusesOf(ran.notebook)).toEqual([undefined, 'completed', undefined, 'failed', 'pending']);
    expect(outputsOf(ran.notebook)[1]).toHaveLength(2);
    expect(ran.failedCell).toBe(3);
  });

  it('fails when the reply is an error without an error output, as after sys.exit()', async () => {
    const exit = cell(undefined, { status: 'error', ename: 'SystemExit', evalue: '', traceback: [] });
    const ran = await runNotebook(notebookOf('exit', 'b'), new ScriptedKernel({ exit }));
    expect(ran.failure).toMatchObject({ code: 'CELL_ERROR', details: { ename: 'SystemExit', evalue: '' } });
    expect(ran.status).toBe('failed');
  });

  it('completes a cell that shows an error but whose reply is ok', async () => {
    const shows = cell(scene => scene.iopub('error', { ename: 'E', evalue: 'v', traceback: [] }));
    const ran = await runNotebook(notebookOf('shows'), new ScriptedKernel({ shows }));
    expect(ran.status).toBe('completed');
    expect(outputsOf(ran.notebook)).toEqual([[{ output_type: 'error', ename: 'E', evalue: 'v', traceback: [] }]]);
  });

  it('fails a cell that the kernel refused to run', async () => {
    const refused: Script = scene => {
      scene.busy();
      scene.reply({ status: 'aborted' });
      scene.idle();
    };
    const ran = await runNotebook(notebookOf('refused', 'b'), new ScriptedKernel({ refused }));
    expect(ran.failure).toMatchObject({ code: 'CELL_ABORTED' });
    expect(ran.notebook.cells[2]).toMatchObject({ execution_count: null });
  });

  it('says that nobody can be asked when a cell wants input', async () => {
    const ran = await runNotebook(
      notebookOf('ask'),
      new ScriptedKernel({ ask: raise('StdinNotImplementedError', 'raw_input was called') })
    );
    expect(ran.failure?.hint).toBe(
      'A notebook that runs headlessly cannot ask a person; take the value as a parameter.'
    );
  });

  it('quotes the last 20 lines of a traceback without escapes', async () => {
    const lines = Array.from({ length: 60 }, (_, line) => `\u001b[31mline ${line}\u001b[0m\u001b]8;;http://x\u0007`);
    const error = { ename: 'E', evalue: '\u001b[1mbad\u001b[0m', traceback: lines };
    const bad = cell(undefined, { status: 'error', ...error });
    const ran = await runNotebook(notebookOf('bad'), new ScriptedKernel({ bad }));
    const details = ran.failure?.details;
    expect(details).toEqual({
      cell: 0,
      executionCount: 1,
      ename: 'E',
      evalue: 'bad',
      traceback: Array.from({ length: 20 }, (_, line) => `line ${line + 40}`)
    });
  });

  it('fails when the kernel does not start, and names the reason', async () => {
    const ran = await runNotebook(notebookOf('a'), () => Promise.reject(new Error('no such kernel')));
    expect(ran).toMatchObject({ status: 'failed', completedCells: 0 });
    expect(ran.failure?.cause).toMatchObject({ message: 'no such kernel' });
    expect(statusesOf(ran.notebook)).toEqual(['pending']);
    expect(ran.events.map(event => event.kind)).toEqual(['runStarted', 'runFinished']);
  });

  it('ends the kernel when the consumer leaves the loop', async () => {
    const kernel = new ScriptedKernel({ endless: () => undefined });
    const { executeNotebook } = await import('../../../companion/src/execution/index.js');
    const papermill = { inputPath: null, outputPath: null, parameters: {}, version: '1' };
    const signal = new AbortController().signal;
    const options = {
      notebook: notebookOf('endless'),
      kernel: () => Promise.resolve(kernel),
      papermill,
      signal,
      interruptGraceMs: 1
    };
    for await (const event of executeNotebook(options)) if (event.kind === 'cellStarted') break;
    expect(kernel.calls).toEqual(['interrupt', 'kill']);
  });
});

describe('the end of a cell', () => {
  const CASES: readonly [string, Script][] = [
    [
      'headless §4.3 #3: outputs after the reply are kept',
      scene => {
        scene.busy();
        scene.reply();
        scene.print('late\n');
        scene.idle();
      }
    ],
    [
      'outputs before an idle that comes before the reply are kept',
      async scene => {
        scene.busy();
        scene.print('late\n');
        scene.idle();
        await new Promise(resolve => setImmediate(resolve));
        scene.reply();
      }
    ],
    [
      'headless §4.3 #1: outputs after the first one are kept',
      cell(scene => {
        scene.print('la');
        scene.print('te\n');
      })
    ],
    [
      'headless §4.3 #18: messages without parent and of other requests are dropped',
      cell(scene => {
        scene.iopub('status', { execution_state: 'restarting' }, { parentId: '' });
        scene.iopub('stream', { name: 'stdout', text: 'not ours' }, { parentId: 'another' });
        scene.iopub('status', { execution_state: 'idle' }, { parentId: 'another' });
        scene.print('late\n');
      })
    ]
  ];

  test.each(CASES)('%s', async (_title, script) => {
    const ran = await runNotebook(notebookOf('a', 'b'), new ScriptedKernel({ a: script }));
    expect(ran.status).toBe('completed');
    expect(outputsOf(ran.notebook)).toEqual([[stdout('late\n')], []]);
    expect(ran.problems).toEqual([]);
  });

  it('does not wait for ever for an idle, and says that outputs may be missing', async () => {
    const a: Script = scene => {
      scene.print('x');
      scene.reply();
    };
    const ran = await runNotebook(notebookOf('a', 'b'), new ScriptedKernel({ a }), { idleAfterReplyMs: 5 });
    expect(ran.status).toBe('completed');
    expect(ran.problems).toMatchObject([{ code: 'cell-idle-received', severity: 'warning', at: { cell: 0 } }]);
    expect(ran.events.some(event => event.kind === 'problemFound')).toBe(true);
  });

  it('brings what a thread prints later to the cell that started it', async () => {
    let parentId = '';
    const a = cell(scene => void scene.print('now\n'));
    const kernel = new ScriptedKernel({
      a: scene => {
        parentId = `request-${kernel.requests.length}`;
        return a(scene);
      },
      b: cell(scene => scene.iopub('stream', { name: 'stdout', text: 'later\n' }, { parentId }))
    });
    const ran = await runNotebook(notebookOf('a', 'b'), kernel);
    expect(outputsOf(ran.notebook)).toEqual([[stdout('now\nlater\n')], []]);
  });

  it('takes the count from any message that carries one', async () => {
    const a: Script = scene => {
      scene.iopub('stream', { name: 'stdout', text: 'x', execution_count: 42 });
      scene.reply({ execution_count: 42 });
      scene.idle();
    };
    const ran = await runNotebook(notebookOf('a'), new ScriptedKernel({ a }));
    expect(ran.notebook.cells[0]).toMatchObject({ execution_count: 42 });
  });
});

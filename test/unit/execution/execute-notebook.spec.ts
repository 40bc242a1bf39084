import { cell, raise, ScriptedKernel } from '../../support/scripted-kernel.js';
import { code, markdown, notebookOf, outputsOf, runNotebook, statusesOf } from '../../support/run-notebook.js';

describe('a run', () => {
  it('keeps outputs, counts and metadata of every cell', async () => {
    const kernel = new ScriptedKernel({
      a: cell(scene => scene.print('one\n')),
      b: cell(scene =>
        scene.iopub('execute_result', { data: { 'text/plain': '2' }, metadata: {}, execution_count: scene.count })
      )
    });
    const ran = await runNotebook(notebookOf(markdown('# title'), 'a', 'b'), kernel);
    expect(ran.status).toBe('completed');
    expect(outputsOf(ran.notebook)).toEqual([
      [{ output_type: 'stream', name: 'stdout', text: 'one\n' }],
      [{ output_type: 'execute_result', data: { 'text/plain': '2' }, metadata: {}, execution_count: 2 }]
    ]);
    expect(statusesOf(ran.notebook)).toEqual(['completed', 'completed', 'completed']);
    expect(ran.events.map(event => event.kind)).toEqual([
      'runStarted',
      'kernelStarted',
      'cellStarted',
      'cellFinished',
      'cellStarted',
      'cellOutput',
      'cellFinished',
      'cellStarted',
      'cellOutput',
      'cellFinished',
      'runFinished'
    ]);
    expect(kernel.calls).toEqual(['shutdown']);
  });

  it('stops at the first cell that raises and leaves the later ones pending', async () => {
    const kernel = new ScriptedKernel({ bad: raise('ValueError', 'no') });
    const ran = await runNotebook(notebookOf('a', 'bad', 'c'), kernel);
    expect(ran.failure).toMatchObject({ code: 'CELL_ERROR', message: 'In [2] (cell 1) raised ValueError: no' });
    expect(statusesOf(ran.notebook)).toEqual([undefined, 'completed', undefined, 'failed', 'pending']);
    expect(ran.failedCell).toBe(3);
  });
});

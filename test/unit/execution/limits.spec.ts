import { DEFAULT_OUTPUT_LIMITS, type OutputLimits } from '../../../companion/src/execution/index.js';
import { addText, EMPTY_TEXT } from '../../../companion/src/execution/bounded-text.js';
import { measureJson } from '../../../companion/src/execution/measure-json.js';
import { showText } from '../../../companion/src/execution/show-text.js';
import type { Output } from '../../../companion/src/notebook/index.js';
import type { JsonValue } from '../../../src/json/index.js';
import { cell, ScriptedKernel, type Script } from '../../support/scripted-kernel.js';
import { code, notebookOf, outputsOf, runNotebook, type Ran } from '../../support/run-notebook.js';

const display =
  (text: string, displayId?: string): Script =>
  scene =>
    scene.iopub('display_data', {
      data: { 'text/plain': text },
      metadata: {},
      ...(displayId === undefined ? {} : { transient: { display_id: displayId } })
    });

async function run(script: Script, limits: Partial<OutputLimits> = {}, ...tags: string[]): Promise<Ran> {
  const kernel = new ScriptedKernel({ a: cell(script) });
  return runNotebook(notebookOf(code('a', ...tags)), kernel, { limits: { ...DEFAULT_OUTPUT_LIMITS, ...limits } });
}

function textOf(output: Output | undefined): string {
  return output?.output_type === 'stream' ? output.text : '';
}

describe('a flood', () => {
  it('of 200,000 lines keeps the first and the last ones and says how many are missing', async () => {
    const lines = Array.from({ length: 200_000 }, (_, line) => `line ${line}\n`);
    const ran = await run(scene => {
      for (const line of lines) scene.print(line);
    });
    const [outputs = []] = outputsOf(ran.notebook);
    const shown = textOf(outputs[0]).split('\n');
    expect(outputs).toHaveLength(1);
    expect(shown.slice(0, 2)).toEqual(['line 0', 'line 1']);
    expect(shown.slice(-3)).toEqual(['line 199998', 'line 199999', '']);
    const at = shown.findIndex(line => line.startsWith('[Huntbook left out'));
    expect(shown[at]).toBe('[Huntbook left out a part of this text: 150,000 of 200,000 lines, 1.7 MB of 2.3 MB]');
    expect(shown).toHaveLength(50_002);
    expect(shown[at - 1]).toBe('line 39999');
    expect(ran.problems).toMatchObject([{ code: 'output-within-limit', severity: 'warning', at: { cell: 0 } }]);
    expect(ran.notebook.cells[0]?.metadata['huntbook']).toEqual({ outputsCut: true });
  });

  it('in one message keeps the first and the last lines as well', async () => {
    const text = Array.from({ length: 1_000 }, (_, line) => `line ${line}\n`).join('');
    const ran = await run(scene => scene.print(text), { cellLines: 100 });
    const shown = textOf(outputsOf(ran.notebook)[0]?.[0]).split('\n');
    expect(shown[79]).toBe('line 79');
    expect(shown[80]).toContain('900 of 1,000 lines');
    expect(shown[81]).toBe('line 980');
  });

  it('without line ends is cut by its size, never inside a character', async () => {
    const ran = await run(scene => scene.print('😀'.repeat(1_000)), { outputBytes: 101 });
    const text = textOf(outputsOf(ran.notebook)[0]?.[0]);
    expect(text).toMatch(/^(😀)+\n\[Huntbook left out .*\]\n(😀)+$/u);
  });

  it('of a 100 MB display becomes a sentence', async () => {
    const ran = await run(display('x'.repeat(100_000_000)));
    expect(outputsOf(ran.notebook)).toEqual([
      [
        {
          output_type: 'display_data',
          data: { 'text/plain': '[Huntbook left out an output of 100.0 MB (text/plain)]' },
          metadata: {}
        }
      ]
    ]);
    expect(ran.problems).toMatchObject([{ code: 'output-within-limit' }]);
    expect(JSON.stringify(ran.events).length).toBeLessThan(2_000);
  });

  it('of 10,000 displays is kept, for it is within the limits', async () => {
    const ran = await run(async scene => {
      for (let at = 0; at < 10_000; at += 1) await display(`d${at}`)(scene);
    });
    const [outputs = []] = outputsOf(ran.notebook);
    expect(outputs).toHaveLength(10_000);
    expect(outputs[9_999]).toMatchObject({ data: { 'text/plain': 'd9999' } });
    expect(ran.problems).toEqual([]);
  });

  it('of alternating streams stops at the number of outputs, goes on with the last stream and counts the rest', async () => {
    const ran = await run(
      scene => {
        for (let at = 0; at < 50; at += 1) scene.print('x\n', at % 2 === 0 ? 'stdout' : 'stderr');
      },
      { cellOutputs: 10 }
    );
    const [outputs = []] = outputsOf(ran.notebook);
    expect(outputs).toHaveLength(11);
    expect(textOf(outputs[10])).toBe('[Huntbook left out 20 more outputs of this cell: 40 B]\n');
  });

  it('of one cell leaves no room that a later cell would need beyond the limit of the notebook', async () => {
    const kernel = new ScriptedKernel({ a: cell(display('x'.repeat(900))), b: cell(display('y'.repeat(900))) });
    const limits = { ...DEFAULT_OUTPUT_LIMITS, notebookBytes: 1_500 };
    const ran = await runNotebook(notebookOf('a', 'b'), kernel, { limits });
    const [first, second] = outputsOf(ran.notebook);
    expect(first).toMatchObject([{ data: { 'text/plain': 'x'.repeat(900) } }]);
    expect(second).toMatchObject([{ data: { 'text/plain': '[Huntbook left out an output of 920 B (text/plain)]' } }]);
    expect(ran.problems).toMatchObject([{ at: { cell: 1 } }]);
  });

  it('still shows the error that ended the cell', async () => {
    const ran = await run(
      scene => {
        scene.print('x'.repeat(1_000));
        scene.iopub('error', { ename: 'E', evalue: 'why', traceback: ['tb'] });
      },
      { cellBytes: 500 }
    );
    expect(outputsOf(ran.notebook)[0]?.at(-1)).toMatchObject({ ename: 'E', evalue: 'why' });
  });

  it('of a traceback keeps its end', async () => {
    const traceback = Array.from({ length: 5_000 }, (_, line) => `frame ${line} ${'x'.repeat(40)}`);
    const ran = await run(scene => scene.iopub('error', { ename: 'E', evalue: 'v', traceback }));
    const error = outputsOf(ran.notebook)[0]?.[0];
    if (error?.output_type !== 'error') throw new Error('no error');
    expect(error.traceback.at(-1)).toBe(traceback.at(-1));
    expect(error.traceback[0]).toContain('Huntbook left out');
    expect(error.traceback.join('').length).toBeLessThan(66_000);
  });

  it('through updates of many displays under one id stays within the limit of the cell', async () => {
    const ran = await run(
      async scene => {
        for (let at = 0; at < 20; at += 1) await display('x', 'id')(scene);
        const content = { data: { 'text/plain': 'y'.repeat(400) }, metadata: {}, transient: { display_id: 'id' } };
        scene.iopub('update_display_data', content);
      },
      { cellBytes: 4_000 }
    );
    const stored = JSON.stringify(outputsOf(ran.notebook)[0]);
    expect(stored.length).toBeLessThan(8_000);
    expect(ran.problems).toMatchObject([{ code: 'output-within-limit' }]);
  });

  it('is forgotten when the cell clears its output', async () => {
    const ran = await run(
      scene => {
        scene.print('x'.repeat(1_000));
        scene.iopub('clear_output', { wait: false });
        scene.print('small');
      },
      { cellBytes: 500 }
    );
    expect(outputsOf(ran.notebook)[0]).toEqual([{ output_type: 'stream', name: 'stdout', text: 'small' }]);
    expect(ran.problems).toEqual([]);
  });

  test.each(['artifacts', 'taxonomies', 'operations'])(
    'in a cell of %s is an error: the results are not complete',
    async tag => {
      const ran = await run(scene => scene.print('{}\n'.repeat(1_000)), { cellLines: 100 }, tag);
      expect(ran.problems).toMatchObject([{ code: 'output-within-limit', severity: 'error', at: { cell: 0 } }]);
      expect(ran.problems[0]?.message).toContain('not complete');
    }
  );

  it('of widget state leaves that widget out and says so', async () => {
    const comm = (id: string, value: string) => ({
      comm_id: id,
      data: { state: { _model_name: 'M', _model_module: 'm', value } }
    });
    const ran = await run(
      scene => {
        scene.iopub('comm_open', comm('small', 'x'));
        scene.iopub('comm_open', comm('large', 'x'.repeat(10_000)));
        scene.iopub('comm_msg', comm('large', 'y'));
      },
      { widgetBytes: 1_000 }
    );
    expect(Object.keys(stateOf(ran))).toEqual(['small']);
    expect(ran.problems).toMatchObject([{ code: 'widget-state-within-limit' }]);
  });

  it('of nesting becomes a sentence instead of an overflow of the stack', async () => {
    let deep: JsonValue = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    const content = { data: { 'application/json': deep }, metadata: {} };
    const ran = await run(scene => scene.iopub('display_data', content));
    expect(outputsOf(ran.notebook)[0]).toMatchObject([
      { data: { 'text/plain': '[Huntbook left out an output of unknown size (nested too deeply) (application/json)]' } }
    ]);
  });
});

describe('text within a limit', () => {
  it('costs the same per piece however long it is already', () => {
    let text = EMPTY_TEXT;
    for (let at = 0; at < 300_000; at += 1) {
      text = addText(text, '0123456789\n', { headBytes: 1_000, headLines: 1_000_000, tailBytes: 1_000 });
    }
    expect(text.tail.length).toBeLessThan(4_000);
    expect(text.totalLines).toBe(300_000);
  });

  it('is shown whole when nothing was forgotten, though it went past its beginning', () => {
    const room = { headBytes: 8, headLines: 100, tailBytes: 100 };
    const text = ['one\n', 'two\n', 'three\n'].reduce((all, piece) => addText(all, piece, room), EMPTY_TEXT);
    const options = { lines: 100, tailBytes: 100, tailLines: 10 };
    expect(showText(text, options)).toEqual({ text: 'one\ntwo\nthree\n', isCut: false });
  });

  it('measures JSON by its content', () => {
    expect(measureJson({ a: 'xy', b: [1, null] })).toBeGreaterThan(10);
    expect(measureJson('x'.repeat(1_000))).toBe(1_002);
  });
});

function stateOf(ran: Ran): object {
  const widgets = JSON.parse(JSON.stringify(ran.notebook.metadata['widgets'] ?? {})) as {
    'application/vnd.jupyter.widget-state+json'?: { state: object };
  };
  return widgets['application/vnd.jupyter.widget-state+json']?.state ?? {};
}

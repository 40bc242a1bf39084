import type { Notebook } from '../../../companion/src/notebook/index.js';
import { writeNotebook } from '../../../companion/src/notebook/index.js';
import { headerTime, pythonIsoTime, secondsBetween } from '../../../companion/src/execution/time.js';
import { cell, raise, ScriptedKernel } from '../../support/scripted-kernel.js';
import { code, markdown, notebookOf, runNotebook } from '../../support/run-notebook.js';

/** A clock that goes on by a quarter of a second each time it is read. */
function ticking(startMs = Date.UTC(2026, 10, 22, 20, 0, 0)): () => number {
  let at = startMs - 250;
  return () => (at += 250);
}

describe('the metadata of a run', () => {
  it('are those of papermill', async () => {
    const options = {
      clock: ticking(),
      papermill: { inputPath: 'in.ipynb', outputPath: 'out.ipynb', parameters: { a: 1 }, version: '2.7.0' }
    };
    const ran = await runNotebook(notebookOf('a', markdown('m')), new ScriptedKernel(), options);
    expect(ran.notebook.metadata).toMatchObject({
      kernelspec: { display_name: 'python3', language: 'python', name: 'python3' },
      language_info: { name: 'python', version: '3.12.0' },
      papermill: {
        default_parameters: {},
        environment_variables: {},
        exception: null,
        input_path: 'in.ipynb',
        output_path: 'out.ipynb',
        parameters: { a: 1 },
        version: '2.7.0',
        start_time: '2026-11-22T20:00:00+00:00'
      }
    });
    expect(ran.notebook.cells[0]?.metadata).toEqual({
      tags: [],
      papermill: {
        exception: false,
        start_time: '2026-11-22T20:00:00.750000+00:00',
        end_time: '2026-11-22T20:00:01+00:00',
        duration: 0.25,
        status: 'completed'
      },
      execution: {
        'iopub.status.busy': '2026-11-22T20:00:00.123456Z',
        'iopub.execute_input': '2026-11-22T20:00:00.123456Z',
        'iopub.status.idle': '2026-11-22T20:00:00.123456Z',
        'shell.execute_reply': '2026-11-22T20:00:00.123456Z'
      }
    });
    expect(ran.notebook.cells[1]?.metadata).not.toHaveProperty('execution');
  });

  it('write whole seconds as Python writes floats', async () => {
    let at = Date.UTC(2026, 10, 22);
    const ran = await runNotebook(notebookOf('a'), new ScriptedKernel(), { clock: () => (at += 1_000) });
    expect(writeNotebook(ran.notebook)).toContain('"duration": 1.0,');
  });

  it('headless §4.3 #33: mark the first cell that stopped the run, at the top and before it', async () => {
    const notebook = notebookOf(code('fine', 'raises-exception'), 'bad', 'c');
    const kernel = new ScriptedKernel({ fine: raise('E1'), bad: raise('E2') });
    const ran = await runNotebook(notebook, kernel);
    expect(ran.notebook.cells.map(each => each.metadata['tags'])).toEqual([
      ['papermill-error-cell-tag'],
      ['raises-exception'],
      ['papermill-error-cell-tag'],
      [],
      []
    ]);
    expect(ran.notebook.cells[0]?.source).toContain('<a href="#papermill-error-cell">In [2]</a>');
    expect(ran.notebook.cells[2]?.source).toContain('id="papermill-error-cell"');
    expect(new Set(ran.notebook.cells.map(each => each.id)).size).toBe(5);
    expect(ran.notebook.metadata['papermill']).toMatchObject({ exception: true });
  });

  it('forget the run before: markers, outputs, counts, times and widgets', async () => {
    const first = await runNotebook(notebookOf('bad', 'b'), new ScriptedKernel({ bad: raise('E') }));
    const old: Notebook = {
      ...first.notebook,
      metadata: { ...first.notebook.metadata, widgets: { old: 1 } },
      cells: first.notebook.cells.map(each => ({
        ...each,
        metadata: { ...each.metadata, huntbook: { outputsCut: true } }
      }))
    };
    const again = await runNotebook(old, () => Promise.reject(new Error('no kernel')));
    expect(again.notebook.cells).toHaveLength(2);
    for (const each of again.notebook.cells) {
      expect(each).toMatchObject({
        outputs: [],
        execution_count: null,
        metadata: { papermill: { status: 'pending', exception: null } }
      });
      expect(each.metadata).not.toHaveProperty('execution');
      expect(each.metadata).not.toHaveProperty('huntbook');
    }
    expect(again.notebook.metadata).not.toHaveProperty('widgets');
  });

  it("headless §4.3 #8: name the kernel that was used and keep the notebook's own words for it", async () => {
    const spec = { name: 'python3', display_name: 'Python 3 (SOC)', language: 'python', extra: 1 };
    const same = await runNotebook({ ...notebookOf('a'), metadata: { kernelspec: spec } }, new ScriptedKernel());
    expect(same.notebook.metadata['kernelspec']).toEqual(spec);
    const other = { ...spec, name: 'ir' };
    const changed = await runNotebook({ ...notebookOf('a'), metadata: { kernelspec: other } }, new ScriptedKernel());
    expect(changed.notebook.metadata['kernelspec']).toEqual({
      name: 'python3',
      display_name: 'python3',
      language: 'python'
    });
  });

  it('point problems at cells of the notebook with its markers', async () => {
    const quiet = cell(undefined, {});
    const kernel = new ScriptedKernel({ a: scene => void scene.reply(), b: quiet, bad: raise('E') });
    const ran = await runNotebook(notebookOf('a', 'bad'), kernel, { idleAfterReplyMs: 1 });
    expect(ran.problems).toMatchObject([{ code: 'cell-idle-received', at: { cell: 1 } }]);
    expect(ran.failedCell).toBe(3);
  });
});

describe('a time', () => {
  test.each([
    [0, '1970-01-01T00:00:00+00:00'],
    [1_500, '1970-01-01T00:00:01.500000+00:00'],
    [1_000.001, '1970-01-01T00:00:01.000001+00:00'],
    [1_795_377_600_000.25, '2026-11-22T20:00:00.000250+00:00']
  ])('%d ms is written as Python writes it', (ms, text) => {
    expect(pythonIsoTime(ms)).toBe(text);
  });

  test.each([
    ['2026-11-22T20:00:00.123456Z', '2026-11-22T20:00:00.123456Z'],
    ['2026-11-22T20:00:00Z', '2026-11-22T20:00:00.000000Z'],
    ['2026-11-22T20:00:00.5+00:00', '2026-11-22T20:00:00.500000Z'],
    ['2026-11-22T22:00:00.123456+02:00', '2026-11-22T20:00:00.123456Z'],
    ['2026-11-22T20:00:00.123456', '2026-11-22T20:00:00.123456Z'],
    ['yesterday', undefined],
    [undefined, undefined]
  ])('of a header, %s, becomes %s', (date, expected) => {
    expect(headerTime(date)).toBe(expected);
  });

  it('between two others has whole microseconds', () => {
    expect(secondsBetween(0.1, 0.2)).toBe(0.0001);
    expect(secondsBetween(1_000, 2_000)).toBe(1);
  });
});

import { createRedactor } from '../../../src/redaction.js';
import { Secret } from '../../../src/secret.js';
import { DEFAULT_OUTPUT_LIMITS } from '../../../companion/src/execution/index.js';
import { writeNotebook } from '../../../companion/src/notebook/index.js';
import { cell, raise, ScriptedKernel, type Script } from '../../support/scripted-kernel.js';
import { code, notebookOf, runNotebook } from '../../support/run-notebook.js';

const CANARY = 'canary-8f3a91';
const redact = (text: string): string => text.replaceAll(CANARY, '[redacted]');

const LEAKS: readonly [string, Script][] = [
  ['a stream', cell(scene => scene.print(`x ${CANARY} y\n`))],
  [
    'a stream that is split over two messages',
    cell(scene => {
      scene.print(CANARY.slice(0, 5));
      scene.print(CANARY.slice(5));
    })
  ],
  [
    'a display',
    cell(scene =>
      scene.iopub('display_data', {
        data: { 'text/html': `<b>${CANARY}</b>`, 'application/json': { [CANARY]: [CANARY] } },
        metadata: { [CANARY]: CANARY }
      })
    )
  ],
  [
    'an update',
    cell(scene => {
      const content = { metadata: {}, transient: { display_id: 'a' } };
      scene.iopub('display_data', { data: { 'text/plain': '' }, ...content });
      scene.iopub('update_display_data', { data: { 'text/plain': CANARY }, ...content });
    })
  ],
  ['an error', raise(CANARY, CANARY)],
  [
    'a widget',
    cell(scene =>
      scene.iopub('comm_open', {
        comm_id: CANARY,
        data: { state: { _model_name: 'M', value: CANARY } }
      })
    )
  ],
  [
    'a text that is cut beside it',
    cell(scene => {
      for (let at = 0; at < 400; at += 1) scene.print(CANARY);
    })
  ]
];

describe('a secret', () => {
  test.each(LEAKS)('in %s is not stored, and not told beyond a single message', async (_title, script) => {
    const limits = { ...DEFAULT_OUTPUT_LIMITS, outputBytes: 1_003 };
    const notebook = notebookOf(code('leak', CANARY));
    const ran = await runNotebook(notebook, new ScriptedKernel({ leak: script }), { redact, limits });
    const text = writeNotebook(ran.notebook);
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(CANARY.slice(0, 7));
    expect(text).not.toContain(CANARY.slice(-7));
    expect(JSON.stringify(ran.events)).not.toContain(CANARY);
    expect(`${ran.failure?.message}${JSON.stringify(ran.failure?.details)}`).not.toContain(CANARY);
  });

  it('in the source and the metadata of a cell is not stored', async () => {
    const ran = await runNotebook(notebookOf(`x = "${CANARY}"`), new ScriptedKernel(), {
      redact,
      papermill: { inputPath: `s3://${CANARY}@x`, outputPath: null, parameters: { token: CANARY }, version: '1' }
    });
    expect(writeNotebook(ran.notebook)).not.toContain(CANARY);
  });
});

describe('a secret that is printed in pieces', () => {
  const toldOf = async (script: Script): Promise<readonly string[]> => {
    const ran = await runNotebook(notebookOf(code('leak', 'leak')), new ScriptedKernel({ leak: script }), { redact });
    return ran.events.flatMap(event => {
      if (event.kind === 'cellFinished') return ['finished'];
      if (event.kind !== 'cellOutput') return [];
      return [event.event.kind === 'stream' ? event.event.output.text : event.event.kind];
    });
  };
  const halves = [CANARY.slice(0, 6), CANARY.slice(6)] as const;

  test.each<[string, Script]>([
    ['character by character', cell(scene => [...`x ${CANARY} y\n`].forEach(each => scene.print(each)))],
    ['without the end of a line', cell(scene => halves.forEach(each => scene.print(each)))],
    [
      'with a display between them',
      cell(scene => {
        scene.print(halves[0]);
        scene.iopub('display_data', { data: { 'text/plain': 'd' }, metadata: {} });
        scene.print(halves[1]);
      })
    ],
    [
      'with the other stream between them',
      cell(scene => {
        scene.print(halves[0]);
        scene.iopub('stream', { name: 'stderr', text: 'log\n' });
        scene.print(halves[1]);
      })
    ]
  ])('%s is told redacted, before its cell has finished', async (_title, script) => {
    const told = await toldOf(script);
    expect(told.join('')).toContain('[redacted]');
    expect(told.join('')).not.toContain(halves[0]);
    expect(told.join('')).not.toContain(halves[1]);
    expect(told.at(-1)).toBe('finished');
  });

  it('loses none of the text around it: lines at once, the unfinished one at an error or the end', async () => {
    const lines = cell(scene => ['a\nb', 'c', '\r', 'd\ne', ''].forEach(each => scene.print(each)));
    expect((await toldOf(lines)).join('')).toBe('a\nbc\rd\nefinished');
    const long = 'x'.repeat(70_000);
    expect((await toldOf(cell(scene => [long, 'y'].forEach(each => scene.print(each))))).join('')).toBe(
      `${long}yfinished`
    );
  });

  it('keeps the order of an unfinished line before an error and before the outputs are cleared', async () => {
    const script = cell(scene => {
      scene.print('half');
      scene.iopub('clear_output', { wait: false });
      scene.print('half');
      scene.iopub('error', { ename: 'E', evalue: 'e', traceback: [] });
    });
    expect(await toldOf(script)).toEqual(['half', 'clear', 'half', 'error', 'finished']);
  });
});

describe('silent code', () => {
  it('is sent before the first cell, without history, and is stored nowhere', async () => {
    const kernel = new ScriptedKernel({
      [`token = "${CANARY}"`]: cell(scene => scene.print('silent output'))
    });
    const ran = await runNotebook(notebookOf('a'), kernel, { silentCode: [new Secret(`token = "${CANARY}"`)] });
    expect(kernel.requests.map(request => request.content)).toMatchObject([
      { code: `token = "${CANARY}"`, silent: true, store_history: false, allow_stdin: false },
      { code: 'a', silent: false }
    ]);
    expect(ran.status).toBe('completed');
    expect(writeNotebook(ran.notebook)).not.toMatch(/canary|silent output/);
    expect(ran.notebook.cells[0]).toMatchObject({ execution_count: 1 });
  });

  it('that fails is reported by the name of its error only, and no cell is run', async () => {
    const kernel = new ScriptedKernel({ [CANARY]: raise('SyntaxError', `invalid syntax: ${CANARY}`) });
    const ran = await runNotebook(notebookOf('a'), kernel, { silentCode: [new Secret(CANARY)] });
    expect(ran.failure).toMatchObject({ code: 'SILENT_CODE_FAILED' });
    expect(ran.failure?.message).toBe('Setting secret parameters in the kernel failed: SyntaxError.');
    expect(JSON.stringify([ran.failure?.message, ran.failure?.details, ran.events])).not.toContain(CANARY);
    expect(kernel.requests).toHaveLength(1);
  });

  it('cannot be told by a kernel that puts it into the name of the error', async () => {
    const kernel = new ScriptedKernel({ x: raise(`no ${CANARY} here`, '') });
    const ran = await runNotebook(notebookOf('a'), kernel, { silentCode: [new Secret('x')] });
    expect(ran.failure?.message).toBe('Setting secret parameters in the kernel failed: an error.');
  });
});

describe('a secret that is a word of the format', () => {
  it('does not destroy the structure of the notebook when the redactor knows it', async () => {
    const redactor = createRedactor([new Secret('papermill'), new Secret('tags')]);
    const kernel = new ScriptedKernel({ a: cell(scene => scene.print('the papermill\n')) });
    const ran = await runNotebook(notebookOf('a'), kernel, {
      redact: text => redactor.redact(text),
      redactJson: value => redactor.redactJson(value)
    });
    expect(ran.notebook.cells[0]?.metadata).toMatchObject({ papermill: { status: 'completed' }, tags: [] });
    expect(ran.notebook.cells[0]).toMatchObject({ outputs: [{ text: 'the [redacted]\n' }] });
  });
});

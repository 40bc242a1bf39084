import type { JsonObject } from '../../../src/json/index.js';
import { cell, ScriptedKernel, type Script } from '../../support/scripted-kernel.js';
import { notebookOf, outputsOf, runNotebook, type Ran } from '../../support/run-notebook.js';

const data = { foo: 'bar' };
const metadata = { metafoo: 'metabar' };
const transient = { display_id: 'x' };

type Case = [title: string, messages: readonly [string, JsonObject][], outputs: unknown];

/** Messages as kernels send them, complete or not, and the outputs that they leave. */
const CASES: readonly Case[] = [
  ['busy and idle alone leave nothing', [['status', { execution_state: 'busy' }]], []],
  ['an input alone leaves nothing', [['execute_input', {}]], []],
  ['a message of an unknown type leaves nothing', [['debug_event', { text: 'x' }]], []],
  ['a stream without text leaves nothing', [['stream', { name: 'stdout' }]], []],
  [
    'a stream without a name is stdout',
    [['stream', { text: 'x' }]],
    [{ output_type: 'stream', name: 'stdout', text: 'x' }]
  ],
  [
    'a result keeps data, metadata and count',
    [['execute_result', { data, metadata, execution_count: 42 }]],
    [{ output_type: 'execute_result', data, metadata, execution_count: 42 }]
  ],
  ...[0.5, 1e300, '7', null].map((count): Case => [
    `a result with the count ${String(count)} has none, so that the stored notebook can be read`,
    [['execute_result', { data, metadata, execution_count: count }]],
    [{ output_type: 'execute_result', data, metadata, execution_count: null }]
  ]),
  [
    'a result without a count has none',
    [['execute_result', { data, metadata }]],
    [{ output_type: 'execute_result', data, metadata, execution_count: null }]
  ],
  [
    'a display keeps data and metadata',
    [['display_data', { data, metadata }]],
    [{ output_type: 'display_data', data, metadata }]
  ],
  [
    'a display without metadata gets empty ones',
    [['display_data', { data }]],
    [{ output_type: 'display_data', data, metadata: {} }]
  ],
  [
    'a display without data shows nothing, but stands there',
    [['display_data', {}]],
    [{ output_type: 'display_data', data: {}, metadata: {} }]
  ],
  [
    'a display whose transient is null has no id',
    [
      ['display_data', { data, metadata, transient: null }],
      ['update_display_data', { data: { foo: 'new' }, metadata, transient: null }]
    ],
    [{ output_type: 'display_data', data, metadata }]
  ],
  [
    'an empty display id is no id',
    [
      ['display_data', { data, metadata, transient: { display_id: '' } }],
      ['update_display_data', { data: {}, metadata, transient: { display_id: '' } }]
    ],
    [{ output_type: 'display_data', data, metadata }]
  ],
  [
    'an update without an id changes nothing',
    [
      ['display_data', { data, metadata, transient }],
      ['update_display_data', { data: { foo: 'new' }, metadata: {} }]
    ],
    [{ output_type: 'display_data', data, metadata }]
  ],
  [
    'an update changes data and metadata',
    [
      ['display_data', { data, metadata, transient }],
      ['update_display_data', { data: { baz: 'new' }, metadata: {}, transient }]
    ],
    [{ output_type: 'display_data', data: { baz: 'new' }, metadata: {} }]
  ],
  [
    'an error keeps name, value and traceback',
    [['error', { ename: 'foo', evalue: 'bar', traceback: ['Boom'] }]],
    [{ output_type: 'error', ename: 'foo', evalue: 'bar', traceback: ['Boom'] }]
  ],
  [
    'an error without anything is still an error',
    [['error', {}]],
    [{ output_type: 'error', ename: 'Error', evalue: '', traceback: [] }]
  ],
  [
    'a clear without wait clears at once',
    [
      ['stream', { name: 'stdout', text: 'x' }],
      ['clear_output', {}]
    ],
    []
  ],
  [
    'a clear with wait waits',
    [
      ['stream', { name: 'stdout', text: 'x' }],
      ['clear_output', { wait: true }]
    ],
    [{ output_type: 'stream', name: 'stdout', text: 'x' }]
  ]
];

describe('headless §4.3 #4: of the messages of a kernel', () => {
  test.each(CASES)('%s', async (_title, messages, outputs) => {
    const ran = await run(scene => {
      for (const [type, content] of messages) scene.iopub(type, content);
    });
    expect(outputsOf(ran.notebook)).toEqual([outputs]);
  });
});

describe('widgets', () => {
  const comm = (state: JsonObject, extra: JsonObject = {}): JsonObject => ({ comm_id: 'w', data: { state, ...extra } });
  const MODEL = { _model_name: 'SliderModel', _model_module: 'controls', _model_module_version: '2.0' };
  const OUTPUT = { _model_name: 'OutputModel', _model_module: '@jupyter-widgets/output', msg_id: '', outputs: [] };

  it('are stored with their state merged over all messages', async () => {
    const ran = await run(scene => {
      scene.iopub('comm_open', { target_name: 'jupyter.widget', ...comm({ ...MODEL, value: 1 }) });
      scene.iopub('comm_msg', comm({ value: 2, other: 'x' }, { method: 'update' }));
    });
    expect(ran.notebook.metadata['widgets']).toEqual({
      'application/vnd.jupyter.widget-state+json': {
        version_major: 2,
        version_minor: 0,
        state: {
          w: {
            model_name: 'SliderModel',
            model_module: 'controls',
            model_module_version: '2.0',
            state: { ...MODEL, value: 2, other: 'x' }
          }
        }
      }
    });
    expect(outputsOf(ran.notebook)).toEqual([[]]);
  });

  it('keep one buffer per path, the last one', async () => {
    const bytes = (...values: number[]): { buffers: readonly Uint8Array[] } => ({ buffers: [Uint8Array.from(values)] });
    const ran = await run(scene => {
      scene.iopub('comm_open', comm(MODEL, { buffer_paths: [['a']] }), bytes(49, 50, 51));
      scene.iopub('comm_msg', comm({}, { buffer_paths: [['b', 0]] }), bytes(49));
      scene.iopub('comm_msg', comm({}, { buffer_paths: [['a']] }), bytes(50));
      scene.iopub('comm_msg', comm({}, { buffer_paths: [['missing']] }));
    });
    expect(stateOf(ran, 'w')['buffers']).toEqual([
      { data: 'Mg==', encoding: 'base64', path: ['a'] },
      { data: 'MQ==', encoding: 'base64', path: ['b', 0] }
    ]);
  });

  it('without a model name, and comm messages without a state, leave no widget behind', async () => {
    const ran = await run(scene => {
      scene.iopub('comm_open', comm({ foo: 'bar' }));
      scene.iopub('comm_open', { comm_id: 'v', data: { foo: 'bar' } });
      scene.iopub('comm_msg', {});
    });
    expect(ran.notebook.metadata['widgets']).toMatchObject({
      'application/vnd.jupyter.widget-state+json': { state: {} }
    });
  });

  it('of type Output take what the cell prints while they capture, and the kernel is told', async () => {
    const kernel: ScriptedKernel = new ScriptedKernel({
      a: cell(async scene => {
        scene.iopub('comm_open', comm(OUTPUT));
        scene.iopub('comm_msg', comm({ msg_id: 'request-1' }));
        scene.print('cap');
        scene.print('tured\n');
        scene.iopub('display_data', { data, metadata });
        scene.iopub('comm_msg', comm({ msg_id: '' }));
        scene.print('free\n');
        while (!kernel.requests.some(request => request.msgType === 'comm_msg')) await new Promise(setImmediate);
      })
    });
    const ran = await runNotebook(notebookOf('a'), kernel);
    const captured = [
      { output_type: 'stream', name: 'stdout', text: 'captured\n' },
      { output_type: 'display_data', data, metadata }
    ];
    expect(outputsOf(ran.notebook)).toEqual([[{ output_type: 'stream', name: 'stdout', text: 'free\n' }]]);
    expect(stateOf(ran, 'w')['state']).toMatchObject({ outputs: captured, msg_id: '' });
    expect(kernel.requests.filter(request => request.msgType === 'comm_msg').map(request => request.content)).toEqual([
      { comm_id: 'w', data: { method: 'update', state: { outputs: captured }, buffer_paths: [] } }
    ]);
  });

  it('of type Output clear what they captured and not what the cell shows', async () => {
    const ran = await run(scene => {
      scene.print('cell\n');
      scene.iopub('comm_open', comm(OUTPUT));
      scene.iopub('comm_msg', comm({ msg_id: 'request-1' }));
      scene.print('one');
      scene.iopub('clear_output', { wait: true });
      scene.print('two');
      scene.iopub('comm_msg', comm({ msg_id: '' }));
    });
    expect(outputsOf(ran.notebook)).toEqual([[{ output_type: 'stream', name: 'stdout', text: 'cell\n' }]]);
    expect(stateOf(ran, 'w')['state']).toMatchObject({ outputs: [{ text: 'two' }] });
  });

  it('of type Output may be nested: the inner one takes first', async () => {
    const of = (id: string, state: JsonObject): JsonObject => ({ comm_id: id, data: { state } });
    const ran = await run(scene => {
      for (const id of ['outer', 'inner']) scene.iopub('comm_open', of(id, OUTPUT));
      scene.iopub('comm_msg', of('outer', { msg_id: 'request-1' }));
      scene.iopub('comm_msg', of('inner', { msg_id: 'request-1' }));
      scene.print('in');
      scene.iopub('comm_msg', of('inner', { msg_id: '' }));
      scene.print('out');
      scene.iopub('comm_msg', of('outer', { msg_id: '' }));
    });
    expect(stateOf(ran, 'inner')['state']).toMatchObject({ outputs: [{ text: 'in' }] });
    expect(stateOf(ran, 'outer')['state']).toMatchObject({ outputs: [{ text: 'out' }] });
    expect(outputsOf(ran.notebook)).toEqual([[]]);
  });

  it('of type Output show what the kernel sets them to', async () => {
    const ran = await run(scene => {
      scene.iopub('comm_open', comm(OUTPUT));
      scene.iopub('comm_msg', comm({ msg_id: 'request-1' }));
      scene.print('captured');
      scene.iopub('comm_msg', comm({ msg_id: '' }));
      scene.iopub('comm_msg', comm({ outputs: [{ output_type: 'stream', name: 'stdout', text: 'set' }] }));
    });
    expect(stateOf(ran, 'w')['state']).toMatchObject({
      outputs: [{ output_type: 'stream', name: 'stdout', text: 'set' }]
    });
  });
});

async function run(script: Script): Promise<Ran> {
  return runNotebook(notebookOf('a'), new ScriptedKernel({ a: cell(script) }));
}

function stateOf(ran: Ran, id: string): Record<string, unknown> {
  const widgets = JSON.parse(JSON.stringify(ran.notebook.metadata['widgets'])) as Record<
    string,
    { state: Record<string, Record<string, unknown>> }
  >;
  return widgets['application/vnd.jupyter.widget-state+json']?.state[id] ?? {};
}

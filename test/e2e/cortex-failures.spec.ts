import { writeFileSync as writeText } from 'node:fs';
import {
  canary,
  code,
  notebookJson,
  notebooksOf,
  Scene,
  successOf,
  type FinishedRun
} from '../support/cortex-driver.js';

afterAll(Scene.disposeAll);

const TAXONOMY = 'print(\'{"level": "safe", "namespace": "N", "predicate": "P", "value": "found"}\')';
const INPUT_TOKEN = canary();
const OUTPUT_TOKEN = canary();
const PROXY_PASSWORD = canary();
const SECRET = `${canary()}+&=/ "q\u00fc`;
const SECRETS = [INPUT_TOKEN, OUTPUT_TOKEN, PROXY_PASSWORD, SECRET];
const secretConfig = {
  input_handler_http_service_api_token: INPUT_TOKEN,
  output_handler_http_service_api_token: OUTPUT_TOKEN,
  proxy_http: `http://user:${PROXY_PASSWORD}@proxy.example:3128`,
  any_secrets: [`api_key=${SECRET}`]
};

/** All that leaves the worker, where no secret may stand in any form that a person would recognise. */
function expectNoSecrets(scene: Scene, run: FinishedRun): void {
  const left = [scene.output(), run.printed, ...scene.files('stored').map(name => scene.read(`stored/${name}`))].join(
    '\n'
  );
  const forms = SECRETS.flatMap(secret => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64').slice(0, -4)
  ]);
  expect(forms.filter(form => left.includes(form))).toEqual([]);
}

describe('one job of three notebooks, two of which fail', () => {
  let scene: Scene;
  let run: FinishedRun;
  beforeAll(async () => {
    scene = new Scene({
      config: secretConfig,
      notebooks: {
        'good.ipynb': [code('x = 1'), code(TAXONOMY, 'taxonomies')],
        'raises.ipynb': [
          code('print("before"); leaked = "x" in globals()'),
          code('print("leaked:", leaked)\nraise ValueError("\\x1b[31mred " + "boom")'),
          code('never = 1')
        ]
      }
    });
    const config = JSON.parse(scene.read(inputOf(scene))) as { config: { input_paths: string[] } };
    config.config.input_paths.push('/missing.ipynb');
    rewriteInput(scene, config);
    run = await scene.run();
  }, 60_000);

  it('feature 6, cortex-thehive §4 #13, headless §4.3 #6: stores the notebook that raised, with its outputs, and keeps the results of the others', () => {
    const result = successOf(run);
    expect(result.taxonomies).toEqual(
      expect.arrayContaining([
        { level: 'safe', namespace: 'N', predicate: 'P', value: 'found' },
        { level: 'suspicious', namespace: 'Huntbook', predicate: 'Run', value: 'partial' }
      ])
    );
    expect(result.full['status']).toBe('partial');
    expect(notebooksOf(result).map(({ name, status }) => [name, status])).toEqual([
      ['/good.ipynb', 'completed'],
      ['/raises.ipynb', 'failed'],
      ['/missing.ipynb', 'unstarted']
    ]);
    const stored = Object.entries(scene.stored()).find(([name]) => name.includes('raises'))?.[1];
    expect(JSON.stringify(stored?.cells.map(cell => cell.outputs))).toMatch(/before.*ValueError/);
  });

  it('headless §4.3 #5: sees an error after the first output of a cell', () => {
    expect(notebooksOf(successOf(run))[1]?.failure).toContain('ValueError');
  });

  it('feature 30, headless §4.3 #7: tells the failure with notebook, cell and exception, without ANSI escapes and message dicts', () => {
    const failure = notebooksOf(successOf(run))[1]?.failure ?? '';
    expect(failure).toMatch(/\/raises\.ipynb.*ValueError: red boom/s);
    expect(failure).toContain('stored/');
    expect(failure).not.toMatch(/\p{Cc}(?<!\n)|parent_header|msg_id/u);
  });

  it('feature 10, cortex-thehive §4 #15, headless §4.3 #8: gives each notebook a kernel of its own, whose variables no other sees', () => {
    expect(JSON.stringify(Object.values(scene.stored()))).toMatch(/leaked: False/);
  });

  it('cortex-thehive §4 #29: says which notebook is missing', () => {
    expect(notebooksOf(successOf(run))[2]?.failure).toMatch(/missing\.ipynb/);
  });

  it('feature 29, 31, cortex-thehive §4 #1, #2, #3, headless §4.3 #20, #21: writes no token and no proxy password anywhere', () => {
    expectNoSecrets(scene, run);
  });

  it('headless §4.3 #10: leaves no kernel and no file of one', () => {
    expect(scene.processes()).toEqual([]);
    expect(scene.files('tmp')).toEqual([]);
  });
});

it('feature 31, cortex-thehive §4 #30: a notebook that prints its job folder and the environment puts no secret into anything', async () => {
  const scene = new Scene({
    config: secretConfig,
    environment: { CORTEX_API_KEY: SECRET },
    notebooks: {
      'spy.ipynb': [
        code(
          [
            'import os, glob, base64, urllib.parse, json',
            'print(api_key, [api_key], {api_key: 1}, json.dumps(json.dumps(api_key)))',
            'print(base64.b64encode(("u:" + api_key).encode()).decode(), urllib.parse.quote(api_key), api_key.encode().hex())',
            'for path in glob.glob(JOBS + "/**", recursive=True):',
            '    if os.path.isfile(path): print(path, open(path, errors="replace").read())',
            'for pid in [os.getpid(), os.getppid()]:',
            '    print(open(f"/proc/{pid}/environ", errors="replace").read(), open(f"/proc/{pid}/cmdline").read())',
            'api_key'
          ].join('\n')
        ),
        code(`print('{"dataType": "other", "data": "' + api_key[:3] + '"}'); raise ValueError(api_key)`)
      ]
    }
  });
  scene.replace('notebooks/spy.ipynb', 'JOBS', scene.python('jobs'));
  const run = await scene.run();
  expect(run.result.status).toBe('Failure');
  expect(scene.read(`stored/${scene.files('stored')[0] ?? ''}`)).toMatch(/\[redacted\].*input\.json/s);
  expectNoSecrets(scene, run);
}, 30_000);

it('feature 16, cortex-thehive §4 #38: a file artifact is a file of the notebook, never the job itself or what a link points to', async () => {
  const scene = new Scene({
    files: { 'notebooks/out/result.csv': 'a,b\n', 'notebooks/.hidden': 'x', 'outside.txt': 'x' },
    notebooks: {
      'files.ipynb': [
        code(
          [
            'import glob, json, os',
            'os.symlink(OUTSIDE, "link.txt")',
            'os.mkfifo("pipe")',
            'paths = ["out/result.csv", *glob.glob(JOBS + "/*/input/*"), OUTSIDE, "link.txt", "../outside.txt", ".hidden", "pipe", "out", "gone", "/proc/self/environ", "/dev/zero"]',
            'for path in paths: print(json.dumps({"dataType": "file", "data": path, "filename": "a:b/" + os.path.basename(path)}))'
          ].join('\n'),
          'artifacts'
        )
      ]
    }
  });
  scene.replace('notebooks/files.ipynb', 'OUTSIDE', scene.python('outside.txt'));
  scene.replace('notebooks/files.ipynb', 'JOBS', scene.python('jobs'));
  const run = await scene.run();
  expect(successOf(run).artifacts).toEqual([
    {
      dataType: 'file',
      attachment: { name: 'a_b_result.csv', size: 4, contentType: 'application/octet-stream' },
      tlp: 2,
      tags: [],
      message: undefined
    }
  ]);
  expect(scene.processes()).toEqual([]);
}, 30_000);

it('cortex-thehive §4 #40: a refusal for TLP shows neither token nor proxy password', async () => {
  const scene = new Scene({ config: secretConfig, tlp: 3, notebooks: { 'a.ipynb': [] } });
  const run = await scene.run();
  expect(run.result).toMatchObject({
    status: 'Failure',
    errorMessage: expect.stringMatching(/^TLP is higher than allowed\./) as string
  });
  expect(run.exitCode).toBe(1);
  expectNoSecrets(scene, run);
}, 30_000);

it('feature 33, cortex-thehive §4 #24: an observable that is a file reaches the notebook under a name of ours', async () => {
  const scene = new Scene({
    dataType: 'file',
    attachment: { bytes: 'evil content', filename: '../../evil;name`.exe', contentType: 'text/x-evil' },
    notebooks: {
      'file.ipynb': [
        code('import json, os', 'parameters'),
        code(
          [
            'seen = [thehive_observable_value, open(thehive_observable_file).read(), thehive_observable_content_type, os.path.basename(thehive_observable_file)]',
            'for text in seen: print(json.dumps({"dataType": "other", "data": text}))'
          ].join('\n'),
          'artifacts'
        )
      ]
    }
  });
  const run = await scene.run();
  const seen = successOf(run).artifacts.map(artifact => artifact.data);
  expect(seen.slice(0, 3)).toEqual(['../../evil;name`.exe', 'evil content', 'text/x-evil']);
  expect(seen[3]).toMatch(/^[\w.-]+$/);
  expect(scene.files('tmp')).toEqual([]);
}, 30_000);

it('feature 32, headless §4.3 #19: a cell that takes too long ends, and what was found before counts', async () => {
  const scene = new Scene({
    config: { any_cell_timeout: 2 },
    notebooks: {
      'slow.ipynb': [
        code(TAXONOMY, 'taxonomies'),
        code('print("started", flush=True)\nimport time\nwhile True:\n    time.sleep(1)'),
        code('never = 1')
      ]
    }
  });
  const run = await scene.run();
  expect(successOf(run).taxonomies).toContainEqual({ level: 'safe', namespace: 'N', predicate: 'P', value: 'found' });
  expect(notebooksOf(successOf(run))[0]).toMatchObject({
    status: 'failed',
    failure: expect.stringMatching(/2 s|2 seconds|timeout/i) as string
  });
  expect(scene.storedOutputs()).toContain('started');
  expect(scene.processes()).toEqual([]);
}, 30_000);

const REFUSALS: [title: string, config: Record<string, unknown>, message: RegExp][] = [
  [
    'feature 7, headless §4.3 #31: a location over http is refused in a sentence',
    { input_hostname: 'http://hub.example' },
    /hub\.example|http/
  ],
  ['cortex-thehive §4 #39: no notebook at all is a failure', { input_paths: [] }, /input_paths/],
  [
    'cortex-thehive §4 #33: an unknown date code is a failure that names the item',
    { output_folder: '/%Q' },
    /output_folder/
  ]
];
it.each(REFUSALS)(
  '%s',
  async (_, config, message) => {
    const scene = new Scene({ config, notebooks: { 'a.ipynb': [code('1')] } });
    const { result } = await scene.run();
    expect(result).toMatchObject({ status: 'Failure', errorMessage: expect.stringMatching(message) as string });
    expect(result.status === 'Failure' && (result.errorMessage ?? '').length).toBeLessThan(600);
  },
  30_000
);

it('headless §4.3 #39: a notebook of a language whose literals are not known is refused, whatever the observable holds', async () => {
  const scene = new Scene({
    data: '$(touch pwned)',
    notebooks: { 'j.ipynb': notebookJson([code('x = 1', 'parameters')], { name: 'julia-1.9', language: 'julia' }) }
  });
  const { result } = await scene.run();
  expect(result).toMatchObject({ status: 'Failure', errorMessage: expect.stringMatching(/julia/i) as string });
}, 30_000);

const inputOf = (scene: Scene): string => `${scene.job.input.slice(scene.path.length + 1)}/input.json`;

function rewriteInput(scene: Scene, input: unknown): void {
  writeText(`${scene.path}/${inputOf(scene)}`, JSON.stringify(input));
}

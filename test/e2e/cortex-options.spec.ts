import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { code, notebookJson, notebooksOf, Scene, successOf, type JobFolderOptions } from '../support/cortex-driver.js';

afterAll(Scene.disposeAll);

const TAXONOMY = code(
  'print(\'{"level": "safe", "namespace": "N", "predicate": "P", "value": "found"}\')',
  'taxonomies'
);
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const PICTURE = code(
  `import base64\nfrom IPython.display import display, Image\ndisplay(Image(base64.b64decode("${PIXEL}")))`
);

const GATE: [title: string, levels: Partial<JobFolderOptions>, message: RegExp][] = [
  ['TLP above the maximum', { tlp: 3 }, /^TLP is higher than allowed\./],
  ['PAP above the maximum', { pap: 3 }, /^PAP is higher than allowed\./],
  ['TLP at the maximum', { tlp: 2, pap: 2 }, /missing\.ipynb/],
  ['TLP above the maximum when nobody checks', { tlp: 3, config: { check_tlp: false } }, /missing\.ipynb/],
  ['TLP 4 of TheHive 5', { tlp: 4 }, /^TLP is higher than allowed\./]
];
it.each(GATE)(
  'feature 2, 37: an observable with %s meets the gate of cortexutils',
  async (_, { config, ...levels }, message) => {
    const scene = new Scene({ ...levels, notebooks: {}, config: { ...config, input_paths: ['missing.ipynb'] } });
    const run = await scene.run();
    expect(run.result).toMatchObject({ status: 'Failure', errorMessage: expect.stringMatching(message) as string });
    expect(run.exitCode).toBe(1);
  },
  30_000
);

it('feature 3, 4: the kernel gets proxies, certificates and the variables that are let through, and no other', async () => {
  const scene = new Scene({
    config: {
      proxy_http: 'http://proxy.example:1',
      cacerts: 'PEM of the administrator',
      any_kernel_environment: ['WANTED']
    },
    environment: { WANTED: 'yes', AWS_SECRET: 'canary-in-the-environment', UNWANTED: 'no' },
    notebooks: {
      'a.ipynb': [
        code(
          'import os, json\nfor name in ["http_proxy", "WANTED", "UNWANTED", "AWS_SECRET"]: print(json.dumps({"predicate": name, "value": os.environ.get(name)}))\nprint(json.dumps({"predicate": "ca", "value": open(os.environ["REQUESTS_CA_BUNDLE"]).read()}))',
          'taxonomies'
        )
      ]
    }
  });
  const values = Object.fromEntries(
    successOf(await scene.run()).taxonomies.map(({ predicate, value }) => [predicate, value])
  );
  expect(values).toEqual({
    http_proxy: 'http://proxy.example:1',
    WANTED: 'yes',
    UNWANTED: null,
    AWS_SECRET: null,
    ca: expect.stringContaining('PEM of the administrator') as string
  });
}, 30_000);

it('feature 23, cortex-thehive §4 #28: with any_generate_html there is HTML and cells without pictures, without it the other way round', async () => {
  const [withHtml, without] = await Promise.all(
    [true, false].map(async any_generate_html => {
      const scene = new Scene({ config: { any_generate_html }, notebooks: { 'a.ipynb': [PICTURE] } });
      const [notebook] = notebooksOf(successOf(await scene.run()));
      return { html: notebook?.html, cells: JSON.stringify(notebook?.cells) };
    })
  );
  expect(withHtml?.html).toContain('<img');
  expect(withHtml?.cells).not.toContain(`"image/png":"${PIXEL.slice(0, 20)}`);
  expect(without?.html).toBeUndefined();
  expect(without?.cells).toContain(`"image/png":"${PIXEL.slice(0, 20)}`);
}, 30_000);

it('the stored notebook, rendered again, gives byte for byte the HTML of the job', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [TAXONOMY, PICTURE, code('1/0')] } });
  const [notebook] = notebooksOf(successOf(await scene.run()));
  const command = join(dirname(scene.definition.command), 'huntbook.cjs');
  const rendered = execFileSync(process.execPath, [command, 'report', '--fragment', notebook?.output_notebook ?? ''], {
    encoding: 'utf8'
  });
  expect(rendered).toBe(notebook?.html);
}, 30_000);

it('any_on_error fail makes one failed notebook fail the job, as the original did', async () => {
  const scene = new Scene({
    config: { any_on_error: 'fail' },
    notebooks: { 'good.ipynb': [TAXONOMY], 'bad.ipynb': [code('1/0')] }
  });
  expect((await scene.run()).result).toMatchObject({
    status: 'Failure',
    errorMessage: expect.stringMatching(/bad\.ipynb.*ZeroDivisionError/s) as string
  });
  expect(scene.files('stored')).toHaveLength(2);
}, 30_000);

it('headless §4.3 #8: a notebook whose kernel is not installed names those that are', async () => {
  const scene = new Scene({
    notebooks: { 'a.ipynb': notebookJson([code('1')], { name: 'nowhere', language: 'python' }) }
  });
  expect((await scene.run()).result).toMatchObject({
    status: 'Failure',
    errorMessage: expect.stringMatching(/nowhere.*python3/s) as string
  });
}, 30_000);

it('feature 32: a job that Cortex gives six seconds ends by itself before, with what it found', async () => {
  const scene = new Scene({
    // Minutes; half of so short a time is ours.
    config: { jobTimeout: 0.1 },
    notebooks: { 'slow.ipynb': [TAXONOMY, code('import time\ntime.sleep(600)')] }
  });
  const result = successOf(await scene.run());
  expect(result.full['status']).toBe('partial');
  expect(notebooksOf(result)[0]).toMatchObject({ status: 'cancelled' });
  expect(result.taxonomies).toContainEqual({ level: 'safe', namespace: 'N', predicate: 'P', value: 'found' });
}, 30_000);

it.each([
  [1, false],
  [2, true]
])(
  'of two notebooks %d at a time run: both at once is %s',
  async (concurrency, isOverlapping) => {
    const time = code(
      'import json, time\nstart = time.time()\ntime.sleep(2)\nprint(json.dumps({"predicate": "from", "value": start}))\nprint(json.dumps({"predicate": "to", "value": time.time()}))',
      'taxonomies'
    );
    const scene = new Scene({
      config: { any_concurrency: concurrency },
      notebooks: { 'a.ipynb': [time], 'b.ipynb': [time] }
    });
    const { taxonomies } = successOf(await scene.run());
    const moments = (name: string): readonly number[] =>
      taxonomies.flatMap(({ predicate, value }) => (predicate === name ? [Number(value)] : []));
    expect(Math.max(...moments('from')) < Math.min(...moments('to'))).toBe(isOverlapping);
  },
  30_000
);

import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { runCortexJob, type CortexJobOptions } from '../../../companion/src/cortex/index.js';
import { startLocalKernel } from '../../../companion/src/kernel/index.js';
import { readNotebook, toPlainNotebook } from '../../../companion/src/notebook/index.js';
import { renderReport } from '../../../src/report/index.js';
import {
  makeJobFolder,
  notebookText,
  readOutput,
  type JobFolderOptions,
  type NotebookCell
} from '../../support/cortex-job-folder.js';

jest.setTimeout(60_000);

const PYTHON = resolve(process.env['HUNTBOOK_TEST_PYTHON'] ?? '.cache/venv/bin/python');

type Notebooks = Readonly<Record<string, readonly NotebookCell[]>>;

function arrange(notebooks: Notebooks, options: JobFolderOptions = {}) {
  const home = mkdtempSync(join(tmpdir(), 'huntbook-test-'));
  for (const [name, cells] of Object.entries(notebooks)) writeFileSync(join(home, name), notebookText(cells));
  const stored = join(home, 'executed');
  const config = {
    input_hostname: home,
    input_paths: Object.keys(notebooks).map(name => `/${name}`),
    output_hostname: stored,
    any_python: [PYTHON],
    ...options.config
  };
  return { home, stored, job: makeJobFolder({ ...options, config }) };
}

type RunOptions = Pick<Partial<CortexJobOptions>, 'signals' | 'stdin' | 'environment' | 'exit'> & {
  readonly onKernel?: () => void;
};

async function run(jobDir: string, options: RunOptions = {}) {
  const { onKernel, ...given } = options;
  const stderr = new PassThrough();
  const stdout = new PassThrough();
  const status = await runCortexJob({
    jobDir,
    stderr,
    stdout,
    stdin: Readable.from([]),
    signals: new EventEmitter(),
    environment: { PATH: process.env['PATH'] },
    exit: () => undefined,
    startKernel: start => {
      onKernel?.();
      return startLocalKernel(start);
    },
    ...given
  });
  return { status, log: String(stderr.read() ?? ''), printed: String(stdout.read() ?? '') };
}

test('a job folder becomes a valid output.json by way of a real kernel', async () => {
  const { job, stored } = arrange({
    'hello.ipynb': [
      { source: 'thehive_observable_value = ""', tags: ['parameters'] },
      {
        source:
          'import json; print(json.dumps({"level": "safe", "namespace": "T", "predicate": "P", "value": thehive_observable_value}))',
        tags: ['taxonomies']
      },
      { source: 'print(json.dumps({"dataType": "ip", "data": "198.51.100.7"}))', tags: ['artifacts'] }
    ]
  });
  const { status, log } = await run(job.path);
  const output = readOutput(job.output);
  expect(output).toMatchObject({
    success: true,
    summary: { taxonomies: [{ level: 'safe', namespace: 'T', predicate: 'P', value: '192.0.2.1' }] },
    artifacts: [{ dataType: 'ip', data: '198.51.100.7', tlp: 2, tags: [] }],
    operations: [],
    full: { version: 1, status: 'completed', problems: [] }
  });
  expect(status).toBe(0);
  expect(log).toMatch(/^huntbook job=AYx-1_z status=completed notebooks=1 seconds=[\d.]+\n$/u);
  expect(readdirSync(stored)).toEqual(['192.0.2.1-hello-AYx-1_z.ipynb']);
  expect(statSync(join(job.output, 'output.json')).mode & 0o777).toBe(0o644);
  expect(readdirSync(job.output)).toEqual(['output.json']);
});

test('an observable of type file reaches the notebook as a private copy that is gone afterwards', async () => {
  const { job, stored } = arrange(
    {
      'file.ipynb': [
        {
          source:
            'import json, os\nhow = [os.path.basename(thehive_observable_file), open(thehive_observable_file).read(), thehive_observable_value, thehive_observable_content_type]'
        },
        {
          source:
            'open(os.path.join(os.environ["HUNTBOOK_FILES"], "extracted.txt"), "w").write("found")\nprint(json.dumps({"dataType": "other", "data": json.dumps(how)}))\nprint(json.dumps({"dataType": "file", "data": os.path.join(os.environ["HUNTBOOK_FILES"], "extracted.txt")}))',
          tags: ['artifacts']
        }
      ]
    },
    {
      input: {
        data: undefined,
        dataType: 'file',
        file: 'attachment42',
        filename: '../../x;evil.EML',
        contentType: 'message/rfc822'
      },
      files: { attachment42: 'mail body' }
    }
  );
  await run(job.path);
  const output = readOutput(job.output);
  expect(output).toMatchObject({
    success: true,
    artifacts: [
      { data: '["observable.EML", "mail body", "../../x;evil.EML", "message/rfc822"]' },
      { dataType: 'file', filename: 'extracted.txt', contentType: 'application/octet-stream' }
    ]
  });
  const [, file] = output['artifacts'] as { file: string }[];
  expect(readFileSync(join(job.output, file?.file ?? ''), 'utf8')).toBe('found');
  const [name = ''] = readdirSync(stored);
  expect(name).toBe('x-evil.EML-file-AYx-1_z.ipynb');
  const copy = /thehive_observable_file = "(.*?)"/u.exec(
    readFileSync(join(stored, name), 'utf8').replaceAll('\\"', '"')
  )?.[1];
  expect(copy).toMatch(/observable\.EML$/u);
  expect(existsSync(copy ?? '/')).toBe(false);
});

test('the stored notebook, rendered again, gives the html of the answer byte for byte', async () => {
  const { job, stored } = arrange({
    'rich.ipynb': [
      {
        source:
          'from IPython.display import HTML, display\ndisplay(HTML("<b onclick=x>bold</b>"), {"text/plain": "half \\ud800"}, raw=False)\nprint("a\\x1b[31mred\\x1b[0m")'
      },
      {
        source: 'print("{\\"level\\": \\"nope\\", \\"predicate\\": \\"P\\", \\"value\\": NaN}")\nprint("{broken")',
        tags: ['taxonomies']
      },
      { source: '1/0' }
    ]
  });
  await run(job.path);
  const output = readOutput(job.output);
  expect(output).toMatchObject({ success: true, full: { status: 'partial' } });
  const [entry] = (output['full'] as { notebooks: { html: string; output_notebook: string }[] }).notebooks;
  const text = readFileSync(entry?.output_notebook ?? '', 'utf8');
  expect(entry?.output_notebook.startsWith(stored)).toBe(true);
  expect(renderReport(toPlainNotebook(readNotebook(text, { path: 'x' }))).html).toBe(entry?.html);
  expect(JSON.parse(text)).toMatchObject({
    metadata: {
      huntbook: {
        version: 1,
        status: 'failed',
        limits: { softBytes: 2e6, hardBytes: 6e6 },
        observable: { dataType: 'ip' }
      }
    }
  });
});

test('a notebook that prints its secrets, its job folder and the environment of the worker gives none of them away', async () => {
  const canaries = [
    'canary-secret-value',
    'canary-token-in',
    'canary-token-out',
    'canary-proxy-pw',
    'canary+env/secret='
  ];
  const { job, stored } = arrange(
    {
      'leak.ipynb': [
        {
          source:
            'import os, json, base64, urllib.parse, sys\nprint(VT_KEY, base64.b64encode(VT_KEY.encode()).decode())\nprint(dict(os.environ))'
        },
        {
          source:
            'job = open(os.path.expanduser("~/where")).read()\nprint(open(job + "/input/input.json").read())\nprint(urllib.parse.quote(open(job + "/input/input.json").read()))'
        },
        { source: 'print(open(f"/proc/{os.getppid()}/environ").read())' },
        {
          source:
            'print(json.dumps({"dataType": "other", "data": VT_KEY}))\nopen("dump.txt", "w").write(VT_KEY)\nprint(json.dumps({"dataType": "file", "data": "dump.txt"}))',
          tags: ['artifacts']
        },
        { source: 'raise ValueError(VT_KEY)' }
      ]
    },
    {
      config: {
        any_secrets: [`VT_KEY=${canaries[0] ?? ''}`],
        input_handler_http_service_api_token: canaries[1],
        output_handler_http_service_api_token: canaries[2],
        proxy_http: `http://user:${canaries[3] ?? ''}@proxy.test:3128`
      }
    }
  );
  const home = mkdtempSync(join(tmpdir(), 'huntbook-home-'));
  writeFileSync(join(home, 'where'), job.path);
  const { log } = await run(job.path, {
    environment: { PATH: process.env['PATH'], HOME: home, MY_API_KEY: canaries[4] }
  });
  const everything = [
    log,
    ...readdirSync(job.output).map(name => readFileSync(join(job.output, name), 'latin1')),
    ...readdirSync(stored).map(name => readFileSync(join(stored, name), 'latin1'))
  ].join('\n');
  expect(everything).toContain('[redacted]');
  for (const canary of canaries) {
    for (const form of [canary, encodeURIComponent(canary), Buffer.from(canary).toString('base64').slice(0, -3)]) {
      expect(everything.includes(form)).toBe(false);
    }
  }
  const problems = (readOutput(job.output)['full'] as { problems: { code: string }[] }).problems.map(
    ({ code }) => code
  );
  expect(problems).toContain('artifact-file-without-secrets');
});

test('a job that runs out of time keeps what it found', async () => {
  const { job } = arrange(
    {
      'slow.ipynb': [
        { source: 'print(\'{"level":"safe","namespace":"T","predicate":"P","value":1}\')', tags: ['taxonomies'] },
        { source: 'import time; time.sleep(600)' }
      ]
    },
    { config: { any_deadline: 0.1 } }
  );
  const { status } = await run(job.path);
  expect(status).toBe(0);
  expect(readOutput(job.output)).toMatchObject({
    success: true,
    full: {
      status: 'partial',
      notebooks: [{ status: 'cancelled', failure: expect.stringContaining('6 s') as unknown }]
    },
    summary: {
      taxonomies: [{ namespace: 'Huntbook', predicate: 'Run', value: 'partial', level: 'suspicious' }, { value: 1 }]
    }
  });
});

test('a second signal ends the job at once, with an answer', async () => {
  const { job, home } = arrange({
    'deaf.ipynb': [
      {
        source:
          'import os, time\nopen("pid", "w").write(str(os.getpid()))\nwhile True:\n  try: time.sleep(600)\n  except KeyboardInterrupt: pass'
      }
    ]
  });
  const signals = new EventEmitter();
  const exits: number[] = [];
  const running = run(job.path, { signals, exit: status => exits.push(status) });
  await until(() => existsSync(join(home, 'pid')));
  signals.emit('SIGTERM');
  signals.emit('SIGTERM');
  expect((await running).status).toBe(1);
  expect(readOutput(job.output)).toMatchObject({
    success: false,
    errorMessage: expect.stringContaining('SIGTERM') as unknown
  });
  await until(() => exits.length > 0);
  const pid = Number(readFileSync(join(home, 'pid'), 'utf8'));
  await until(() => !existsSync(`/proc/${String(pid)}`));
});

test('an error that nobody caught leaves a valid answer', async () => {
  const { job } = arrange({ 'wait.ipynb': [{ source: 'import time; time.sleep(600)' }] });
  const signals = new EventEmitter();
  const running = run(job.path, { signals, onKernel: () => signals.emit('uncaughtException', new TypeError('boom')) });
  expect((await running).status).toBe(1);
  expect(readOutput(job.output)).toMatchObject({
    success: false,
    errorMessage: 'An error inside Huntbook: TypeError: boom',
    input: { data: '192.0.2.1' }
  });
});

test('a job by standard input is answered on standard output', async () => {
  const { job } = arrange({ 'a.ipynb': [{ source: '1' }] });
  const stdin = Readable.from([readFileSync(join(job.path, 'input/input.json'))]);
  const { status, printed } = await run('/nonexistent/job', { stdin });
  expect(status).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ success: true, full: { status: 'completed' } });
});

test.each([
  ['an output folder that cannot be made', { output_hostname: '/dev/null/x' }, 'OUTPUT', /output_hostname/u],
  ['a notebook in a store', { input_hostname: 'gs://bucket' }, 'STORAGE', /not built yet/u],
  ['an output in a store', { output_hostname: 's3://bucket' }, 'STORAGE', /not built yet/u],
  ['a notebook that is missing', { input_paths: ['/absent.ipynb'] }, 'STORAGE', /absent\.ipynb/u],
  ['an observable above the TLP', { max_tlp: 1 }, 'GATE', /^TLP is higher than allowed\.$/u]
])('%s is a failure in one sentence, before a kernel starts', async (_title, config, _kind, message) => {
  const { job } = arrange({ 'a.ipynb': [{ source: '1' }] }, { config });
  const kernels: string[] = [];
  const { status } = await run(job.path, { onKernel: () => kernels.push('started') });
  expect(status).toBe(1);
  expect(readOutput(job.output)).toMatchObject({
    success: false,
    errorMessage: expect.stringMatching(message) as unknown
  });
  expect(kernels).toEqual([]);
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(done => setTimeout(done, 20));
}

import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { EventPage, Job, JobRequest, TextPage } from '../../src/service-api/index.js';
import { code, notebookJson, Scene, until } from '../support/cortex-driver.js';
import { askSocket, codeOf, type Answer, type AskOptions } from '../support/service.js';

const COMMAND = resolve('companion/dist/huntbook.cjs');
const PYTHON = resolve(process.env['HUNTBOOK_TEST_PYTHON'] ?? '.cache/venv/bin/python');

/** `huntbook serve` as a process, in folders of its own. */
class Serve implements AsyncDisposable {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'serve-')));
  readonly root = join(this.path, 'root');
  readonly socket = join(this.path, 'run', 's');
  log = '';
  #child: ChildProcess | undefined;

  constructor(notebooks: Readonly<Record<string, string>> = {}) {
    mkdirSync(this.root);
    for (const [name, text] of Object.entries(notebooks)) writeFileSync(join(this.root, name), text);
  }

  async start(args: readonly string[] = ['--socket', this.socket]): Promise<ChildProcess> {
    const child = spawn(
      process.execPath,
      [COMMAND, 'serve', '--root', this.root, '--state', join(this.path, 'state'), '--python', PYTHON, ...args],
      {
        env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: this.path },
        stdio: ['ignore', 'ignore', 'pipe']
      }
    );
    this.#child = child;
    this.log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    await until(() => this.log.includes('listens on') || child.exitCode !== null);
    return child;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>(done => child.once('exit', done));
    child.kill(signal);
    return ended;
  }

  ask(method: string, path: string, options: AskOptions = {}): Promise<Answer> {
    return askSocket(this.socket, [method, path], options);
  }

  async run(notebook: string, more: Partial<JobRequest> = {}): Promise<Job> {
    const body = { notebook, input: { dataType: 'ip', data: '198.51.100.9' }, ...more };
    return (await this.ask('POST', '/jobs', { body })).json<Job>();
  }

  async job(id: string): Promise<Job> {
    return (await this.ask('GET', `/jobs/${id}`)).json<Job>();
  }

  /** All events of a run, waited for to its end. */
  async events(id: string): Promise<readonly EventPage['events'][number][]> {
    const events: EventPage['events'][number][] = [];
    for (let cursor = 0; ;) {
      const page = (
        await this.ask('GET', `/jobs/${id}/events?cursor=${String(cursor)}&waitMs=10000`)
      ).json<EventPage>();
      events.push(...page.events);
      cursor = page.cursor;
      if (page.isEnd) return events;
    }
  }

  async text(id: string, part: string): Promise<string> {
    return (await this.ask('GET', `/jobs/${id}/${part}?limitBytes=8000000`)).json<TextPage>().text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}

const FAILING = [
  code('thehive_observable_value = "unset"', 'parameters'),
  code(
    'print(\'{"level": "malicious", "namespace": "N", "predicate": "p", "value": "\' + thehive_observable_value + \'"}\')',
    'taxonomies'
  ),
  code('raise ValueError("broken")')
];
const WITH_FILES = [
  code('open("found.txt", "w").write("x" * 10); print(\'{"dataType": "file", "data": "found.txt"}\')', 'artifacts'),
  code('print(\'{"type": "AddTagToCase", "tag": "seen"}\\n{"type": "Bogus"}\')', 'operations'),
  code('import pandas; pandas.DataFrame({"a": [1, 2]})')
];

/** What differs between two runs of the same in any case: ids, times, paths and the random names of files. */
function normal(output: string): unknown {
  const text = output
    .replace(/-(?:AZx9kQ-1|\d{8}T\d{9}Z-[0-9a-f]{8})\b/g, '-ID')
    .replace(/(?:\/[\w.@-]+)+\/(?=[\w.-]+\.(?:ipynb|txt|json))/g, '/…/')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00| UTC)?/g, 'TIME')
    .replace(/\b\d+(?:\.\d+)? ?(?:ms|s)\b/g, 'DURATION')
    .replace(/"file":"[0-9a-f]{32}"/g, '"file":"RANDOM"');
  return JSON.parse(text, (key, value: unknown) => (/duration|_time$|^version$/.test(key) ? 'TIME' : value));
}

describe('three playbooks give what the command of dist/cortex gives, ids and times aside', () => {
  const serve = new Serve({ 'failing.ipynb': notebookJson(FAILING), 'files.ipynb': notebookJson(WITH_FILES) });
  beforeAll(async () => {
    cpSync(resolve('examples'), serve.root, { recursive: true });
    await serve.start();
  });
  afterAll(async () => {
    Scene.disposeAll();
    await serve[Symbol.asyncDispose]();
  });

  it.each(['ip-triage.ipynb', 'failing.ipynb', 'files.ipynb'])('%s', async name => {
    const scene = new Scene({
      notebooks: { [name]: readFileSync(join(serve.root, name), 'utf8') },
      data: '198.51.100.9',
      config: { check_tlp: false, check_pap: false }
    });
    cpSync(resolve('examples/data'), join(scene.path, 'notebooks/data'), { recursive: true });
    await scene.run();
    const { id } = await serve.run(name);
    const events = await serve.events(id);
    expect(events.at(0)?.kind).toBe('runStarted');
    expect(events.at(-1)?.kind).toBe('runFinished');
    const output = await serve.text(id, 'result');
    expect(normal(output)).toEqual(normal(scene.output()));
    expect(output.length).toBeGreaterThan(1_000);
  });

  it('the report is, byte for byte, the fragment in output.json', async () => {
    const { id } = await serve.run('ip-triage.ipynb');
    await serve.events(id);
    const { full } = JSON.parse(await serve.text(id, 'result')) as { full: { notebooks: { html: string }[] } };
    expect(await serve.text(id, 'report')).toBe(full.notebooks[0]?.html);
  });
});

it('four runs at once each have their own events, all of them, in order', async () => {
  await using serve = new Serve({
    'n.ipynb': notebookJson([
      code('thehive_observable_value = ""', 'parameters'),
      ...Array.from({ length: 20 }, (_, cell) => code(`print(thehive_observable_value, ${String(cell)})`))
    ])
  });
  await serve.start(['--socket', serve.socket, '--max-running', '4']);
  const names = ['alpha', 'beta', 'gamma', 'delta'];
  const jobs = await Promise.all(names.map(data => serve.run('n.ipynb', { input: { dataType: 'other', data } })));
  const all = await Promise.all(jobs.map(({ id }) => serve.events(id)));
  // A kernel can send one line in two pieces.
  const told = all.map(events =>
    events
      .flatMap(({ kind, event }) =>
        kind === 'cellOutput' ? [(event as { output: { text: string } }).output.text] : []
      )
      .join('')
      .trim()
      .split('\n')
  );
  expect(told).toEqual(names.map(name => Array.from({ length: 20 }, (_, cell) => `${name} ${String(cell)}`)));
});

describe('a service that is killed', () => {
  const SLEEPS = notebookJson([
    code('import time\nprint("asleep")\nwhile not __import__("os").path.exists("go"): time.sleep(0.05)'),
    code('print("awake")')
  ]);

  it('loses nothing: its run goes on, and the next service shows it to its end', async () => {
    await using serve = new Serve({ 'n.ipynb': SLEEPS });
    await serve.start();
    const { id } = await serve.run('n.ipynb');
    const seen = (await untilOutput(serve, id)).cursor;
    await serve.stop('SIGKILL');
    writeFileSync(join(serve.root, 'go'), '');
    await serve.start();
    const rest = (await serve.ask('GET', `/jobs/${id}/events?cursor=${String(seen)}&waitMs=10000`)).json<EventPage>();
    expect(rest.job.id).toBe(id);
    const events = await serve.events(id);
    expect(JSON.stringify(events)).toContain('awake');
    expect(events.at(-1)).toMatchObject({ kind: 'runFinished', status: 'completed' });
    expect(await serve.job(id)).toMatchObject({ status: 'completed', error: null });
  });

  it('together with its worker leaves a run that is marked as cut short', async () => {
    await using serve = new Serve({ 'n.ipynb': SLEEPS });
    await serve.start();
    const { id } = await serve.run('n.ipynb');
    await untilOutput(serve, id);
    const { worker } = JSON.parse(readFileSync(join(serve.path, 'state', 'jobs', id, 'job.json'), 'utf8')) as {
      worker: string;
    };
    await serve.stop('SIGKILL');
    process.kill(Number.parseInt(worker, 10), 'SIGKILL');
    await serve.start();
    expect(JSON.stringify(await serve.events(id))).toContain('asleep');
    expect(await serve.job(id)).toMatchObject({ status: 'interrupted', error: expect.stringContaining('cut short') });
  });

  it('that is asked to end keeps what its runs have found, and says that it did not end well', async () => {
    await using serve = new Serve({ 'n.ipynb': SLEEPS });
    await serve.start();
    const { id } = await serve.run('n.ipynb');
    await untilOutput(serve, id);
    expect(await serve.stop('SIGTERM')).toBe(143);
    await serve.start();
    expect(await serve.job(id)).toMatchObject({ status: 'interrupted', sizes: { notebook: expect.any(Number) } });
  });
});

async function untilOutput(serve: Serve, id: string): Promise<EventPage> {
  for (;;) {
    const page = (await serve.ask('GET', `/jobs/${id}/events?waitMs=5000`)).json<EventPage>();
    if (page.events.some(({ kind }) => kind === 'cellOutput')) return page;
  }
}

describe('where it listens', () => {
  it('is a socket for its owner alone, in a folder for its owner alone', async () => {
    await using serve = new Serve();
    await serve.start();
    expect(statSync(serve.socket).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(serve.socket)).mode & 0o777).toBe(0o700);
  });

  it('is free again after a service that was killed, and taken while one answers', async () => {
    await using serve = new Serve();
    await serve.start();
    await using second = new Serve();
    const child = await second.start(['--socket', serve.socket]);
    await until(() => child.exitCode !== null);
    expect([child.exitCode, second.log]).toEqual([1, expect.stringContaining('Another service listens')]);
    await serve.stop('SIGKILL');
    await serve.start();
    expect((await serve.ask('GET', '/health')).status).toBe(200);
  });

  it('a folder that others can enter is refused with the way out', async () => {
    await using serve = new Serve();
    mkdirSync(join(serve.path, 'open'));
    const child = await serve.start(['--socket', join(serve.path, 'open', 's')]);
    await until(() => child.exitCode !== null);
    expect([child.exitCode, serve.log]).toEqual([1, expect.stringMatching(/open to others.*chmod 700/)]);
  });

  it('a port answers to the token and to the name of this machine, and to nobody else', async () => {
    await using serve = new Serve();
    await serve.start(['--port', '0']);
    await until(() => serve.log.includes('The bearer token stands in'));
    const [address = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(serve.log) ?? [];
    const [, tokenFile = ''] = /stands in (\S+)/.exec(serve.log) ?? [];
    expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
    const token = readFileSync(tokenFile, 'utf8');
    expect(serve.log).not.toContain(token);
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${address}/jobs`, { headers: { ...headers, 'sec-fetch-mode': 'cors' } })).status;
    expect(await ask({ authorization: `Bearer ${token}` })).toBe(200);
    expect(await ask({})).toBe(401);
    expect(await ask({ authorization: `Bearer ${token.slice(1)}` })).toBe(401);
    expect(await ask({ authorization: `Bearer ${token}`, origin: 'https://evil.example' })).toBe(403);
    expect((await fetch(`${address}/jobs?token=${token}`)).status).toBe(401);
  });

  it('two places at once are no place', async () => {
    await using serve = new Serve();
    const child = await serve.start(['--socket', serve.socket, '--port', '0']);
    await until(() => child.exitCode !== null);
    expect([child.exitCode, serve.log]).toEqual([2, 'huntbook: Either --socket or --port, not both.\n']);
  });

  it('a root that does not exist is named', async () => {
    await using serve = new Serve();
    const child = await serve.start(['--socket', serve.socket, '--root', join(serve.path, 'none')]);
    await until(() => child.exitCode !== null);
    expect([child.exitCode, serve.log]).toEqual([1, expect.stringContaining('There is no folder')]);
  });
});

it('the notebook that waits is the one of the request, and it says so when it is gone by then', async () => {
  await using serve = new Serve();
  await serve.start();
  expect(
    codeOf(await serve.ask('POST', '/jobs', { body: { notebook: 'gone.ipynb', input: { dataType: 'ip', data: '1' } } }))
  ).toBe('NOT_THERE');
});

it('names what is missing to run anything', async () => {
  await using serve = new Serve();
  await serve.start(['--socket', serve.socket, '--python', '/no/such/python']);
  const health = (await serve.ask('GET', '/health')).json<{
    status: string;
    problems: { code: string; message: string }[];
  }>();
  expect(health).toMatchObject({ status: 'degraded', problems: [{ code: 'kernel-present' }] });
  expect(health.problems[0]?.message).toContain('/no/such/python');
});

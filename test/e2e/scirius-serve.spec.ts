import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SCENARIOS, sampleEvents } from '../../companion/src/eve/synthetic/index.js';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../support/jupyter-process.js';
import { runHuntbook } from '../support/command.js';
import { canary, code, Scene, successOf } from '../support/cortex-driver.js';
import { temporaryFolder } from '../support/real-kernel.js';

const ROOT = resolve(__dirname, '../..');
const EVENTS = 3_000;
const SEED = '7';
const folder = temporaryFolder('huntbook-serve-');
const events = join(folder.path, 'eve.json');
const token = canary();
let server: ChildProcess;
let url = '';

/** Starts the built command and waits for the line that says where it listens. */
function startServer(
  args: readonly string[]
): Promise<{ readonly child: ChildProcess; readonly printed: () => string }> {
  const command = join(ROOT, 'companion/dist/huntbook.cjs');
  const all = [command, 'scirius', 'serve', ...args, '--port', '0', '--cache', join(folder.path, 'cache')];
  const child = spawn(process.execPath, all, {
    env: { ...process.env, EVE_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let printed = '';
  return new Promise((done, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('\n')) done({ child, printed: () => printed });
    });
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.on('close', status => fail(new Error(`ended with ${status}: ${printed}`)));
  });
}

beforeAll(async () => {
  expect(
    (await runHuntbook(['scirius', 'sample', '--events', String(EVENTS), '--seed', SEED, '-o', events])).status
  ).toBe(0);
  const started = await startServer([events, '--follow', '--token-env', 'EVE_TOKEN']);
  server = started.child;
  url = /http:\S+/.exec(started.printed())?.[0] ?? '';
});
afterAll(() => {
  server.kill('SIGTERM');
  folder.remove();
  Scene.disposeAll();
});

it('serves on when nobody reads what it prints', async () => {
  const port = await freePort();
  const command = [join(ROOT, 'companion/dist/huntbook.cjs'), 'scirius', 'serve', events];
  const rest = ['--port', String(port), '--cache', join(folder.path, 'unread')];
  const child = spawn(process.execPath, [...command, ...rest], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += String(chunk)));
  const ended = once(child, 'exit');
  const ask = (): Promise<number | undefined> =>
    fetch(`http://127.0.0.1:${String(port)}/rest/rules/es/events_tail/`).then(
      ({ status }) => status,
      () => undefined
    );
  while ((await ask()) === undefined && child.exitCode === null) await wait(100);
  // What is printed is printed by now.
  await wait(200);
  expect({ status: await ask(), complaints }).toEqual({ status: 403, complaints: '' });
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

const countOf = async (filter: string): Promise<number> => {
  const query = new URLSearchParams({ qfilter: filter, page_size: '1' });
  const answer = await fetch(`${url}/rest/rules/es/events_tail/?${query}`, {
    headers: { Authorization: `Token ${token}` }
  });
  return ((await answer.json()) as { exact_count: number }).exact_count;
};

describe('huntbook scirius sample', () => {
  it('writes equal bytes for an equal seed and end, and as many events as asked for', async () => {
    const args = ['scirius', 'sample', '--events', '1500', '--seed', '3', '--end', '2026-10-06T00:00:00Z'];
    const { stdout } = await runHuntbook(args);
    expect(stdout).toBe((await runHuntbook(args)).stdout);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1_500);
    expect(stdout).toBe(`${[...sampleEvents({ events: 1_500, seed: 3, endMs: Date.UTC(2026, 9, 6) })].join('\n')}\n`);
  });

  it('says in a sentence when standard output cannot be written', async () => {
    const full = openSync('/dev/full', 'w');
    const command = [join(ROOT, 'companion/dist/huntbook.cjs'), 'scirius', 'sample', '--events', '5000'];
    const child = spawn(process.execPath, command, { stdio: ['ignore', full, 'pipe'] });
    let complaints = '';
    child.stderr?.on('data', (chunk: Buffer) => (complaints += String(chunk)));
    expect(await once(child, 'close')).toEqual([2, null]);
    closeSync(full);
    expect(complaints).toMatch(/^huntbook: Standard output cannot be written: ENOSPC[^\n]*\n$/);
  });

  it('is refused in a sentence when there is no room for what should be found', async () => {
    expect(await runHuntbook(['scirius', 'sample', '--events', '10'])).toMatchObject({
      status: 2,
      stderr: 'huntbook: A sample has at least 1,000 events: its scenarios need room.\n'
    });
  });
});

describe('huntbook scirius serve', () => {
  it('holds what the sample promises', async () => {
    const { beacon, scan, download } = SCENARIOS;
    const counts = [
      await countOf(`event_type:flow AND dest_ip:${beacon.server}`),
      await countOf(`event_type:alert AND alert.signature_id:${beacon.signatureId}`),
      await countOf(`event_type:flow AND src_ip:${scan.source}`),
      await countOf(`event_type:http AND http.hostname:${download.name} AND http.http_user_agent:wget*`),
      await countOf('*')
    ];
    expect(counts).toEqual([beacon.connections, beacon.alerts, scan.ports, download.fetches, EVENTS]);
  });

  it('finds what is added to the file', async () => {
    const now = new Date().toISOString().replace('Z', '000+0000');
    appendFileSync(events, `{"timestamp":"${now}","event_type":"canary","flow_id":1}\n`);
    let count = 0;
    while (count === 0) count = await countOf('event_type:canary');
    expect(count).toBe(1);
  });

  it('answers the IP playbook in a Cortex job, and its token is in nothing that is kept', async () => {
    const notebook = JSON.parse(readFileSync(join(ROOT, 'examples/scirius-ip.ipynb'), 'utf8'));
    const scene = new Scene({
      data: SCENARIOS.beacon.server,
      dataType: 'ip',
      config: { scirius_host: url, scirius_token: token },
      notebooks: { 'ip.ipynb': notebook.cells.filter(isCode).map(asCode) }
    });
    const run = await scene.run();
    const success = successOf(run);
    expect(success.taxonomies).toMatchObject([
      { level: 'malicious', predicate: 'alerts', value: 12 },
      { level: 'malicious', predicate: 'severity-1', value: 12 },
      { level: 'malicious', predicate: 'beacon', value: `every 300 s from ${SCENARIOS.beacon.client}` }
    ]);
    const kept = [scene.output(), run.printed, ...scene.files('stored').map(name => scene.read(join('stored', name)))];
    expect(kept.join('\n')).not.toContain(token);
  });

  it('serves the blog connector of Suricata Analytics in a notebook', async () => {
    const scene = new Scene({
      data: 'x',
      dataType: 'other',
      config: { scirius_host: url, scirius_token: token },
      notebooks: {
        'blog.ipynb': [
          code(
            'import json\nfrom surianalytics.connectors import RESTSciriusConnector\n' +
              'c = RESTSciriusConnector().set_page_size(100).set_query_delta(hours=26)\n' +
              'frame = c.get_events_df(qfilter="event_type: http AND http.url: *update.sh*")\n' +
              'print(json.dumps({"predicate": "wget", "value": len(frame)}))\n' +
              'print(json.dumps({"predicate": "alerts", "value": int((c.get_alerts_df()["alert.severity"] == 1).sum())}))\n' +
              'print(json.dumps({"predicate": "flow_id", "value": str(frame["flow_id"].dtype)}))',
            'taxonomies'
          )
        ]
      }
    });
    expect(successOf(await scene.run()).taxonomies).toMatchObject([{ value: 3 }, { value: 15 }, { value: 'int64' }]);
  });

  it.each([
    ['a file that is missing', ['/nowhere/eve.json'], 2, /eve\.json cannot be read\./],
    [
      'a variable without a token',
      [events, '--token-env', 'NOT_SET_HERE'],
      2,
      /NOT_SET_HERE, which should hold the token, is not set/
    ],
    ['a port that is none', [events, '--port', '99999'], 2, /port from 0 to 65535/]
  ])('ends in a sentence for %s', async (_, args, status, sentence) => {
    const finished = await runHuntbook(['scirius', 'serve', '--cache', join(folder.path, 'other'), ...args]);
    expect([finished.status, finished.stdout]).toEqual([status, '']);
    expect(finished.stderr).toMatch(sentence);
    expect(finished.stderr).not.toContain('    at ');
  });
});

type StoredCell = {
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly metadata: { readonly tags?: readonly string[] };
};
const isCode = ({ cell_type }: StoredCell): boolean => cell_type === 'code';
const asCode = ({ source, metadata }: StoredCell): ReturnType<typeof code> =>
  code(source.join(''), ...(metadata.tags ?? []));

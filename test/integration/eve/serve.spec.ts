import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { eventsOfCapture, isCapture } from '../../../companion/src/eve/serve/capture.js';
import { serve, type ServeOptions } from '../../../companion/src/eve/serve/serve.js';
import { Secret } from '../../../src/secret.js';
import { temporaryFolder } from '../../support/real-kernel.js';

const folder = temporaryFolder('huntbook-serve-test-');
const events = join(folder.path, 'eve.json');
const capture = join(folder.path, 'traffic.bin');
const notes: string[] = [];
const options: ServeOptions = {
  files: [events],
  host: '127.0.0.1',
  port: 0,
  token: new Secret('t'),
  cacheFolder: join(folder.path, 'cache'),
  isTls: false,
  isFollowed: false,
  version: '0',
  note: sentence => void notes.push(sentence)
};

beforeAll(() => {
  writeFileSync(events, '{"timestamp":"2026-10-05T10:00:00.000000+0000","event_type":"dns"}\nnothing\n{"unfinished');
  writeFileSync(capture, Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex'));
});
afterAll(() => folder.remove());

/** A program in the place of Suricata, since not every machine has one: it gets the same arguments. */
function fakeSuricata(script: string): string {
  const path = join(folder.path, `suricata-${script.length}`);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

type Counted = { readonly exact_count: number };

describe('serving', () => {
  it('says which lines are no events, and that the last one is unfinished', async () => {
    const serving = await serve(options);
    await serving.close();
    expect(serving.counts).toMatchObject({ events: 1, malformed: 1 });
    expect(notes).toEqual([
      `${events}: Lines that are no ordinary events: 1 no JSON object.`,
      `${events}: its last line is unfinished and was left out for now.`
    ]);
  });

  it('ends with SERVE_FAILED and a way out when the port is taken', async () => {
    const first = await serve(options);
    const port = Number(new URL(first.url).port);
    await expect(serve({ ...options, port, cacheFolder: join(folder.path, 'second') })).rejects.toMatchObject({
      code: 'SERVE_FAILED',
      message: `127.0.0.1:${port} is in use.`,
      hint: 'Name another port with --port, or 0 for a free one.'
    });
    await first.close();
  });

  it('ends when it is stopped while it reads, keeps what it read, and goes on from there', async () => {
    const large = join(folder.path, 'large.json');
    const line = readFileSync(events, 'utf8').split('\n')[0] ?? '';
    writeFileSync(large, `${line.slice(0, -1)},"filler":"${'x'.repeat(10_000)}"}\n`.repeat(1_500));
    const stop = new AbortController();
    const reason = new Error('stopped');
    const read: number[] = [];
    const onProgress = (bytes: number): void => {
      read.push(bytes);
      if (!stop.signal.aborted) stop.abort(reason);
    };
    const asked = { ...options, files: [large], cacheFolder: join(folder.path, 'stopped'), onProgress };
    await expect(serve({ ...asked, signal: stop.signal })).rejects.toBe(reason);
    const until = read.length;
    const serving = await serve(asked);
    await serving.close();
    expect([until, serving.counts.events, read.length]).toEqual([1, 1_500, 4]);
    expect([...read].sort((a, b) => a - b)).toEqual(read);
  });

  it('refuses a pipe instead of waiting for its writer', async () => {
    const pipe = join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(serve({ ...options, files: [pipe] })).rejects.toMatchObject({ message: `${pipe} is no file.` });
  });

  it('follows the events of a capture, and not the capture', async () => {
    // The place where `serve` would have put them.
    const command = fakeSuricata(`while [ "$1" != -l ]; do shift; done; head -n 1 "${events}" > "$2/eve.json"; exit 0`);
    const cacheFolder = join(folder.path, 'capture-cache');
    const made = await eventsOfCapture(capture, { cacheFolder, command });
    notes.length = 0;
    const serving = await serve({ ...options, files: [capture, capture], cacheFolder, isFollowed: true });
    appendFileSync(made, readFileSync(made));
    const headers = { Authorization: 'Token t' };
    const count = async (): Promise<unknown> =>
      ((await (await fetch(`${serving.url}/rest/rules/es/events_tail/?from_date=0`, { headers })).json()) as Counted)
        .exact_count;
    while ((await count()) === 1) await wait(50);
    expect([await count(), notes]).toEqual([2, []]);
    await serving.close();
  });

  it('speaks TLS with a certificate for this machine', async () => {
    const serving = await serve({ ...options, isTls: true });
    const status = await new Promise<number | undefined>((done, fail) => {
      get(`${serving.url}/rest/`, { rejectUnauthorized: false }, response => done(response.statusCode)).on(
        'error',
        fail
      );
    });
    await serving.close();
    expect([serving.url.startsWith('https://'), status]).toEqual([true, 403]);
  });
});

describe('a capture', () => {
  it('is known by its first bytes, and a file of events is none', async () => {
    expect([await isCapture(capture), await isCapture(events), await isCapture(folder.path)]).toEqual([
      true,
      false,
      false
    ]);
  });

  it('is refused with SERVE_FAILED and the command to run elsewhere where there is no Suricata', async () => {
    await expect(
      eventsOfCapture(capture, { cacheFolder: folder.path, command: '/nowhere/suricata' })
    ).rejects.toMatchObject({
      code: 'SERVE_FAILED',
      message: `${capture} is a capture, and reading one needs Suricata, which is not installed here.`,
      hint: `Install it, or run it elsewhere (suricata -r ${capture} -l .) and name its eve.json.`
    });
  });

  it('becomes the events that Suricata finds in it, once', async () => {
    const command = fakeSuricata(
      `echo run >> "${folder.path}/runs"; while [ "$1" != -l ]; do shift; done; cp "${events}" "$2/eve.json"`
    );
    const cacheFolder = folder.path;
    const first = await eventsOfCapture(capture, { cacheFolder, command });
    expect(await eventsOfCapture(capture, { cacheFolder, command })).toBe(first);
    expect([readFileSync(first, 'utf8'), readFileSync(join(folder.path, 'runs'), 'utf8')]).toEqual([
      readFileSync(events, 'utf8'),
      'run\n'
    ]);
  });

  it('that Suricata cannot read is refused with what it said', async () => {
    const command = fakeSuricata('echo "unsupported link type" >&2; exit 1');
    await expect(eventsOfCapture(capture, { cacheFolder: join(folder.path, 'x'), command })).rejects.toMatchObject({
      code: 'SERVE_FAILED',
      message: `Suricata could not read ${capture}: unsupported link type`
    });
  });
});

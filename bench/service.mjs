// A run by the service, from the request until its first cell runs, beside a bare kernel's start and one request.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleave, note } from './support/compare.mjs';
import { timeUntil } from './support/cortex-job.mjs';
import { store, trivial } from './support/notebooks.mjs';

const FLOOR = fileURLToPath(new URL('support/floor.cjs', import.meta.url));

/** One request to a socket; gives the parsed answer. */
function ask(socketPath, method, path, body) {
  const headers = { 'x-huntbook': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  return new Promise((done, fail) => {
    const sent = request({ socketPath, method, path, headers }, response => {
      let text = '';
      response.on('data', chunk => (text += chunk));
      response.on('end', () => done(JSON.parse(text)));
    });
    sent.on('error', fail);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function untilFirstCell(socket, id) {
  for (let cursor = 0; ;) {
    const page = await ask(socket, 'GET', `/jobs/${id}/events?cursor=${cursor}&waitMs=20000`);
    if (page.events.some(({ kind }) => kind === 'cellStarted')) return;
    if (page.isEnd) throw new Error(`the run failed: ${page.job.error}`);
    cursor = page.cursor;
  }
}

async function untilEnd(socket, id) {
  while (!(await ask(socket, 'GET', `/jobs/${id}`)).finishedAtUtc) await new Promise(next => setTimeout(next, 20));
}

export async function benchService({ folder, huntbook, python, rounds }) {
  const root = join(folder, 'service-root');
  const socket = join(folder, 'service', 's');
  mkdirSync(root);
  store(join(root, 'one.ipynb'), trivial(1));
  const [program, ...first] = huntbook;
  const args = [
    'serve',
    '--socket',
    socket,
    '--root',
    root,
    '--state',
    join(folder, 'service-state'),
    '--python',
    python
  ];
  const service = spawn(program, [...first, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    await new Promise(done => service.stderr.once('data', done));
    const run = async () => {
      const startMs = performance.now();
      const { id } = await ask(socket, 'POST', '/jobs', {
        notebook: 'one.ipynb',
        input: { dataType: 'ip', data: '192.0.2.1' }
      });
      await untilFirstCell(socket, id);
      const seconds = (performance.now() - startMs) / 1000;
      await untilEnd(socket, id);
      return { seconds };
    };
    let floors = 0;
    const floor = async () => {
      const marker = join(folder, `service-floor-${(floors += 1)}`);
      await timeUntil(marker, [process.execPath, FLOOR, python, join(root, 'one.ipynb'), marker]);
      const startMs = performance.now();
      await ask(socket, 'GET', '/');
      return { seconds: (Number(readFileSync(marker, 'utf8')) + performance.now() - startMs) / 1000 };
    };
    const { service: ours, floor: bare } = await interleave(
      [
        { name: 'service', run },
        { name: 'floor', run: floor }
      ],
      rounds
    );
    note(
      'run by the service, until its first cell runs, beside a bare kernel and one request',
      ours.seconds / bare.seconds,
      ['<=', 1.2],
      `${ours.seconds.toFixed(2)} s, floor ${bare.seconds.toFixed(2)} s`
    );
  } finally {
    service.kill('SIGTERM');
    await new Promise(done => service.once('exit', done));
  }
}

// The embedded Scirius beside DuckDB's own JSON reader, which is what people use without a server: the same file, the same
// questions, in one run. 100,000 events; HUNTBOOK_BENCH_EVENTS=1000000 for the size that the budgets are about. On a busy
// machine times say little: the ratios do, and the CPU that reading took beside the time.
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../scripts/setup.mjs';
import { median, note, noteSeconds } from './support/compare.mjs';

const EVENTS = Number(process.env.HUNTBOOK_BENCH_EVENTS ?? 100_000);
/** Budgets are for a million events; below it they shrink, but not to nothing: a request has a cost of its own. */
const share = Math.max(EVENTS / 1_000_000, 0.4);
const TOKEN = 'bench';
const END = '2026-10-06T00:00:00Z';
const RANGE = 'from_date=1759536000000&to_date=1791331200000';

const HOT = {
  filter: 'events_tail/?page_size=1&qfilter=event_type:http AND http.http_user_agent:*firefox*',
  'filter by address': 'events_tail/?page_size=1&qfilter=event_type:flow AND dest_ip:"198.18.0.0/16"',
  terms: 'unique_values/?field=tls.sni&counts=yes&size=100',
  histogram: 'events_timeline/?qfilter=event_type:tls'
};
const ANYWHERE = [
  ['a word of one event in 300 in any field', 'libssh2_1.11.0'],
  ['a word in any field that only longer ones hold', 'example']
];
const READ_JSON = {
  filter: `SELECT count(*) FROM e WHERE event_type = 'http' AND http.http_user_agent ILIKE '%firefox%'`,
  'filter by address': `SELECT count(*) FROM e WHERE event_type = 'flow' AND dest_ip LIKE '198.18.%'`,
  terms: `SELECT tls.sni, count(*) AS n FROM e GROUP BY 1 ORDER BY n DESC LIMIT 100`,
  histogram: `SELECT time_bucket(INTERVAL 15 MINUTE, timestamp::TIMESTAMP), count(*) FROM e WHERE event_type = 'tls' GROUP BY 1`
};

export async function benchEve({ folder, huntbook, rounds }) {
  const file = join(folder, 'bench.eve.json');
  spawnSync(huntbook[0], [huntbook[1], 'scirius', 'sample', '--events', String(EVENTS), '--end', END, '-o', file]);
  const cache = join(folder, 'cache');
  const startMs = performance.now();
  const server = await serve(huntbook, file, cache);
  const ingestS = (performance.now() - startMs) / 1_000;
  const size = `${EVENTS.toLocaleString('en')} events, ${Math.round(statSync(file).size / 1e6)} MB`;
  try {
    const cpuS = cpuSeconds(server.child.pid);
    noteSeconds('eve: read a file', ingestS, 30 * share, `${size}, ${cpuS.toFixed(1)} s of CPU in all threads`);
    note('eve: memory while reading, GB', peakMegabytes(server.child.pid) / 1_000, ['<=', 2], size);
    note('eve: database to file', (await bytesIn(cache)) / statSync(file).size, ['<=', 0.25], size);
    const ours = {};
    for (const [name, path] of Object.entries(HOT)) {
      ours[name] = await repeat(rounds * 3, () => ask(server, path));
      noteSeconds(`eve: ${name}, p95`, p95(ours[name]), 0.25 * share, size);
    }
    const newest = await repeat(rounds, () => ask(server, 'events_tail/?page_size=1000'));
    noteSeconds('eve: newest 1,000 events, median', median(newest), 0.3, size);
    const cold = 'events_tail/?page_size=1&qfilter=ssh.client.proto_version:2.0';
    const [first, ...later] = await repeat(rounds, () => ask(server, cold));
    noteSeconds('eve: a field without a column, first time', first, 2.5 * share, size);
    noteSeconds('eve: a field without a column, later', median(later), 0.25 * share, size);
    for (const [title, word] of ANYWHERE) {
      const [anywhere] = await repeat(1, () => ask(server, `events_tail/?page_size=1&qfilter=${word}`));
      noteSeconds(`eve: ${title}, first time`, anywhere, 2.5 * share, size);
    }
    const [frequent] = await repeat(1, () => ask(server, 'events_tail/?page_size=1&qfilter=tls'));
    console.log(
      `       a word that a quarter of the events have, first time: ${frequent.toFixed(1)} s, counted to the end`
    );
    const peer = await readJson(file, rounds);
    for (const name of Object.keys(HOT)) {
      note(`eve: ${name}, DuckDB read_json to ours`, median(peer[name]) / median(ours[name]), ['>=', 3], size);
    }
    const all = lists => Object.values(lists).reduce((sum, list) => sum + median(list), 0);
    const ten = lists => (10 / Object.keys(HOT).length) * all(lists);
    note('eve: ten questions after reading, DuckDB read_json to ours', ten(peer) / ten(ours), ['>=', 3], size);
    const [theirs, tenWithReading] = [ten(peer), ten(ours) + ingestS];
    console.log(`       with reading the file: read_json ${theirs.toFixed(1)} s, ours ${tenWithReading.toFixed(1)} s`);
  } finally {
    server.child.kill('SIGTERM');
  }
}

function serve([node, command], file, cache) {
  const args = [command, 'scirius', 'serve', file, '--port', '0', '--token-env', 'BENCH_TOKEN', '--cache', cache];
  const child = spawn(node, args, { env: { ...process.env, BENCH_TOKEN: TOKEN }, stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    child.on('close', () => reject(new Error('The server ended.')));
    child.stdout.once('data', chunk => resolve({ child, url: /http:\S+/.exec(String(chunk))[0] }));
  });
}

async function ask({ url }, path) {
  const separator = path.includes('?') ? '&' : '?';
  const answer = await fetch(encodeURI(`${url}/rest/rules/es/${path}${separator}${RANGE}`), {
    headers: { Authorization: `Token ${TOKEN}` }
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  await answer.json();
}

/** Seconds of each of `times` calls, one after the other. */
async function repeat(times, call) {
  const seconds = [];
  for (let n = 0; n < times; n += 1) {
    const startMs = performance.now();
    await call();
    seconds.push((performance.now() - startMs) / 1_000);
  }
  return seconds;
}

function p95(seconds) {
  const sorted = [...seconds].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1];
}

/** The same questions asked of the file itself, types told by DuckDB. */
async function readJson(file, rounds) {
  const { DuckDBInstance } = createRequire(join(ROOT, 'companion/package.json'))('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB' });
  const connection = await instance.connect();
  await connection.run(
    `CREATE VIEW e AS SELECT * FROM read_json('${file}', format = 'newline_delimited', sample_size = 20480)`
  );
  const seconds = {};
  for (const [name, sql] of Object.entries(READ_JSON)) {
    seconds[name] = await repeat(Math.min(rounds, 3), () => connection.runAndReadAll(sql));
  }
  connection.closeSync();
  return seconds;
}

async function bytesIn(folder) {
  const names = (await readdir(folder)).filter(name => /\.(?:duckdb|lines)/.test(name));
  const sizes = await Promise.all(names.map(async name => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What a process has computed, in user and system mode; 0 where the system does not tell. Source: proc(5), `stat`. */
function cpuSeconds(pid) {
  const { stdout } = spawnSync('cat', [`/proc/${pid}/stat`], { encoding: 'utf8' });
  const fields = (stdout ?? '').split(') ').at(-1)?.split(' ') ?? [];
  // Fields 14 and 15, in hundredths of a second; the two before the name are gone.
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

/** The most memory that a process had; 0 where the system does not tell. */
function peakMegabytes(pid) {
  const { stdout } = spawnSync('grep', ['VmHWM', `/proc/${pid}/status`], { encoding: 'utf8' });
  return Number(/\d+/.exec(stdout ?? '')?.[0] ?? 0) / 1_024;
}

// The embedded Scirius of npm start: events of a made-up day that ends now, served until `stop`.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ROOT, SetupError } from './setup.mjs';

const HUNTBOOK = join(ROOT, 'companion/dist/huntbook.cjs');
const EVENTS = 20_000;

/** @param {string} folder where the events and their index may lie */
export async function startScirius(folder) {
  const events = join(folder, 'eve.json');
  const made = spawnSync(process.execPath, [HUNTBOOK, 'scirius', 'sample', '--events', String(EVENTS), '-o', events]);
  if (made.status !== 0) throw new SetupError(`The sample events could not be made: ${made.stderr}`);
  const token = randomBytes(20).toString('hex');
  const args = [
    'scirius',
    'serve',
    events,
    '--port',
    '0',
    '--token-env',
    'DEMO_TOKEN',
    '--cache',
    join(folder, 'cache')
  ];
  const child = spawn(process.execPath, [HUNTBOOK, ...args], {
    env: { ...process.env, DEMO_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const said = await firstLine(child);
  const stop = () =>
    new Promise(resolve => {
      child.once('close', resolve);
      if (!child.kill('SIGTERM')) resolve();
    });
  return { url: said.split(' ').at(-1), token, said, stop };
}

/** What the server prints when it is ready; fails with what it complains of when it ends before. */
function firstLine(child) {
  let printed = '';
  let complained = '';
  child.stderr.on('data', chunk => (complained += chunk));
  return new Promise((resolve, reject) => {
    child.stdout.on('data', chunk => {
      printed += chunk;
      if (printed.includes('\n')) resolve(printed.split('\n')[0]);
    });
    child.on('close', () => reject(new SetupError(`The embedded Scirius did not start: ${complained.trim()}`)));
  });
}

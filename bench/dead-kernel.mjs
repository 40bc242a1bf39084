// A kernel that is killed: how soon the run knows, and whether the cells before are stored.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, noteSeconds } from './support/compare.mjs';
import { notebook, store } from './support/notebooks.mjs';

const KILL =
  'import os, time\nprint(time.time(), flush=True)\ntime.sleep(0.3)\nprint(time.time(), flush=True)\ntime.sleep(0.2)\nos.kill(os.getpid(), 9)';

export async function benchDeadKernel({ folder, huntbook: [node, command], python, rounds }) {
  const source = store(join(folder, 'die.ipynb'), notebook(['print("kept")', KILL, '1']));
  const delays = Array.from({ length: rounds }, () => {
    const out = join(folder, 'die-out.ipynb');
    const { stdout } = spawnSync(node, [command, 'run', source, out, '--events', 'ndjson', '--python', python], {
      encoding: 'utf8'
    });
    const events = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    const printed = events
      .filter(({ kind, cell }) => kind === 'cellOutput' && cell === 1)
      .map(({ event }) => event.output.text)
      .join('');
    const killedAt = Number(printed.trim().split('\n').at(-1)) + 0.2;
    const noticed = events.find(({ kind, cell }) => kind === 'cellFinished' && cell === 1);
    const [first] = JSON.parse(readFileSync(out, 'utf8')).cells.filter(({ id }) => id === 'cell-0');
    if (!JSON.stringify(first.outputs).includes('kept')) throw new Error('a finished cell was lost');
    return Date.parse(noticed.atUtc) / 1000 - killedAt;
  });
  noteSeconds('a killed kernel is noticed', median(delays), 0.5, 'every finished cell is in the stored notebook');
}

// 10,000 events from the text of a REST answer to a pandas frame, beside json_normalize, which the original connector uses.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { note } from './support/compare.mjs';

const SCRIPT = fileURLToPath(new URL('support/frames.py', import.meta.url));

export async function benchFrames({ folder, huntbook: [node, command], python, rounds }) {
  const file = join(folder, 'frames.eve.json');
  spawnSync(node, [command, 'scirius', 'sample', '--events', '10000', '--end', '2026-10-06T00:00:00Z', '-o', file]);
  const { stdout, stderr } = spawnSync(python, [SCRIPT, file, String(rounds)], { encoding: 'utf8' });
  if (stdout === '') throw new Error(`could not make frames: ${stderr}`);
  const found = JSON.parse(stdout);
  const size = `${found.rows.toLocaleString('en')} events, ${found.columns} columns, ${(found.bytes / 1e6).toFixed(1)} MB; parsing alone ${(found.parse * 1_000).toFixed(0)} ms`;
  note('frames: json_normalize to ours, default columns', found.json_normalize / found.default, ['>=', 5], size);
  note('frames: json_normalize to ours, all columns', found.json_normalize / found.all, ['>=', 2], size);
}

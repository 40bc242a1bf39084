import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isSameProcess, processMark } from '../../../companion/src/cortex/index.js';
import { until } from '../../support/cortex-driver.js';

it('a process is the same while it lives, and another one with its number is not', () => {
  const mark = processMark(process.pid);
  expect(isSameProcess(mark)).toBe(true);
  expect(isSameProcess(`${String(process.pid)}-1`)).toBe(false);
  expect(isSameProcess('')).toBe(false);
});

it('a process that has ended is gone, also while nobody has asked how it ended', async () => {
  // The shell becomes a program that never asks for the end of its child.
  const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  const mark = processMark(pid);
  await until(() => !isSameProcess(mark));
  expect(() => process.kill(pid, 0)).not.toThrow();
  parent.kill('SIGKILL');
});

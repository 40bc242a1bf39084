import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'acorn';

const PRELUDE = join(__dirname, '../../../companion/src/cli/prelude.cjs');
const folder = mkdtempSync(join(tmpdir(), 'prelude-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the first file of the command is ECMAScript 5, so that any Node can read it and say that it is too old', () => {
  const source = readFileSync(PRELUDE, 'utf8');
  expect(() => parse(source, { ecmaVersion: 5, sourceType: 'script', allowHashBang: true })).not.toThrow();
});

/** Ends a worker with SIGTERM once `main` says that it runs; `main` stands for a bundle at some moment of its life. */
async function terminate(name: string, main: string, before?: string): Promise<string | undefined> {
  const job = join(folder, name, 'job');
  const answer = join(job, 'output', 'output.json');
  mkdirSync(join(job, 'output'), { recursive: true });
  copyFileSync(PRELUDE, join(folder, name, 'huntbook.cjs'));
  writeFileSync(join(folder, name, 'main.cjs'), `${main}; setInterval(() => {}, 1000); process.stdout.write("up");`);
  if (before !== undefined) writeFileSync(answer, before);
  const child = spawn(process.execPath, [join(folder, name, 'huntbook.cjs'), 'cortex', job]);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  await once(child, 'exit');
  return existsSync(answer) ? readFileSync(answer, 'utf8') : undefined;
}

describe('a SIGTERM', () => {
  it('that comes before the worker listens leaves a reason', async () => {
    expect(JSON.parse((await terminate('early', '')) ?? '')).toEqual({
      success: false,
      errorMessage: 'The worker was asked to end (SIGTERM) before it had started.'
    });
  });

  it('that comes when the answer is there leaves the answer', async () => {
    expect(await terminate('late', '', '{"success":true}')).toBe('{"success":true}');
  });

  it('is the business of the worker as soon as it listens', async () => {
    expect(await terminate('own', 'process.on("SIGTERM", () => process.exit(0))')).toBeUndefined();
  });
});

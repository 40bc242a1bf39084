import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

export type EmbeddedScirius = { readonly url: string; readonly token: string; readonly stop: () => Promise<void> };

/** `huntbook scirius serve` over files of events on a free port; its cache lies in `folder`. */
export async function startEmbeddedScirius(
  events: readonly string[],
  { folder, token }: { readonly folder: string; readonly token: string }
): Promise<EmbeddedScirius> {
  const command = join(resolve(__dirname, '../..'), 'companion/dist/huntbook.cjs');
  const args = ['scirius', 'serve', ...events, '--port', '0', '--token-env', 'EVE_TOKEN', '--cache'];
  const child = spawn(process.execPath, [command, ...args, join(folder, 'cache')], {
    env: { ...process.env, EVE_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
  const url = await new Promise<string>((done, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += String(chunk);
      const found = /http:\S+(?=\n)/.exec(said)?.[0];
      if (found !== undefined) done(found);
    });
    child.on('close', status => fail(new Error(`The server ended with ${String(status)}: ${said}`)));
  });
  return {
    url,
    token,
    stop: async () => {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
    }
  };
}

import { spawn } from 'node:child_process';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EventsUnreadable, ServeFailed } from '../failures.js';
import { cacheKey } from '../store/file-identity.js';

/** The first four bytes of captures: pcap in both byte orders, with micro- and nanoseconds, and pcapng. */
const MAGIC: ReadonlySet<string> = new Set(['d4c3b2a1', 'a1b2c3d4', '4d3cb2a1', 'a1b23c4d', '0a0d0d0a']);

/** Whether a file is a capture of packets, whatever its name. */
export async function isCapture(path: string): Promise<boolean> {
  const unreadable = (cause: unknown): never => {
    throw new EventsUnreadable(`${path} cannot be read.`, { hint: 'Is it there, and may you read it?', cause });
  };
  // A folder, for instance, or a pipe, which waits for a writer: whoever reads it next says so.
  if (!(await stat(path).catch(unreadable)).isFile()) return false;
  const file = await open(path, 'r').catch(unreadable);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && MAGIC.has(buffer.toString('hex'));
  } finally {
    await file.close();
  }
}

type CaptureOptions = { readonly cacheFolder: string; readonly command?: string; readonly signal?: AbortSignal };

/**
 * The events that the Suricata of this machine finds in a capture, in a file under `cacheFolder`; made once for each
 * state of the capture.
 * @throws {@link ServeFailed} `SERVE_FAILED`: there is no Suricata here, or it fails
 */
export async function eventsOfCapture(
  path: string,
  { cacheFolder, command = 'suricata', signal }: CaptureOptions
): Promise<string> {
  const { ino, size, mtimeMs } = await stat(path);
  const folder = join(cacheFolder, `capture-${cacheKey(`${path}:${size}:${mtimeMs}`, ino)}`);
  const events = join(folder, 'eve.json');
  if (await stat(join(folder, 'complete')).catch(() => undefined)) return events;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await run(command, ['-r', path, '-k', 'none', '-l', folder], { path, signal });
  await (await open(join(folder, 'complete'), 'w')).close();
  return events;
}

const SAID = 500;

function run(
  command: string,
  args: readonly string[],
  { path, signal }: { readonly path: string; readonly signal: AbortSignal | undefined }
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], signal });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-SAID);
    });
    child.on('error', cause => {
      if (signal?.aborted === true) return reject(cause);
      const hint = `Install it, or run it elsewhere (suricata -r ${path} -l .) and name its eve.json.`;
      reject(
        new ServeFailed(`${path} is a capture, and reading one needs Suricata, which is not installed here.`, {
          hint,
          cause
        })
      );
    });
    child.on('close', code => {
      if (code === 0) resolve();
      else
        reject(
          new ServeFailed(
            `Suricata could not read ${path}: ${said.trim().split('\n').at(-1) ?? `exit status ${String(code)}`}`
          )
        );
    });
  });
}

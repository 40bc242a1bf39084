import { Secret } from '../../../src/secret.js';
import { EXIT_STATUS } from './exit-status.js';
import { UsageError } from './failures.js';
import type { ServeFlags } from './scirius-serve-command.js';
import { stopSignal } from './stop-signal.js';
import { terminalText } from './terminal-text.js';
import { VERSION } from './version.js';

const TOLD_EVERY_BYTES = 64 * 1024 * 1024;

/**
 * Serves until SIGINT, SIGTERM or SIGHUP. On standard output: what is served, where, and, when it was made here, the
 * token; everything else goes to standard error.
 * @throws {@link UsageError} `USAGE`: the variable for the token is not set
 */
export async function serveEvents(files: readonly string[], flags: ServeFlags): Promise<number> {
  const { makeToken, serve, usualCacheFolder } = await import('../eve/index.js');
  const given = flags.tokenEnv === undefined ? undefined : tokenFrom(flags.tokenEnv);
  const token = given ?? makeToken();
  const stop = stopSignal();
  const { signal } = stop;
  const say = (sentence: string): void => void process.stderr.write(`huntbook: ${terminalText(sentence)}\n`);
  try {
    const serving = await serve({
      files,
      host: flags.host,
      port: flags.port,
      token,
      cacheFolder: flags.cache ?? usualCacheFolder(process.env),
      isTls: flags.tls === true,
      isFollowed: flags.follow === true,
      version: VERSION,
      signal,
      onProgress: progressTeller(say),
      note: say
    });
    process.stdout.write(`Serving ${serving.counts.events.toLocaleString('en')} events on ${serving.url}\n`);
    if (given === undefined) process.stdout.write(`SCIRIUS_HOST=${serving.url}\nSCIRIUS_TOKEN=${token.reveal()}\n`);
    await new Promise<void>(resolve => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await serving.close();
  } catch (error) {
    // Stopped while it was still reading: what was read is kept for the next time.
    if (!signal.aborted) throw error;
  } finally {
    stop.release();
  }
  return EXIT_STATUS.done;
}

function tokenFrom(name: string): Secret {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new UsageError(`The environment variable ${name}, which should hold the token, is not set.`, {
      hint: `Set it, or leave --token-env out: a token is made then.`
    });
  }
  return new Secret(value);
}

/** Says how far reading is, seldom enough to be read. */
function progressTeller(say: (sentence: string) => void): (readBytes: number, allBytes: number) => void {
  let told = 0;
  return (readBytes, allBytes) => {
    if (readBytes < told) told = 0;
    if (readBytes - told < TOLD_EVERY_BYTES) return;
    told = readBytes;
    say(`read ${Math.floor((100 * readBytes) / allBytes)} % of ${Math.ceil(allBytes / 1e6).toLocaleString('en')} MB`);
  };
}

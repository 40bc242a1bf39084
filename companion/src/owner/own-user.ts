import { homedir } from 'node:os';

/** The number of the user we run as. `os.userInfo()` throws for one without an entry in passwd, as containers have it. */
export const ownUid = (): number => process.getuid?.() ?? 0;

/** The home of the user; undefined for one who has none, for whom `os.homedir()` throws. */
export function ownHome(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment['HOME'] !== undefined) return environment['HOME'];
  try {
    return homedir();
  } catch {
    // Neither a variable nor an entry in passwd names one.
    return undefined;
  }
}

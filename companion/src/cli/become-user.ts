import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { ownName } from '../owner/index.js';
import { UsageError } from './failures.js';

/**
 * Makes this process one of another user, for good, and gives the environment as it is for that user. Only root can.
 * @throws UsageError `USAGE` when this is not root, or there is no such user
 */
export function becomeUser(name: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (process.getuid?.() !== 0) {
    throw new UsageError(`Only root can check as ${name}; this is ${ownName()}.`, {
      hint: `Use sudo, or run it as ${name} without --user.`
    });
  }
  const [[uid] = [], [gid] = [], groups = []] = ['-u', '-g', '-G'].map(option => idsOf(name, option));
  if (uid === undefined || gid === undefined) {
    throw new UsageError(`There is no user "${name}" on this machine.`, {
      hint: 'ps -eo user,args | grep cortex names the one that Cortex runs as.'
    });
  }
  process.setgroups?.(groups);
  process.setgid?.(gid);
  process.setuid?.(uid);
  const { homedir, username } = userInfo();
  return { ...environment, HOME: homedir, USER: username, LOGNAME: username };
}

function idsOf(name: string, option: string): number[] {
  try {
    const printed = execFileSync('id', [option, '--', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return printed.trim().split(' ').map(Number);
  } catch {
    // `id` says by its exit status that there is no such user.
    return [];
  }
}

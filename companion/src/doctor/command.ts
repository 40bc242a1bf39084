import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { Definition } from './definition.js';
import { Findings, type Finding } from './finding.js';
import { noexecMount } from './mount.js';

export type CommandRead = { readonly command: string | undefined; readonly findings: readonly Finding[] };

/**
 * The program that Cortex' process runner would start for a definition, checked in its order: below the base path,
 * there, executable, with an interpreter that exists.
 * Source: Cortex 4.1 `WorkerSrv.scala:164-173` (base path), `ProcessJobRunnerSrv.scala` (no shell, no arguments).
 */
export function checkCommand({ path, command, dockerImage }: Definition, environment: NodeJS.ProcessEnv): CommandRead {
  const findings = new Findings();
  const end = (found?: string): CommandRead => ({ command: found, findings: findings.toArray() });
  if (command === undefined) {
    if (dockerImage === undefined)
      findings.fail(path, 'It has neither command nor dockerImage: "Worker cannot be run".', 'Add the command.');
    else findings.ok(path, `runs as the image ${dockerImage}; images are not checked here`);
    return end();
  }
  const base = dirname(dirname(path));
  const file = resolve(base, command);
  if (!file.startsWith(base + sep)) {
    findings.fail(
      path,
      `The command ${command} lies outside of ${base}, so Cortex drops the definition in silence.`,
      'It is relative to the folder above the definition: write FOLDER/PROGRAM.'
    );
    return end();
  }
  if (!existsSync(file)) {
    findings.fail(
      file,
      'The command does not exist.',
      `It is written relative to ${base}. Copy the whole folder ${basename(dirname(path))}.`
    );
    return end();
  }
  if (!statSync(file).isFile()) {
    findings.fail(file, 'The command is no file.', 'Name the program itself; Cortex gives no arguments.');
    return end();
  }
  if (!isExecutable(file)) {
    const mount = noexecMount(file);
    if (mount !== undefined) {
      findings.fail(
        file,
        `The command lies on ${mount}, which is mounted with noexec: nothing on it can be executed.`,
        `Copy the workers to another file system, or mount -o remount,exec ${mount}`
      );
      return end();
    }
    findings.fail(
      file,
      'The command cannot be executed by this user.',
      `chmod +x ${file} (copying over a share or a zip loses the bit)`
    );
    return end();
  }
  checkInterpreter(file, environment, findings);
  return end(findings.hasFailed ? undefined : file);
}

function checkInterpreter(file: string, environment: NodeJS.ProcessEnv, findings: Findings): void {
  const head = firstBytes(file);
  if (!head.startsWith('#!')) {
    if (!/^(?:\x7fELF|MZ|\xcf\xfa\xed\xfe)/u.test(head)) {
      findings.fail(
        file,
        'The command has no "#!" line, so it cannot be started without a shell.',
        'Take the file as it was built.'
      );
    }
    return;
  }
  const line = head.slice(2).split('\n', 1)[0] ?? '';
  if (line.endsWith('\r')) {
    findings.fail(file, 'Its lines end as on Windows, so the interpreter is not found.', `sed -i 's/\\r$//' ${file}`);
    return;
  }
  // Linux hands over all that follows the interpreter as one argument; env splits it only with -S.
  const [, interpreter = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/u.exec(line) ?? [];
  const name = /^-S\s*/u.test(rest) ? (rest.replace(/^-S\s*/u, '').split(/\s+/u)[0] ?? '') : rest;
  if (!isExecutable(interpreter)) {
    const what = existsSync(interpreter) ? 'cannot be executed' : 'does not exist';
    findings.fail(file, `Its interpreter ${interpreter} ${what}.`, 'Install it, or correct the first line.');
  } else if (basename(interpreter) === 'env' && !isOnPath(name, environment)) {
    findings.fail(
      file,
      `${name} is not on PATH of this user.`,
      'Put it on PATH of the Cortex service (systemctl edit cortex: Environment=PATH=…).'
    );
  }
}

function firstBytes(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(256);
    return buffer.toString('latin1', 0, readSync(descriptor, buffer));
  } finally {
    closeSync(descriptor);
  }
}

function isOnPath(name: string, { PATH = '' }: NodeJS.ProcessEnv): boolean {
  return PATH.split(delimiter).some(folder => isAbsolute(folder) && isExecutable(join(folder, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Not there or not for us: the caller names the file.
    return false;
  }
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describeFindings, examine } from '../doctor/index.js';
import { becomeUser } from './become-user.js';
import type { DoctorFlags } from './doctor-command.js';
import { EXIT_STATUS } from './exit-status.js';
import { UsageError } from './failures.js';
import { terminalText } from './terminal-text.js';

/** Prints what was found; the exit status is 1 when Cortex would fail. */
export async function runDoctor(path: string | undefined, flags: DoctorFlags): Promise<number> {
  const environment = flags.user === undefined ? process.env : becomeUser(flags.user, process.env);
  const items = flags.config === undefined ? undefined : await readItems(flags.config);
  const findings = await examine({
    path: path ?? ownFolder(),
    isNamed: path !== undefined,
    environment,
    items,
    pythons: flags.python.map(each => resolve(each)),
    runsWorkers: flags.dryRun
  });
  const isGood = findings.every(({ outcome }) => outcome !== 'failed');
  const text =
    flags.json === true
      ? JSON.stringify({ passed: isGood, findings }, undefined, 2)
      : terminalText(describeFindings(findings));
  process.stdout.write(`${text}\n`);
  return isGood ? EXIT_STATUS.done : EXIT_STATUS.failed;
}

/** The worker that this command belongs to, when it lies in one; else what was built beside it; else here. */
function ownFolder(): string {
  const bundle = dirname(process.argv[1] ?? '.');
  if (existsSync(join(bundle, 'huntbook-analyzer')) || existsSync(join(bundle, 'huntbook-responder'))) return bundle;
  const built = join(bundle, '..', '..', 'dist', 'cortex');
  return existsSync(built) ? built : '.';
}

async function readItems(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`The configuration ${path} cannot be read.`, { cause });
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    // The parser's own message quotes the text, and with it tokens: only the place is told.
    const position = error instanceof Error ? /at position (\d+)/u.exec(error.message)?.[1] : undefined;
    const before = text.slice(0, position === undefined ? text.length : Number(position)).split('\n');
    throw new UsageError(`The configuration ${path} is not JSON: line ${String(before.length)}.`);
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  throw new UsageError(`The configuration ${path} is not a JSON object of items.`, {
    hint: 'Write {"input_hostname": "/opt/playbooks", …}'
  });
}

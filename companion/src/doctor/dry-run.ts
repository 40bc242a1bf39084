import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ownName, ownUid } from '../owner/index.js';
import { makeSampleJob, type Sample } from '../samples/index.js';
import { decodeAnswer } from './decode-answer.js';
import type { Definition } from './definition.js';
import { Findings, type Finding } from './finding.js';

export type DryRunOptions = {
  readonly environment: NodeJS.ProcessEnv;
  /** Interpreters whose kernels count. */
  readonly pythons: readonly string[];
};

/** A kernel takes a second to start, ten on a machine under load; a worker that needs longer is stuck. */
const LIMIT_MS = 60_000;
/** After the worker has ended nothing may hold its output: Cortex waits for whoever does. */
const HOLD_LIMIT_MS = 2_000;

/** The smallest playbook: it shows that parameters arrive, a kernel runs, and a taxonomy comes back. */
const PLAYBOOK = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    kernelspec: { name: 'python3', language: 'python', display_name: 'python3' },
    language_info: { name: 'python' }
  },
  cells: [
    {
      cell_type: 'code',
      id: 'doctor',
      metadata: { tags: ['taxonomies'] },
      source: 'print(\'{"level": "info", "namespace": "Doctor", "predicate": "Ran", "value": "yes"}\')',
      outputs: [],
      execution_count: null
    }
  ]
});

/**
 * Starts a worker once as the process runner of Cortex does (one argument, its working folder, no terminal), on a tiny
 * playbook, and reads its answer as Cortex would. Leaves nothing behind.
 * Source: Cortex 4.1 `ProcessJobRunnerSrv.scala`.
 */
export async function dryRun(
  definition: Definition,
  command: string,
  options: DryRunOptions
): Promise<readonly Finding[]> {
  const findings = new Findings();
  const subject = `dry run of ${definition.id}`;
  const folder = await mkdtemp(join(tmpdir(), 'huntbook-doctor-'));
  try {
    const playbook = join(folder, 'doctor.ipynb');
    await writeFile(playbook, PLAYBOOK);
    const config = { ...definition.defaults, any_python: options.pythons, jobTimeout: 1 };
    await using job = await makeSampleJob(sampleOf(definition), { playbook, sampleFile: folder, config });
    const startMs = performance.now();
    const { printed, isHeld, isLate } = await run(command, job.path, options.environment);
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    const answer = decodeAnswer(
      await readFile(join(job.path, 'output', 'output.json'), 'utf8').catch(() => undefined),
      printed
    );
    const who = `as ${ownName()}`;
    if (isLate)
      findings.fail(
        subject,
        `It did not end within ${String(LIMIT_MS / 1000)} s.`,
        'Run the playbook in JupyterLab: does its kernel start?'
      );
    else if (answer.status !== 'Success') {
      findings.fail(
        subject,
        `Cortex would say ${answer.status}: ${withoutStored(answer.reason)}`,
        wayOutOf(answer.reason)
      );
    } else if (answer.taxonomies === 0)
      findings.fail(subject, 'The taxonomy of the playbook did not come back.', 'Please report it.');
    else findings.ok(subject, `answered in ${seconds} s ${who}; Cortex reads the answer`);
    if (isHeld)
      findings.fail(
        subject,
        'Something it started still holds its output: Cortex would wait for it.',
        'Please report it.'
      );
    if (ownUid() === 0)
      findings.warn(
        subject,
        'It ran as root, and not as the user of Cortex.',
        'Run it again with --user cortex, or whoever runs Cortex.'
      );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return findings.toArray();
}

const AS_CORTEX = "Run doctor as Cortex' user (as root: --user cortex)";
/** What the worker says of an installation that is not whole, and what to do; the first that fits counts. */
const WAYS_OUT: readonly (readonly [said: RegExp, fix: string])[] = [
  [/Huntbook needs Node/u, "Put a newer Node first in PATH of Cortex' service, or name one in HUNTBOOK_NODE."],
  [/is not complete/u, 'Copy the whole folder again.'],
  [/no kernel for|Python interpreter/iu, `${AS_CORTEX}, with the interpreter that any_python names: --python PATH`]
];

function wayOutOf(reason: string): string {
  return WAYS_OUT.find(([said]) => said.test(reason))?.[1] ?? `${AS_CORTEX}, and look at what the message names.`;
}

/** Without the line that names the executed notebook: nothing of a dry run is left. */
function withoutStored(reason: string): string {
  return reason.replace(/\nExecuted notebook: [^\n]*/u, '');
}

/** What Cortex would send, as little of it as there can be. */
function sampleOf({ dataTypes }: Definition): Sample {
  const input = dataTypes.some(type => type.startsWith('thehive:'))
    ? { dataType: 'thehive:case', data: { _type: 'case', _id: '~1', caseId: 1, title: 'Dry run' } }
    : { dataType: 'other', data: 'dry run' };
  return { name: 'dry run', input: { ...input, tlp: 2, pap: 2, message: '', parameters: {} }, expected: {} };
}

type Ran = { readonly printed: string; readonly isHeld: boolean; readonly isLate: boolean };

/** In a group of its own, all of which is gone afterwards, whatever it started. */
function run(command: string, job: string, environment: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise(done => {
    const child = spawn(command, [job], {
      cwd: dirname(dirname(command)),
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true
    });
    let printed = '';
    let isLate = false;
    let held: NodeJS.Timeout | undefined;
    const keep = (text: string): void => {
      printed = `${printed}${text}`.slice(0, MAX_PRINTED);
    };
    const late = setTimeout(() => {
      isLate = true;
      child.kill('SIGTERM');
      held = setTimeout(() => end(true), HOLD_LIMIT_MS);
    }, LIMIT_MS);
    const end = (isHeld: boolean): void => {
      clearTimeout(late);
      clearTimeout(held);
      killGroup(child.pid);
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      done({ printed, isHeld, isLate });
    };
    child.stdin.on('error', () => undefined);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', error => {
      keep(error.message);
      end(false);
    });
    child.on('exit', () => {
      clearTimeout(held);
      held = setTimeout(() => end(true), HOLD_LIMIT_MS);
    });
    child.on('close', () => end(false));
  });
}

const MAX_PRINTED = 100_000;

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left: so it should be.
  }
}

import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { ownName, ownUid } from '../owner/index.js';
import { checkCommand } from './command.js';
import { checkConfiguration } from './configuration.js';
import { definitionsBelow, duplicateIds, isWorkerFolder, readDefinition, type Definition } from './definition.js';
import { dryRun } from './dry-run.js';
import { Findings, type Finding } from './finding.js';
import { checkTemplate, checkTemporaryFolder } from './folders.js';
import { checkKernels } from './kernels.js';
import { checkPlaybook } from './playbook.js';

export type ExamineOptions = {
  /** A folder of workers, or a playbook. */
  readonly path: string;
  /** Whether somebody named the path, perhaps as it stands in Cortex; default: yes. */
  readonly isNamed?: boolean;
  readonly environment: NodeJS.ProcessEnv;
  /** The items that are set in Cortex, when they are to be checked. */
  readonly items?: Readonly<Record<string, unknown>> | undefined;
  readonly pythons: readonly string[];
  readonly runsWorkers: boolean;
};

/** Everything that can be found out about an installation without Cortex, in the order in which Cortex would find it. */
export async function examine({
  path,
  isNamed = true,
  environment,
  items,
  pythons,
  runsWorkers
}: ExamineOptions): Promise<readonly Finding[]> {
  const findings = new Findings();
  findings.ok('user', `what follows is checked as ${ownName()} (uid ${String(ownUid())})`);
  const fromItems = Array.isArray(items?.['any_python'])
    ? items['any_python'].filter(each => typeof each === 'string')
    : [];
  const all = [...pythons, ...fromItems];
  const kernels = checkKernels(environment, all);
  const target = resolve(path);
  const status = statSync(target, { throwIfNoEntry: false });
  if (status === undefined)
    findings.fail(target, 'It does not exist.', 'Name the folder of the workers, or a notebook.');
  else if (status.isFile())
    findings.add([...(await kernels).findings, ...(await checkPlaybook(target, (await kernels).specs))]);
  else {
    if (isNamed && isWorkerFolder(target)) {
      findings.warn(
        target,
        'This is the folder of one worker; named in analyzer.urls or responder.urls, Cortex would find nothing in it.',
        `Name the folder above it there: ${dirname(target)}`
      );
    }
    findings.add(await checkWorkers(target, { environment, pythons: all, runsWorkers }));
    findings.add((await kernels).findings);
    findings.add(await checkTemporaryFolder(environment['TMPDIR'] ?? tmpdir()));
  }
  if (items !== undefined) findings.add(await checkConfiguration(items, (await kernels).specs));
  return findings.toArray();
}

async function checkWorkers(
  folder: string,
  { environment, pythons, runsWorkers }: Pick<ExamineOptions, 'environment' | 'pythons' | 'runsWorkers'>
): Promise<readonly Finding[]> {
  const findings = new Findings();
  const definitions: Definition[] = [];
  const runs: Promise<readonly Finding[]>[] = [];
  for (const path of definitionsBelow(folder)) {
    const { definition, findings: read } = readDefinition(path);
    findings.add(read);
    if (definition === undefined) continue;
    definitions.push(definition);
    findings.add(checkTemplate(definition));
    const { command, findings: found } = checkCommand(definition, environment);
    findings.add(found);
    const isOurs = definition.items.includes('input_paths');
    if (command !== undefined && isOurs && runsWorkers)
      runs.push(dryRun(definition, command, { environment, pythons }));
  }
  if (definitions.length === 0 && !findings.hasFailed) {
    findings.fail(
      folder,
      'There is no worker definition one folder down.',
      'analyzer.urls names the folder above the folder of the JSON file.'
    );
  }
  findings.add(duplicateIds(definitions));
  for (const found of await Promise.all(runs)) findings.add(found);
  return findings.toArray();
}

import { constants, statSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Redactor } from '../../../src/redaction.js';
import { canBeMade, folderObstacle } from './can-be-made.js';
import { caBundlePath } from './ca-bundle.js';
import type { Configuration } from './configuration.js';
import { kernelEnvironment } from './environment.js';
import { OutputUnwritable } from './failures.js';
import { reportBudget, type JobContext, type NotebookTask } from './job-context.js';
import type { JobInput } from './job-input.js';
import type { CortexJobOptions } from './job-options.js';
import type { JobPlaces, Place } from './job-places.js';
import { inputLocations, inputPaths, joinLocation, outputFolder, outputPath } from './locations.js';
import { makeFolders } from './make-folders.js';
import { notebookParameters } from './notebook-parameters.js';
import { copyObservableFile } from './observable-file.js';
import { placeholdersOf } from './placeholders.js';
import type { PrivateFolder } from './private-folder.js';
import { readRegular } from './read-regular.js';
import { responderParameters } from './responder-input.js';
import { distinctNames, jobIdOf, jobMark, storedName } from './stored-name.js';

/** What is known of a job before anything is done. */
export type JobPlan = {
  readonly jobFolder: string;
  readonly input: JobInput;
  readonly configuration: Configuration;
  readonly atUtc: Date;
} & Pick<CortexJobOptions, 'kernelFolder'>;

/**
 * The notebooks of a job with their places, the folder for executed ones made.
 * @throws CONFIGURATION_INVALID, OUTPUT_UNWRITABLE, STORAGE
 */
export async function planNotebooks(
  { jobFolder, input, configuration, atUtc, kernelFolder }: JobPlan,
  { places, workFolder }: { readonly places: JobPlaces; readonly workFolder?: string }
): Promise<readonly NotebookTask[]> {
  const job = jobNameOf(jobFolder, atUtc);
  const placeholders = placeholdersOf(input, job, atUtc);
  const { input: from, output: to } = places;
  const inputs = from.isHere
    ? inputLocations(configuration, placeholders)
    : inputPaths(configuration, placeholders).map(path => from.locate(path));
  const folder = to.isHere
    ? outputFolder(configuration, placeholders, atUtc)
    : outputPath(configuration, placeholders, atUtc);
  const isTaken = to.isHere ? await takenHere(folder) : await takenThere(folder, to);
  const wanted = inputs.map(location =>
    storedName({ observable: input.data, dataType: input.dataType, notebookPath: decoded(location, from), job })
  );
  const names = distinctNames(wanted, isTaken);
  const { site } = from;
  return inputs.map((location, index) => ({
    name: configuration.inputPaths[index] ?? location,
    location,
    read: signal => (from.isHere ? readRegular(location, signal) : from.storage.read(location, { signal })),
    folder: kernelFolder ?? (from.isHere ? dirname(location) : (workFolder ?? jobFolder)),
    target: to.isHere ? joinLocation(folder, names[index] ?? '') : to.locate(`${folder}/${names[index] ?? ''}`),
    output: to.storage,
    linkOf: async signal => to.site?.linkTo(to.locate(`${folder}/${names[index] ?? ''}`), signal),
    remote:
      site !== undefined && configuration.executesRemotely
        ? { site, folder: site.pathOf(location).slice(0, -1), mark: `${job}-${String(index + 1)}` }
        : undefined
  }));
}

/** Cortex' id of the job, or what stands for it. */
export function jobNameOf(jobFolder: string, atUtc: Date): string {
  return jobIdOf(jobFolder) ?? jobMark(atUtc, randomBytes(2).toString('hex'));
}

/** The path of a notebook as people write it, for the name of the executed one. */
function decoded(location: string, { site }: Place): string {
  return site === undefined ? location : `/${site.pathOf(location).join('/')}`;
}

async function takenHere(folder: string): Promise<(name: string) => boolean> {
  await makeFolder(folder);
  return name => exists(join(folder, name));
}

/** Asked once: each name of a job is its own anyway, unless the job is tried again. */
async function takenThere(folder: string, { site, storage, locate }: Place): Promise<(name: string) => boolean> {
  if (site === undefined) return () => false;
  try {
    await site.contents.makeFolder(site.pathOf(locate(folder)));
  } catch (cause) {
    throw unwritable(storage.describe(locate(folder)), cause);
  }
  const names = new Set(await site.contents.list(site.pathOf(locate(folder))));
  return name => names.has(name);
}

export type ContextOptions = JobPlan &
  Pick<CortexJobOptions, 'startKernel' | 'onEvent'> &
  Pick<JobContext, 'startElsewhere'> & {
    readonly redactor: Redactor;
    readonly folder: PrivateFolder;
    readonly signal: AbortSignal;
    readonly environment: NodeJS.ProcessEnv;
    readonly version: string;
    /** Whether the job came in a folder, not by standard input. */
    readonly hasFolder: boolean;
  };

/**
 * What all notebooks of a job share: parameters, environment, limits; the observable's file copied.
 * @throws OBSERVABLE_UNREADABLE
 */
export async function prepareContext(options: ContextOptions, notebooks: number): Promise<JobContext> {
  const { input, configuration, jobFolder, folder } = options;
  const filePath =
    input.file === undefined
      ? undefined
      : await copyObservableFile(input.file, { inputFolder: join(jobFolder, 'input'), filesFolder: folder.files });
  const variables = kernelEnvironment({
    environment: options.environment,
    names: configuration.kernelEnvironment,
    proxies: configuration.proxies,
    caBundle: await caBundlePath(configuration.cacerts, join(folder.own, 'cacerts.pem')),
    privateHome: folder.home,
    isWritable: canBeMade
  });
  return {
    input,
    configuration,
    ...(await jobParameters(input, { filePath, filesFolder: folder.files })),
    redactor: options.redactor,
    environment: { ...variables, ...(await sciriusVariables(configuration, folder)), HUNTBOOK_FILES: folder.files },
    startKernel: options.startKernel,
    startElsewhere: options.startElsewhere,
    onEvent: options.onEvent,
    signal: options.signal,
    version: options.version,
    budget: reportBudget(notebooks),
    filesFolder: folder.files,
    forbiddenFolders: [jobFolder, folder.home, folder.own],
    outputFolder: options.hasFolder ? join(jobFolder, 'output') : undefined
  };
}

async function jobParameters(
  input: JobInput,
  { filePath, filesFolder }: { readonly filePath: string | undefined; readonly filesFolder: string }
): Promise<Pick<JobContext, 'parameters' | 'storedParameters' | 'problems'>> {
  if (input.object !== undefined) {
    const { parameters, stored, problems } = await responderParameters(input, filesFolder);
    return { parameters, storedParameters: stored, problems };
  }
  const parameters = notebookParameters(input, filePath);
  return { parameters, storedParameters: parameters, problems: [] };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await makeFolders(folder);
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw unwritable(folder, cause, folderObstacle(folder));
  }
}

function unwritable(folder: string, cause: unknown, obstacle?: string): OutputUnwritable {
  const told = cause instanceof Error && 'code' in cause && cause.code === 'STORAGE' ? cause.message : undefined;
  const reason = obstacle ?? told;
  const why = reason === undefined ? '' : ` ${reason}`;
  return new OutputUnwritable(`The folder for executed notebooks, ${folder}, cannot be made or written.${why}`, {
    hint: "Check output_hostname and output_folder, and what Cortex' user, or the owner of the token, may do there.",
    cause
  });
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * How query cells find Scirius. The environment is the one channel that every language has and no notebook stores; a job
 * never reads a `.env`, for the folder it runs in is the notebook's.
 */
async function sciriusVariables({ scirius }: Configuration, folder: PrivateFolder): Promise<Record<string, string>> {
  const caBundle = await caBundlePath(scirius.caBundle, join(folder.own, 'scirius-ca.pem'));
  return {
    HUNTBOOK_DOTENV: 'off',
    ...(scirius.server === undefined
      ? {}
      : {
          SCIRIUS_HOST: scirius.server.host,
          SCIRIUS_TOKEN: scirius.server.token.reveal(),
          SCIRIUS_TLS_VERIFY: scirius.server.verifiesTls ? 'yes' : 'no'
        }),
    ...(caBundle === undefined ? {} : { SCIRIUS_CA_BUNDLE: caBundle })
  };
}

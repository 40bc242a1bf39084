import { basename } from 'node:path';
import type { JobRequest } from '../../../../src/service-api/index.js';
import { CONFIGURATION_ITEMS } from '../../cortex/index.js';
import { RequestInvalid } from '../failures.js';
import type { JobFolder } from './job-folder.js';

/** Where notebooks come from and go to is the service's to say. */
const PLACES = /^(?:input|output)_/u;

const SETTABLE = CONFIGURATION_ITEMS.filter(({ name }) => !PLACES.test(name));
const SECRET_NAMES = new Set(CONFIGURATION_ITEMS.filter(({ secret }) => secret).map(({ name }) => name));
/** What Cortex adds to every worker and an author can have a reason to try. */
const CORTEX_ITEMS: ReadonlySet<string> = new Set([
  ...['auto_extract_artifacts', 'jobTimeout', 'check_tlp', 'max_tlp', 'check_pap', 'max_pap'],
  ...['proxy_http', 'proxy_https', 'cacerts']
]);

/** The name under which Cortex would put the file of an observable beside `input.json`. */
export const STORED_FILE = 'attachment1';

type WorkerInputOptions = {
  readonly folder: JobFolder;
  /** The path of the copy that is run. */
  readonly playbook: string;
  /** Interpreters whose kernels count first, unless the request names others. */
  readonly pythons: readonly string[];
};

/**
 * The `input.json` of a run: what Cortex would send, but that the gate is open, since an author tries observables of his
 * own. Source: facts/cortex-thehive §1.2.
 */
export function workerInput(request: JobRequest, options: WorkerInputOptions): Readonly<Record<string, unknown>> {
  const { folder, playbook, pythons } = options;
  const { file, tlp = 2, pap = 2, message = '', parameters = {}, ...input } = request.input;
  const observable = file === undefined ? {} : { file: STORED_FILE, filename: basename(file) };
  return {
    ...input,
    ...observable,
    ...{ tlp, pap, message, parameters },
    config: {
      check_tlp: false,
      check_pap: false,
      ...(pythons.length === 0 ? {} : { any_python: pythons }),
      ...request.config,
      input_hostname: folder.playbookFolder,
      input_paths: [`/${literal(basename(playbook))}`],
      output_hostname: folder.executedFolder,
      output_folder: '/'
    }
  };
}

/** @throws REQUEST_INVALID for an item that the worker does not know, or that says where notebooks lie */
export function checkConfiguration(config: Readonly<Record<string, unknown>>): void {
  const unknown = Object.keys(config).find(
    name => !CORTEX_ITEMS.has(name) && !SETTABLE.some(item => item.name === name)
  );
  if (unknown === undefined) return;
  throw new RequestInvalid(`A run takes no configuration item ${JSON.stringify(unknown.slice(0, 60))}.`, {
    hint: `It takes ${[...SETTABLE.map(({ name }) => name), ...CORTEX_ITEMS].join(', ')}.`
  });
}

/** The request as it may be kept: without the values of secret items and without the notebook, which lies beside it. */
export function keptRequest({ content: _content, config, ...request }: JobRequest): Readonly<Record<string, unknown>> {
  if (config === undefined) return request;
  const entries = Object.entries(config).map(([name, value]) => [name, isSecretItem(name) ? '[redacted]' : value]);
  return { ...request, config: Object.fromEntries(entries) as unknown };
}

function isSecretItem(name: string): boolean {
  // A proxy URL can carry user and password.
  return SECRET_NAMES.has(name) || name.startsWith('proxy_');
}

/** A file name as a path template that means just this name. */
function literal(name: string): string {
  return name.replace(/[{}]/gu, brace => brace + brace);
}

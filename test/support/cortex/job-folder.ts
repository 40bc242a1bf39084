import { randomInt } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DefinitionItem, WorkerDefinition } from './definition.js';
import type { JsonRecord } from './json-record.js';

export type JobFolderOptions = {
  readonly dataType: string;
  /** A text for an analyzer, any JSON for a responder. */
  readonly data?: unknown;
  readonly attachment?: {
    readonly bytes: string | Uint8Array;
    readonly filename: string;
    readonly contentType?: string;
  };
  readonly tlp?: number;
  readonly pap?: number;
  readonly message?: string;
  /** `{}`, as Cortex' own page, its API and MISP send it; TheHive sends `organisation` and `user`. */
  readonly parameters?: JsonRecord;
  /** What the administrator set; items left out arrive as their default, or as null. */
  readonly config?: JsonRecord;
  readonly parent?: string;
  readonly jobId?: string;
};
export type JobFolder = { readonly path: string; readonly input: string; readonly output: string };

/** What Cortex adds to every worker, with the values that its page fills in. Source: `BaseConfig.scala`, `analyzer.edit.controller.js`. */
const CORTEX_ITEMS: JsonRecord = {
  proxy_http: null,
  proxy_https: null,
  cacerts: null,
  jobTimeout: 30,
  check_tlp: true,
  max_tlp: 2,
  check_pap: true,
  max_pap: 2,
  auto_extract_artifacts: false,
  jobCache: 10
};

/** A job folder as Cortex makes it, 0700 with the attachment 0600. Source: `JobRunnerSrv.scala:96-159`. */
export function makeJobFolder(definition: WorkerDefinition, options: JobFolderOptions): JobFolder {
  const temporary = mkdtempSync(join(options.parent ?? tmpdir(), 'cortex-'));
  const path = join(dirname(temporary), `cortex-job-${options.jobId ?? 'AZx9kQ-1'}-${randomInt(10 ** 12)}`);
  renameSync(temporary, path);
  const folder = { path, input: join(path, 'input'), output: join(path, 'output') };
  for (const each of [folder.input, folder.output]) mkdirSync(each, { mode: 0o700 });
  const config = configOf(definition, options.config ?? {});
  const { dataType, attachment, tlp = 2, pap = 2, message = '', parameters = {} } = options;
  const observable = attachment === undefined ? { data: options.data } : storeAttachment(folder.input, attachment);
  writeFileSync(
    join(folder.input, 'input.json'),
    JSON.stringify({ ...observable, dataType, tlp, pap, message, parameters, config })
  );
  const cacerts = config['cacerts'];
  if (typeof cacerts === 'string' && cacerts.trim() !== '') writeFileSync(join(folder.input, 'cacerts'), cacerts);
  return folder;
}

function storeAttachment(folder: string, attachment: NonNullable<JobFolderOptions['attachment']>): JsonRecord {
  const file = `attachment${randomInt(10 ** 12)}`;
  writeFileSync(join(folder, file), attachment.bytes);
  chmodSync(join(folder, file), 0o600);
  return { file, filename: attachment.filename, contentType: attachment.contentType ?? 'application/octet-stream' };
}

/** Definition, then what is stored for the worker: an item that nobody set is null there, and overrides the definition. */
function configOf(definition: WorkerDefinition, set: JsonRecord): JsonRecord {
  const known = new Map(definition.items.map(item => [item.name, item]));
  for (const [name, value] of Object.entries(set)) {
    const item = known.get(name);
    if (item === undefined && !Object.hasOwn(CORTEX_ITEMS, name))
      throw new Error(`Cortex refuses the unknown item ${name}.`);
    if (item !== undefined && !hasType(item, value))
      throw new Error(`Cortex refuses ${JSON.stringify(value)} for ${name}.`);
  }
  const defaults = Object.fromEntries(
    definition.items.map(item => [item.name, item.defaultValue ?? (item.multi ? [null] : null)])
  );
  const config: JsonRecord = { ...definition.config, ...defaults, ...CORTEX_ITEMS, ...set };
  const proxy = {
    ...(config['proxy_http'] ? { http: config['proxy_http'] } : {}),
    ...(config['proxy_https'] ? { https: config['proxy_https'] } : {})
  };
  return Object.keys(proxy).length === 0 ? config : { ...config, proxy };
}

function hasType(item: DefinitionItem, value: unknown): boolean {
  const type = item.type === 'text' ? 'string' : item.type;
  const values: readonly unknown[] = item.multi && Array.isArray(value) ? value : [value];
  return values.every(each => each === null || typeof each === type);
}

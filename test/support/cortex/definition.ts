import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { isRecord, type JsonRecord } from './json-record.js';

export type DefinitionItem = {
  readonly name: string;
  readonly multi: boolean;
  readonly required: boolean;
  readonly type: string;
  readonly defaultValue: unknown;
};
export type WorkerDefinition = {
  readonly name: string;
  readonly dataTypeList: readonly string[];
  readonly command: string;
  readonly items: readonly DefinitionItem[];
  readonly config: JsonRecord;
};

const REQUIRED = ['name', 'version', 'description', 'author', 'url', 'license'];
const TYPES = ['text', 'string', 'number', 'boolean'];

/**
 * A worker definition, read by Cortex's rules, and the command that the process runner starts.
 * Source: Cortex 4.1 `WorkerDefinition.scala`, `WorkerSrv.scala`: the command resolves against the folder above that of
 * the definition and must stay below it; where Cortex drops the definition in silence, this throws.
 */
export function readDefinition(path: string): WorkerDefinition {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`There is no ${path}: run npm run build.`, { cause });
  }
  const json: unknown = JSON.parse(text);
  if (!isRecord(json)) throw new Error('A definition is a JSON object.');
  const missing = REQUIRED.filter(key => typeof json[key] !== 'string');
  if (missing.length > 0) throw new Error(`The definition has no ${missing.join(', ')}.`);
  const base = dirname(dirname(path));
  const command = resolve(base, String(json['command']));
  if (!command.startsWith(base + sep)) throw new Error(`${command} is not below ${base}.`);
  accessSync(command, constants.X_OK);
  const items: readonly unknown[] = Array.isArray(json['configurationItems']) ? json['configurationItems'] : [];
  return {
    name: `${String(json['name'])}_${String(json['version'])}`.replaceAll('.', '_'),
    dataTypeList: Array.isArray(json['dataTypeList']) ? json['dataTypeList'].map(String) : [],
    command,
    items: items.map(readItem),
    config: isRecord(json['config']) ? json['config'] : {}
  };
}

/** One malformed item makes Cortex forget all of them. */
function readItem(item: unknown): DefinitionItem {
  const { name, description, type, multi = false, required = false, defaultValue = null } = isRecord(item) ? item : {};
  if (
    typeof name !== 'string' ||
    typeof description !== 'string' ||
    typeof type !== 'string' ||
    !TYPES.includes(type)
  ) {
    throw new Error(`Malformed configuration item: ${JSON.stringify(item)}.`);
  }
  return { name, type, multi: multi === true, required: required === true, defaultValue };
}

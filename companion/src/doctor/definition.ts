import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isPlainRecord, type PlainRecord } from '../../../src/json/index.js';
import { Findings, type Finding } from './finding.js';

/** The path of a definition, and what of it the later checks need. */
export type Definition = {
  readonly path: string;
  readonly id: string;
  readonly command: string | undefined;
  readonly dockerImage: string | undefined;
  readonly dataTypes: readonly string[];
  readonly items: readonly string[];
  /** As the administrator sets them when he changes nothing. */
  readonly defaults: Readonly<Record<string, unknown>>;
};

export type DefinitionRead = { readonly definition: Definition | undefined; readonly findings: readonly Finding[] };

const REQUIRED = ['name', 'version', 'description', 'author', 'url', 'license'] as const;
const ITEM_TYPES: Readonly<Record<string, string>> = {
  text: 'string',
  string: 'string',
  number: 'number',
  boolean: 'boolean'
};

/**
 * The definitions that Cortex finds below a folder of `analyzer.urls` or `responder.urls`: every JSON file exactly one
 * folder down. Also takes the folder of one worker, and one that holds `analyzers/` and `responders/`.
 * Source: Cortex 4.1 `WorkerSrv.scala`.
 */
export function definitionsBelow(folder: string): readonly string[] {
  if (isWorkerFolder(folder)) return jsonFiles(folder).filter(isDefinition);
  const both = ['analyzers', 'responders'].flatMap(kind => folders(join(folder, kind)).flatMap(jsonFiles));
  return both.length > 0 ? both : folders(folder).flatMap(jsonFiles);
}

/** Whether the folder is that of one worker: its definition lies in it, where Cortex does not look. */
export function isWorkerFolder(folder: string): boolean {
  return jsonFiles(folder).some(isDefinition);
}

function jsonFiles(folder: string): string[] {
  return entries(folder)
    .filter(entry => entry.isFile() && entry.name.endsWith('.json'))
    .map(({ name }) => join(folder, name));
}

function folders(folder: string): string[] {
  return entries(folder)
    .map(({ name }) => join(folder, name))
    .filter(path => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true);
}

function entries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((one, other) => one.name.localeCompare(other.name));
  } catch {
    // What cannot be listed holds nothing for Cortex either; that no definition is found is a finding of its own.
    return [];
  }
}

function isDefinition(path: string): boolean {
  const text = textOf(path);
  return text !== undefined && (/"(?:command|dockerImage)"/u.test(text) || /"configurationItems"/u.test(text));
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Cortex skips it in silence; `readDefinition` says so.
    return undefined;
  }
}

/**
 * A definition by Cortex' rules, in its order. Where Cortex drops a definition in silence, this is a failed finding.
 * Source: Cortex 4.1 `WorkerDefinition.scala`, `WorkerSrv.scala`; facts/cortex-thehive §2.
 */
export function readDefinition(path: string): DefinitionRead {
  const findings = new Findings();
  const fail = (message: string, fix: string): DefinitionRead => {
    findings.fail(path, message, fix);
    return { definition: undefined, findings: findings.toArray() };
  };
  const text = textOf(path);
  if (text === undefined) return fail('The file cannot be read.', "Let Cortex' user read it.");
  if (text.startsWith('\uFEFF'))
    return fail('The file begins with a byte order mark, so Cortex drops it.', 'Save it as UTF-8 without one.');
  const json = parsed(text);
  if (json === undefined) return fail('The file is not JSON, so Cortex drops it.', 'Take the file as it was built.');
  if (!isPlainRecord(json))
    return fail('The file is not one definition: it holds no JSON object.', 'Put one definition into each file.');
  const missing = REQUIRED.filter(key => typeof json[key] !== 'string');
  if (missing.length > 0)
    return fail(`It has no ${missing.join(', ')}, so Cortex drops it.`, 'Each is a text that must be there.');
  const name = String(json['name']);
  if (!/^\w+$/u.test(name))
    findings.warn(
      path,
      `The name "${name}" has other characters than letters, digits and _.`,
      'Templates and APIs take the name as a path: rename it.'
    );
  const dataTypes = textsOf(json['dataTypeList']);
  if (dataTypes.length === 0)
    findings.fail(path, 'dataTypeList is empty: nothing will ever be sent to it.', 'List the data types it takes.');
  const items = readItems(path, json['configurationItems'], findings);
  const definition: Definition = {
    path,
    id: `${name}_${String(json['version'])}`.replaceAll('.', '_'),
    command: textIn(json, 'command'),
    dockerImage: textIn(json, 'dockerImage'),
    dataTypes,
    items: items.map(item => item.name),
    defaults: { ...recordIn(json, 'config'), ...Object.fromEntries(items.map(item => [item.name, item.defaultValue])) }
  };
  if (!findings.hasFailed) findings.ok(path, `${definition.id}, ${String(items.length)} configuration items`);
  return { definition, findings: findings.toArray() };
}

type Item = { readonly name: string; readonly defaultValue: unknown };

/** One malformed item makes Cortex forget all of them, in silence. */
function readItems(path: string, value: unknown, findings: Findings): readonly Item[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    findings.fail(path, 'configurationItems is not a list, so Cortex forgets all items.', 'Write a list of items.');
    return [];
  }
  return value.flatMap((item: unknown, index): Item[] => {
    const { name, description, type, multi = false, defaultValue = null } = isPlainRecord(item) ? item : {};
    const expected = typeof type === 'string' ? ITEM_TYPES[type] : undefined;
    if (typeof name !== 'string' || typeof description !== 'string' || expected === undefined) {
      findings.fail(
        path,
        `Configuration item ${String(index + 1)} is malformed, so Cortex forgets all items.`,
        'Give it name, description and type (string, number or boolean).'
      );
      return [];
    }
    const values = multi === true && Array.isArray(defaultValue) ? defaultValue : [defaultValue];
    if (values.some(each => each !== null && typeof each !== expected)) {
      findings.fail(
        path,
        `The default of ${name} is no ${expected}: Cortex refuses to enable the worker with it.`,
        'Correct the default.'
      );
    }
    return [{ name, defaultValue }];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told to the administrator by the caller.
    return undefined;
  }
}

function recordIn(record: PlainRecord, key: string): PlainRecord {
  const value = record[key];
  return isPlainRecord(value) ? value : {};
}

function textIn(record: PlainRecord, key: string): string | undefined {
  const value = record[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function textsOf(value: unknown): readonly string[] {
  // One that is no text, and Cortex takes the list for empty.
  return Array.isArray(value) && value.every(each => typeof each === 'string') ? value : [];
}

/** Two definitions of one id hide each other in Cortex. */
export function duplicateIds(definitions: readonly Definition[]): readonly Finding[] {
  const findings = new Findings();
  definitions.forEach(({ id, path }, index) => {
    const first = definitions.findIndex(other => other.id === id);
    if (first < index) {
      findings.warn(
        path,
        `${id} is defined twice: Cortex keeps one of them.`,
        'Change the name or the version of one.'
      );
    }
  });
  return findings.toArray();
}

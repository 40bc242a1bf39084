import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { OutputEvent } from '../../companion/src/execution/index.js';
import type { Output } from '../../companion/src/notebook/index.js';

export type PlacedLine = { readonly at: number; readonly event: OutputEvent };
export type OutputCase = {
  readonly title: string;
  readonly events: readonly PlacedLine[];
  readonly shown: readonly PlacedLine[];
};

/** The cases of a file; refuses an empty, unreadable or repeated one. */
export function readOutputCases(path: string): readonly OutputCase[] {
  const raw: unknown = parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(raw) || raw.length === 0) throw new Error(`${path} tests nothing`);
  const titles = new Set<string>();
  return raw.map((each: unknown) => {
    if (!isRow(each)) throw new Error(`${path}: not a case: ${JSON.stringify(each)}`);
    if (titles.has(each.title)) throw new Error(`${path}: "${each.title}" stands there twice`);
    titles.add(each.title);
    return { title: each.title, events: each.events.map(readLine), shown: each.shown.map(readLine) };
  });
}

/** The output that an event of the kinds stream, error and display adds. */
export function outputOf(event: OutputEvent): Output {
  if (event.kind === 'update' || event.kind === 'clear') throw new Error(`${event.kind} adds no output`);
  return event.output;
}

function isRow(value: unknown): value is { title: string; events: string[]; shown: string[] } {
  return typeof value === 'object' && value !== null && 'title' in value && 'events' in value && 'shown' in value;
}

const LINE = /^(?:(\d+): )?(stdout|stderr|display|result|update|error|clear)((?: [A-Za-z0-9]+)*)(?: (".*"))?$/s;

function readLine(line: string): PlacedLine {
  const [, at = '0', kind = '', words = '', quoted = '""'] = LINE.exec(line) ?? [];
  if (kind === '') throw new Error(`not an event: ${line}`);
  const text: unknown = JSON.parse(quoted.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\b', '\\b'));
  return { at: Number(at), event: eventOf(kind, words.trim().split(' '), String(text)) };
}

function eventOf(kind: string, words: readonly string[], text: string): OutputEvent {
  const [first = '', second = ''] = words;
  const bundle = { data: { 'text/plain': text }, metadata: { about: text } };
  switch (kind) {
    case 'clear':
      return { kind: 'clear', wait: first === 'wait' };
    case 'error':
      return { kind: 'error', output: { output_type: 'error', ename: first, evalue: text, traceback: [text] } };
    case 'update':
      return { kind: 'update', bundle, displayId: first };
    case 'display':
      return withId(first, { kind: 'display', output: { output_type: 'display_data', ...bundle } });
    case 'result': {
      const output = { output_type: 'execute_result' as const, ...bundle, execution_count: Number(first) };
      return withId(second, { kind: 'display', output });
    }
    default:
      return { kind: 'stream', output: { output_type: 'stream', name: kind, text } };
  }
}

function withId(displayId: string, event: OutputEvent & { kind: 'display' }): OutputEvent {
  return displayId === '' ? event : { ...event, displayId };
}

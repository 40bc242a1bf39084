import { splitLines } from '../notebook/index.js';
import { stripPython } from './python-text.js';

/** A parameter that the notebook declares. Texts are the author's source, not evaluated. */
export type InspectedParameter = {
  readonly name: string;
  /** From the annotation, else from `# type:`; null when neither says. */
  readonly type: string | null;
  readonly default: string;
  /** The comment on the line of the value; empty when there is none. */
  readonly help: string;
};

export type PythonInspection = {
  readonly parameters: readonly InspectedParameter[];
  /** Lines, counted from 1, that look like code and not like a parameter. */
  readonly skippedLines: readonly number[];
};

/** Name and annotation, which stand before the equals sign. `\w` of Python is letters and numbers of every script. */
const TARGET = /^([\p{L}\p{N}_]+)(?:\s*:\s*["']?([\p{L}\p{N}_][\p{L}\p{N}_[\],\s]*)["']?)?$/u;
const COMMENT = /^(?:type:\s*(\S*)\s*)?(.*)$/su;

/**
 * The assignments of a Python cell, read line by line without running it: one assignment per line, its value possibly
 * going on over the lines up to the next one. Lines with two `=` are left out and named.
 * Source: papermill 2.7; the results are equal, its reader is not ours.
 */
export function inspectPythonSource(source: string): PythonInspection {
  const skippedLines: number[] = [];
  const definitions: string[][] = [];
  let current: string[] = [];
  for (const [index, line] of splitLines(source).entries()) {
    const text = stripPython(line);
    if (text === '' || text.startsWith('#')) continue;
    const equalsSigns = text.split('=').length - 1;
    if (equalsSigns > 0) {
      current = [];
      definitions.push(current);
    }
    if (equalsSigns > 1) skippedLines.push(index + 1);
    else current.push(line);
  }
  const parameters = definitions.map(joinLines).flatMap(definition => readDefinition(definition) ?? []);
  return { parameters, skippedLines };
}

/** The lines as one; comments are dropped but for the last line's, which is the help. */
function joinLines(lines: readonly string[]): string {
  const last = lines.length - 1;
  return lines.map((line, index) => stripPython(index < last ? (line.split('#', 1)[0] ?? '') : line)).join('');
}

function readDefinition(definition: string): InspectedParameter | undefined {
  const equals = definition.indexOf('=');
  const [, name, annotation] = TARGET.exec(stripPython(definition.slice(0, Math.max(equals, 0)))) ?? [];
  if (name === undefined) return undefined;
  const rest = definition.slice(equals + 1);
  const hash = rest.indexOf('#');
  const value = hash < 0 ? rest : rest.slice(0, hash);
  const [, typeComment, help] = COMMENT.exec(hash < 0 ? '' : stripPython(rest.slice(hash + 1))) ?? [];
  const type = stripPython(annotation ?? '') || stripPython(typeComment ?? '');
  return { name, type: type === '' ? null : type, default: stripPython(value), help: stripPython(help ?? '') };
}

import type { Problem } from '../../../src/problem.js';
import { Secret } from '../../../src/secret.js';
import { ParameterNameError, ParameterValueError } from './failures.js';
import { findWriter, type LanguageTarget } from './language.js';
import { kindOf, type Parameters, type ParameterValue } from './value.js';
import type { LanguageWriter, NameRule } from './writers/writer.js';

const HEADER = 'Parameters';

/**
 * The source of a cell that sets the parameters: a comment `Parameters`, then one assignment per line, in order.
 * No value can become code, whatever it is. Source of the form: papermill 2.7.
 * @throws `PARAMETER_NAME_INVALID`, `PARAMETER_VALUE_UNSUITABLE`, `PARAMETER_LANGUAGE_UNSUPPORTED`
 */
export function writeAssignments(parameters: Parameters, target: LanguageTarget): string {
  const writer = findWriter(target);
  return `${writer.comment} ${HEADER}\n${assignmentLines(parameters, writer)}`;
}

/**
 * Code that sets secret parameters, for a kernel request that is neither stored nor shown.
 * @throws as `writeAssignments`; the failures name the parameter and never hold its value
 */
export function silentAssignments(secrets: ReadonlyMap<string, Secret>, target: LanguageTarget): Secret {
  const parameters = new Map([...secrets].map(([name, secret]) => [name, secret.reveal()] as const));
  return new Secret(assignmentLines(parameters, findWriter(target)));
}

/** What a reader should know about how the parameters were written, e.g. a number that had to become text. */
export function assignmentRemarks(parameters: Parameters, target: LanguageTarget): readonly Problem[] {
  const { remarks } = findWriter(target);
  return remarks === undefined ? [] : [...parameters].flatMap(([name, value]) => remarks(name, value));
}

function assignmentLines(parameters: Parameters, writer: LanguageWriter): string {
  return [...parameters].map(([name, value]) => `${assignment(name, value, writer)}\n`).join('');
}

function assignment(name: string, value: ParameterValue, writer: LanguageWriter): string {
  const variable = writer.names.variable?.(name) ?? name;
  const isFree = !isReserved(variable, writer.names);
  if (!isFree || !writer.names.pattern.test(variable)) {
    throw new ParameterNameError(`${JSON.stringify(name)} cannot be the name of a variable in ${writer.title}.`, {
      hint: isFree ? 'Use letters, digits and _, and start with a letter.' : 'The language uses this name itself.',
      details: { name, language: writer.title }
    });
  }
  if (isDeeper(value, writer.maxDepth)) {
    throw new ParameterValueError(`Parameter "${name}" nests lists or maps deeper than ${writer.title} takes.`, {
      hint: `At most ${writer.maxDepth} within each other; hand deeper data over as JSON text.`,
      details: { name, language: writer.title }
    });
  }
  return writer.assign(variable, value);
}

/** Python and JavaScript read names in a normal form, so a keyword in fancy letters is that keyword. */
function isReserved(variable: string, { reserved, ignoresCase }: NameRule): boolean {
  const name = ignoresCase === true ? variable.toLowerCase() : variable;
  return reserved.has(name) || reserved.has(name.normalize('NFKC'));
}

/** Whether lists and maps are nested more than `depth` times. Stops there, so it cannot run out of stack. */
function isDeeper(value: ParameterValue, depth: number): boolean {
  const kinded = kindOf(value);
  if (kinded.kind !== 'list' && kinded.kind !== 'map') return false;
  if (depth === 0) return true;
  return [...kinded.value.values()].some(item => isDeeper(item, depth - 1));
}

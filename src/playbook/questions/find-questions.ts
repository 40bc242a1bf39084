import { codeOnly } from './code-only.js';
import { askingLanguage, isPython, type AskingLanguage } from './languages.js';
import { namesAfter } from './python-names.js';

/** A place where a notebook waits for a person: in a run without one it fails. `line` counts from 1 in the cell. */
export type Question = { readonly line: number; readonly call: string };

/** Longer code is no notebook cell that somebody wrote. UTF-16 units. */
const MAX_SOURCE = 200_000;
/** Two hundred names for `input` in one notebook are no playbook; more would make each further one slower. */
const MAX_NAMES = 200;

export type FindOptions = {
  /** Called for each step, for tests: their number grows with the length of the source and no faster. */
  readonly onStep?: () => void;
};

/**
 * Where the code of a cell waits for a person; empty for a language that we do not read. A guess from the text: code
 * that is made at run time is not seen.
 */
export function findQuestions(source: string, language: string, options: FindOptions = {}): readonly Question[] {
  const [questions = []] = findQuestionsInCells([source], language, options);
  return questions;
}

/** The same for the code cells of a notebook in their order: what one cell names, the next ones can call. */
export function findQuestionsInCells(
  sources: readonly string[],
  language: string,
  { onStep }: FindOptions = {}
): readonly (readonly Question[])[] {
  const rules = askingLanguage(language);
  if (rules === undefined) return sources.map(() => []);
  const namePattern = new RegExp(`[\\p{L}\\p{N}_${rules.nameCharacters.replace(/[-$?]/gu, '\\$&')}]+`, 'gu');
  let names: ReadonlySet<string> = new Set(rules.calls);
  return sources.map(source => {
    if (source.length > MAX_SOURCE) return [];
    const questions: Question[] = [];
    for (const [index, line] of codeOnly(source, rules, onStep).split('\n').entries()) {
      if (line.trim() === '') continue;
      if (isPython(rules) && names.size < MAX_NAMES) names = namesAfter(line, names);
      for (const call of questionsOf(line, { rules, names, namePattern })) questions.push({ line: index + 1, call });
    }
    return questions;
  });
}

type Search = {
  readonly rules: AskingLanguage;
  readonly names: ReadonlySet<string>;
  readonly namePattern: RegExp;
};

function questionsOf(line: string, search: Search): readonly string[] {
  const { statements } = search.rules;
  if (statements !== undefined) return askingStatements(line, statements);
  const found: string[] = [];
  let before = '';
  for (const { name, rest } of namesIn(line, search.namePattern)) {
    if (asks(name, rest, search) && !/^(?:def|class|function|fun|val|var|let)$/u.test(before)) found.push(name);
    before = name;
  }
  return found;
}

function asks(written: string, rest: string, { rules, names }: Search): boolean {
  const name = rules.ignoresCase === true ? written.toLowerCase() : written;
  if (rules.words?.includes(name) === true) return true;
  if (!rest.startsWith('(')) return false;
  if (!names.has(name) && rules.endings?.some(ending => name.endsWith(ending)) !== true) return false;
  const needed = Object.hasOwn(rules.argumentsOf ?? {}, name) ? rules.argumentsOf?.[name] : undefined;
  return needed === undefined || needed.test(rest.slice(1, MAX_ARGUMENT));
}

/** How much of the arguments is looked at. */
const MAX_ARGUMENT = 60;

/** Each name of a line and what follows it, blanks apart; every character is looked at once. */
function* namesIn(line: string, pattern: RegExp): Generator<{ readonly name: string; readonly rest: string }> {
  let last: RegExpExecArray | undefined;
  for (const match of line.matchAll(pattern)) {
    if (last !== undefined) yield found(line, last, match.index);
    last = match;
  }
  if (last !== undefined) yield found(line, last, line.length);
}

/** Between two names stands no name, so that the stretches do not overlap. */
function found(
  line: string,
  { 0: name, index }: RegExpExecArray,
  next: number
): { readonly name: string; readonly rest: string } {
  const end = index + name.length;
  const between = line.slice(end, next).trimStart();
  return { name, rest: `${between}${line.slice(next, next + MAX_ARGUMENT)}` };
}

/** Statements of a shell that wait: not behind a pipe, not from a file. */
function askingStatements(line: string, words: readonly string[]): readonly string[] {
  return line.split(/[;&]/u).flatMap(statement => {
    const [word = ''] = statement.trimStart().split(/[ \t]/u, 1);
    return words.includes(word) && !/[|<]/u.test(statement) ? [word] : [];
  });
}

/** A place where a notebook waits for a person: in a run without one it fails. `line` counts from 1 in the cell. */
export type Question = { readonly line: number; readonly call: string };

type Language = { readonly calls: RegExp; readonly noise: RegExp };

/**
 * Per language the calls that wait for somebody, and what looks like code and is none: comments and strings. Alternatives
 * begin with different characters and strings end at their first end, so that both take linear time.
 */
const LANGUAGES: Readonly<Record<string, Language>> = {
  python: {
    calls:
      /(?<![\w.])(?:input|getpass\.getpass|getpass|breakpoint|interact|widgets\.interact|[\w.]{1,60}\.on_click)(?=[ \t]*\()/g,
    noise:
      /#[^\n]*|"""(?:[^"\\]|\\[^]|"(?!""))*(?:"""|$)|'''(?:[^'\\]|\\[^]|'(?!''))*(?:'''|$)|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?/g
  },
  r: {
    calls: /(?<![\w.])(?:readline|readLines\(stdin|menu|browser)(?=[ \t]*\()/g,
    noise: /#[^\n]*|"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?/g
  },
  bash: {
    calls: /(?<=^|[;&\n])[ \t]{0,40}read(?=[ \t][^|<;&\n]*(?:[;&\n]|$))/g,
    noise: /(?<=^|\s)#[^\n]*|"(?:[^"\\]|\\[^])*"?|'[^']*'?/g
  }
};

/** Longer code is no notebook cell that somebody wrote. UTF-16 units. */
const MAX_SOURCE = 200_000;

/** Where the code of a cell waits for a person; empty for a language that we do not read. */
export function findQuestions(source: string, language: string): readonly Question[] {
  const rules = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
  if (rules === undefined || source.length > MAX_SOURCE) return [];
  const code = source.replace(rules.noise, match => match.replace(/[^\n]/g, ' '));
  const questions: Question[] = [];
  let line = 1;
  let counted = 0;
  for (const match of code.matchAll(rules.calls)) {
    const call = match[0].trim();
    const start = match.index + match[0].length - call.length;
    for (; counted < start; counted += 1) if (code[counted] === '\n') line += 1;
    questions.push({ line, call });
  }
  return questions;
}

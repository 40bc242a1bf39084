import type { LanguageFn } from 'highlight.js';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import http from 'highlight.js/lib/languages/http';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import julia from 'highlight.js/lib/languages/julia';
import markdown from 'highlight.js/lib/languages/markdown';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import r from 'highlight.js/lib/languages/r';
import scala from 'highlight.js/lib/languages/scala';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

/** Python as IPython takes it: `%magic`, `!command` and `name?` at the beginning of a line are not Python. */
const ipython: LanguageFn = hljs => {
  const base = python(hljs);
  const magic = { scope: 'meta', begin: /^[ \t]*(?:%{1,2}[A-Za-z]|!)/, end: /$/ };
  const help = { scope: 'meta', begin: /^[ \t]*[\w.]{1,200}\?{1,2}[ \t]*$/ };
  return { ...base, name: 'IPython', contains: [magic, help, ...base.contains] };
};

/** The grammars, by the name under which they are registered; `xml`, `css` and `javascript` need one another. */
export const GRAMMARS: ReadonlyMap<string, LanguageFn> = new Map<string, LanguageFn>([
  ['bash', bash],
  ['css', css],
  ['diff', diff],
  ['http', http],
  ['ini', ini],
  ['ipython', ipython],
  ['java', java],
  ['javascript', javascript],
  ['json', json],
  ['julia', julia],
  ['markdown', markdown],
  ['powershell', powershell],
  ['python', python],
  ['r', r],
  ['scala', scala],
  ['sql', sql],
  ['typescript', typescript],
  ['xml', xml],
  ['yaml', yaml]
]);

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['py', 'ipython'],
  ['python', 'ipython'],
  ['python3', 'ipython'],
  ['ipython3', 'ipython'],
  ['pycon', 'python'],
  ['sh', 'bash'],
  ['shell', 'bash'],
  ['zsh', 'bash'],
  ['console', 'bash'],
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['node', 'javascript'],
  ['ts', 'typescript'],
  ['tsx', 'typescript'],
  ['yml', 'yaml'],
  ['sigma', 'yaml'],
  ['html', 'xml'],
  ['svg', 'xml'],
  ['md', 'markdown'],
  ['ps1', 'powershell'],
  ['pwsh', 'powershell'],
  ['toml', 'ini'],
  ['patch', 'diff'],
  ['jl', 'julia'],
  ['ir', 'r'],
  ['duckdb', 'sql'],
  ['postgresql', 'sql'],
  ['mysql', 'sql'],
  ['sqlite', 'sql']
]);

/** What the rest of a cell is written in after its first line, `%%name`. Source: nbconvert `HighlightMagicsPreprocessor`. */
const CELL_MAGICS: ReadonlyMap<string, string> = new Map([
  ['bash', 'bash'],
  ['sh', 'bash'],
  ['script', 'bash'],
  ['cmd', 'bash'],
  ['cython', 'python'],
  ['writefile', 'python'],
  ['html', 'xml'],
  ['svg', 'xml'],
  ['javascript', 'javascript'],
  ['js', 'javascript'],
  ['julia', 'julia'],
  ['markdown', 'markdown'],
  ['r', 'r'],
  ['sql', 'sql'],
  ['powershell', 'powershell'],
  ['time', 'ipython'],
  ['timeit', 'ipython'],
  ['capture', 'ipython'],
  ['prun', 'ipython'],
  ['python', 'python'],
  ['python3', 'python'],
  ['pypy', 'python']
]);

/** The grammar for a language as a notebook or a fence names it, `undefined` when there is none. */
export function grammarOf(language: string): string | undefined {
  const name = language.trim().toLowerCase();
  return ALIASES.get(name) ?? (GRAMMARS.has(name) ? name : undefined);
}

/** The grammar for what follows a cell magic; `undefined` for a magic whose text is of no language known here. */
export function magicGrammar(magic: string): string | undefined {
  return CELL_MAGICS.get(magic.toLowerCase());
}

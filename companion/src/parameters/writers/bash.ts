import { pythonFloatText } from '../../../../src/json/index.js';
import { ParameterValueError } from '../failures.js';
import { kindOf, type ParameterValue } from '../value.js';
import type { LanguageWriter } from './writer.js';

/**
 * Words of the grammar cannot be confused with an assignment; what is refused here are variables whose value bash runs
 * (prompts, aliases, start files), evaluates as arithmetic, or ignores.
 */
const RESERVED = `BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_COMMAND BASH_COMPAT BASH_ENV
  BASH_EXECUTION_STRING BASH_LINENO BASH_LOADABLES_PATH BASH_REMATCH BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO BASH_XTRACEFD
  COMP_WORDBREAKS DIRSTACK ENV EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTCMD IFS LINENO MAILCHECK OPTIND PPID
  PROMPT_COMMAND PS0 PS1 PS2 PS3 PS4 RANDOM SECONDS SHELLOPTS SRANDOM UID huntbook_key _`;
const TITLE = 'bash';
const KEY = 'huntbook_key';
const NEEDS_ESCAPES = /['!\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const ESCAPED = /['!\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["'", "\\'"],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t']
]);

/**
 * bash 4 and later. Everything is text: numbers and booleans as Python spells them (booleans in lower case), null is
 * empty. The integer attribute is taken off first: bash evaluates what is assigned to such a variable as arithmetic,
 * and that runs `x[$(command)]`. Texts are single-quoted; with quotes, controls or `!` (history expansion of an
 * interactive shell) `$'…'` with escapes, so that the terminal between bash_kernel and bash never sees a control.
 * Source: GNU bash manual 5.2, "Quoting", "ANSI-C Quoting", "Bash Variables", "Shell Parameters".
 */
export const bashWriter: LanguageWriter = {
  title: TITLE,
  comment: '#',
  names: { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, reserved: new Set(RESERVED.split(/\s+/)) },
  maxDepth: 1,
  assign
};

function assign(name: string, value: ParameterValue): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'list':
      return `unset -v ${name}; declare -a ${name}=(${kinded.value.map(item => word(name, item)).join(' ')})`;
    case 'map':
      return `unset -v ${name}; declare -A ${name}; ${mapItems(name, kinded.value)}`;
    case 'null':
    case 'boolean':
    case 'int':
    case 'float':
    case 'string':
      return `declare +i ${name}=${word(name, value)}`;
  }
}

/**
 * Each key goes through a variable. bash 5.2 expands a quoted key that stands in the brackets itself once more when it
 * holds both kinds of quotes and a backtick, and runs what it takes for a command there; `x["$key"]` it never does.
 */
function mapItems(name: string, map: ReadonlyMap<string, ParameterValue>): string {
  if (map.has('')) throw unsuitable(name, 'has an empty key', 'bash has no empty keys in associative arrays.');
  const items = [...map].map(([key, item]) => `${KEY}=${quote(name, key)}; ${name}["$${KEY}"]=${word(name, item)}; `);
  return `${items.join('')}unset -v ${KEY}`;
}

function word(name: string, value: ParameterValue): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return "''";
    case 'boolean':
      return kinded.value ? 'true' : 'false';
    case 'int':
      return kinded.value.toString();
    case 'float':
      return pythonFloatText(kinded.value);
    case 'string':
      return quote(name, kinded.value);
    case 'list':
    case 'map':
      throw unsuitable(name, 'holds lists or maps within each other', 'bash arrays hold texts and numbers only.');
  }
}

function quote(name: string, text: string): string {
  if (/[\0\p{Cs}]/u.test(text)) {
    const hint = 'bash has no text with NUL or half a surrogate pair.';
    throw unsuitable(name, 'holds a character that bash cannot hold', hint);
  }
  if (!NEEDS_ESCAPES.test(text)) return `'${text}'`;
  return `$'${text.replace(ESCAPED, character => SHORT_ESCAPES.get(character) ?? octalBytes(character))}'`;
}

/** Octal escapes of the UTF-8 bytes: three digits always, so that a digit after them cannot join in. */
function octalBytes(character: string): string {
  return Array.from(Buffer.from(character), byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

function unsuitable(name: string, what: string, hint: string): ParameterValueError {
  return new ParameterValueError(`Parameter "${name}" ${what}.`, { hint, details: { name, language: TITLE } });
}

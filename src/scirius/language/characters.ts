/** Characters that separate tokens. A non-breaking or zero-width space is part of a word. Source: Lucene's `_WHITESPACE`. */
export const WHITESPACE = ' \t\n\r\u3000';

/** Characters that mean something outside quotes and so cannot begin a word. Source: Lucene's `_TERM_START_CHAR`. */
export const SPECIAL = '+-!():^[]"{}~*?\\/';

const IN_WORD = 1;
const STARTS_WORD = 2;
const SPACE = 4;
const classes = new Uint8Array(128).fill(IN_WORD | STARTS_WORD);
for (const character of SPECIAL) classes[character.charCodeAt(0)] = '+-'.includes(character) ? IN_WORD : 0;
for (const character of WHITESPACE) if (character !== '\u3000') classes[character.charCodeAt(0)] = SPACE;
const IDEOGRAPHIC_SPACE = 0x3000;

function classOf(code: number): number {
  if (code < 128) return classes[code] ?? 0;
  return code === IDEOGRAPHIC_SPACE ? SPACE : IN_WORD | STARTS_WORD;
}

export function isSpace(code: number): boolean {
  return (classOf(code) & SPACE) !== 0;
}

/** Whether the character can begin an unquoted word as it is. */
export function startsWord(code: number): boolean {
  return (classOf(code) & STARTS_WORD) !== 0;
}

/** Whether the character can stand in an unquoted word as it is, behind its first. */
export function isInWord(code: number): boolean {
  return (classOf(code) & IN_WORD) !== 0;
}

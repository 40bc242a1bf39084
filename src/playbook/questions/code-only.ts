/** What looks like code in a language and is none. */
export type Lexis = {
  /** What starts a comment that goes on to the end of the line. */
  readonly comments: readonly string[];
  /** Whether a comment starts only at the start of a line or after a blank. */
  readonly commentsFollowBlanks?: true;
  /** Texts and comments with two ends; what begins with another one's `open` stands before it. */
  readonly texts: readonly {
    readonly open: string;
    readonly close: string;
    /** What takes the meaning from the next character; empty when nothing does. */
    readonly escape: string;
    readonly spansLines: boolean;
    /** Behind such a character `open` is an operator, as `x'` in MATLAB. */
    readonly isOperatorAfter?: RegExp;
  }[];
};

/**
 * The code with texts and comments as blanks, line for line and column for column. Goes once over the source: the
 * number of steps is that of its characters.
 * @param onStep - called for each step, for tests
 */
export function codeOnly(source: string, lexis: Lexis, onStep: () => void = () => undefined): string {
  const pieces: string[] = [];
  let at = 0;
  let codeStart = 0;
  while (at < source.length) {
    onStep();
    const end = endOfNoise(source, at, lexis, onStep);
    if (end === undefined) {
      at += 1;
      continue;
    }
    pieces.push(source.slice(codeStart, at), source.slice(at, end).replace(/[^\n]/g, ' '));
    at = end;
    codeStart = end;
  }
  pieces.push(source.slice(codeStart));
  return pieces.join('');
}

/** Where the text or comment ends that begins at `at`; undefined when none does. */
function endOfNoise(source: string, at: number, lexis: Lexis, onStep: () => void): number | undefined {
  const before = at === 0 ? '\n' : source.charAt(at - 1);
  const text = lexis.texts.find(
    ({ open, isOperatorAfter }) => source.startsWith(open, at) && isOperatorAfter?.test(before) !== true
  );
  if (text !== undefined) return endOfText(source, at + text.open.length, text, onStep);
  if (!lexis.comments.some(start => source.startsWith(start, at))) return undefined;
  if (lexis.commentsFollowBlanks === true && !/\s/u.test(before)) return undefined;
  let end = at;
  for (; end < source.length && source.charAt(end) !== '\n'; end += 1) onStep();
  return end;
}

function endOfText(source: string, start: number, text: Lexis['texts'][number], onStep: () => void): number {
  let at = start;
  while (at < source.length) {
    onStep();
    const character = source.charAt(at);
    if (character === text.escape) at += 2;
    else if (source.startsWith(text.close, at)) return at + text.close.length;
    else if (character === '\n' && !text.spansLines) return at;
    else at += 1;
  }
  return source.length;
}

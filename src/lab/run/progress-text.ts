/** What is shown of the outputs of a cell while it runs: the end, as the report has all of it. */
const MAX_TAIL = 2_000;

/** Escape sequences of terminals, and control characters other than tab and line feed. */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const CONTROLS = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-Z\\-_]|[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** The end of what a cell printed, after one more piece of it: plain text, at most 2,000 characters. */
export function extendTail(tail: string, piece: string): string {
  const added = piece.length > MAX_TAIL * 4 ? piece.slice(-MAX_TAIL * 4) : piece;
  const text = tail + plainText(added);
  return text.length > MAX_TAIL ? text.slice(-MAX_TAIL) : text;
}

/** Without colours and other commands to a terminal; a line that was written over shows what it said last. */
export function plainText(text: string): string {
  return text
    .replace(/\r+\n/gu, '\n')
    .replace(/^.*\r(?!$)/gmu, '')
    .replace(CONTROLS, '');
}

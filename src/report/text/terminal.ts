import { applyGraphicRendition, PLAIN, type AnsiStyle } from './ansi-style.js';

/** What a terminal would show: text without control characters, and from which offsets on which style holds. */
export type TerminalText = { readonly plain: string; readonly marks: readonly Mark[] };
export type Mark = { readonly at: number; readonly style: AnsiStyle };

/**
 * Escape sequences (CSI; OSC and other strings, which end at their terminator and never reach over a control
 * character; short escapes), and control characters other than tab and line feed. No alternative can be read in two
 * ways, so each attempt is linear and stops at the next escape. Source: ECMA-48 §5.3–5.6.
 */
const CONTROLS =
  // eslint-disable-next-line no-control-regex -- control characters are what this file is about
  /\x1b(?:\[([0-?]*)[ -/]*([@-~])|[\]PX^_][^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)|[ -/]*[0-Z\\`-~])?|[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;
// eslint-disable-next-line no-control-regex -- see above
const ANY_CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/;
/** A carriage return at the end of a line moves nothing that is seen. */
const MOVES_CURSOR = /[\r\b]/;

/**
 * The text that a terminal would show for `raw`: `\r` and `\b` overwrite, SGR sequences become marks, everything else
 * that is not text is dropped. Total; takes time in proportion to the length.
 */
export function readTerminal(raw: string): TerminalText {
  if (!ANY_CONTROL.test(raw)) return { plain: raw, marks: [] };
  const screen = new Screen();
  let start = 0;
  while (start <= raw.length) {
    const newline = raw.indexOf('\n', start);
    const end = newline === -1 ? raw.length : newline;
    screen.addLine(raw.slice(start, end).replace(/\r+$/, ''));
    if (newline !== -1) screen.addText('\n');
    start = end + 1;
  }
  return screen.finish();
}

type CursorAction = '\r' | '\b' | 'erase-line' | 'erase-right';

/** Collects chunks and marks; local to one call of `readTerminal`. */
class Screen {
  readonly #chunks: string[] = [];
  readonly #marks: Mark[] = [];
  #length = 0;
  #style: AnsiStyle = PLAIN;
  #shown: AnsiStyle = PLAIN;

  addLine(line: string): void {
    if (!ANY_CONTROL.test(line)) this.addText(line);
    else if (MOVES_CURSOR.test(line)) this.#overwrite(line);
    else this.#read(line, { text: part => this.addText(part), control: () => undefined });
  }

  addText(chunk: string): void {
    if (chunk === '') return;
    if (this.#style !== this.#shown && chunk !== '\n') {
      this.#marks.push({ at: this.#length, style: this.#style });
      this.#shown = this.#style;
    }
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  finish(): TerminalText {
    return { plain: this.#chunks.join(''), marks: this.#marks };
  }

  /** A line in which the cursor moves back: cells are written one by one, each with its style. */
  #overwrite(line: string): void {
    const cells: { text: string; style: AnsiStyle }[] = [];
    let column = 0;
    this.#read(line, {
      text: part => {
        for (const text of part) {
          cells[column] = { text, style: this.#style };
          column += 1;
        }
      },
      control: action => {
        if (action === '\r') column = 0;
        else if (action === '\b') column = Math.max(0, column - 1);
        else {
          // Who erases the line goes to its beginning too; keeping the column would take time to fill up blanks.
          if (action === 'erase-line') column = 0;
          cells.length = Math.min(cells.length, column);
        }
      }
    });
    const after = this.#style;
    let run = '';
    for (const cell of cells) {
      if (cell.style !== this.#style) {
        this.addText(run);
        run = '';
        this.#style = cell.style;
      }
      run += cell.text;
    }
    this.addText(run);
    this.#style = after;
  }

  #read(line: string, sink: { text(part: string): void; control(action: CursorAction): void }): void {
    let from = 0;
    for (const match of line.matchAll(CONTROLS)) {
      if (match.index > from) sink.text(line.slice(from, match.index));
      from = match.index + match[0].length;
      const [whole, parameters = '', final] = match;
      if (final === 'm') this.#style = applyGraphicRendition(this.#style, parameters);
      else if (final === 'K') sink.control(parameters === '' || parameters === '0' ? 'erase-right' : 'erase-line');
      else if (whole === '\r' || whole === '\b') sink.control(whole);
    }
    if (from < line.length) sink.text(line.slice(from));
  }
}

import { EMPTY, html, join, text, type Html } from '../html.js';
import { ansiClasses, PLAIN, type AnsiStyle } from './ansi-style.js';
import { cutText, type Cut, type TextLimits } from './shorten.js';
import { readTerminal, type TerminalText } from './terminal.js';

/** Terminal text as markup, and in words what was left out to keep within the limits. */
export type TerminalHtml = { readonly html: Html; readonly omitted: string | undefined };

/**
 * The markup of what a kernel wrote to a terminal: colours as classes, overwriting done, the middle left out when it is
 * longer than `limits`. Source for the colours: nbconvert `filters/ansi.py`.
 */
export function renderTerminal(raw: string, limits: TextLimits): TerminalHtml {
  const terminal = readTerminal(raw);
  const cut = cutText(terminal.plain, limits);
  if (cut === undefined) return { html: renderRange(terminal, 0, terminal.plain.length), omitted: undefined };
  const head = renderRange(terminal, 0, cut.headEnd);
  const tail = renderRange(terminal, cut.tailStart, terminal.plain.length);
  return { html: html`${head}${cutMark(cut)}${tail}`, omitted: cut.omitted };
}

/** The line that stands where text was left out. */
export function cutMark({ omitted }: Cut): Html {
  return html`<b class="nbr-cut">… ${text(omitted)} …</b>\n`;
}

function renderRange({ plain, marks }: TerminalText, start: number, end: number): Html {
  if (marks.length === 0) return text(plain.slice(start, end));
  const parts: Html[] = [];
  let style = PLAIN;
  let from = start;
  for (const mark of marks) {
    if (mark.at >= end) break;
    if (mark.at > from) {
      parts.push(span(plain.slice(from, mark.at), style));
      from = mark.at;
    }
    style = mark.style;
  }
  parts.push(span(plain.slice(from, end), style));
  return join(parts);
}

function span(content: string, style: AnsiStyle): Html {
  if (content === '') return EMPTY;
  return style === PLAIN ? text(content) : html`<span class="${text(ansiClasses(style))}">${text(content)}</span>`;
}

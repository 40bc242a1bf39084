import { html, join, styleElement, text, type Html } from './html.js';
import type { ReportCell, ReportNotebook, ReportOutput } from './notebook.js';
import { multilineText } from './json-shape.js';
import { note } from './part.js';
import { sanitizeReport } from './sanitize/index.js';
import { cutText } from './text/shorten.js';
import { readTerminal } from './text/terminal.js';
import { utf8Length } from '../json/index.js';
import { REPORT_CSS } from './theme/css.js';
import type { Notice } from './types.js';

/** Whether a finished fragment holds nothing but what reports may hold, `css` being our own sheet in it. Source: facts/report-rendering §0 #10. */
export function isWithinVocabulary(fragment: Html, css = REPORT_CSS): boolean {
  return sanitizeReport(fragment, { css }) === fragment;
}

/** Told when the second look at a report found something that no renderer should have let through. */
export const SEAL_BROKEN: Notice = {
  code: 'report-within-vocabulary',
  cell: undefined,
  message: 'The report failed its own safety check and is shown as plain text. Please report this with the notebook.'
};

const OUTPUT_LIMITS = { textBytes: 20_000, textLines: 500 };

/** A report of escaped text only, at most `maxBytes` large: what is left when the other one cannot be trusted. */
export function renderPlainText(notebook: ReportNotebook, maxBytes: number): Html {
  const opening = html`<div class="nbr" ng-non-bindable>${styleElement(REPORT_CSS)}${note(SEAL_BROKEN.message)}`;
  const closing = html`</div>`;
  const blocks: Html[] = [];
  let left = maxBytes - utf8Length(opening) - closing.length;
  for (const content of notebook.cells.flatMap(cellTexts)) {
    const block = html`<pre>${text(shortText(content))}</pre>`;
    left -= utf8Length(block);
    if (left < 0) break;
    blocks.push(block);
  }
  return html`${opening}${join(blocks)}${closing}`;
}

function cellTexts(cell: ReportCell): readonly string[] {
  const shown = cell.visibility.results === 'hide' ? [] : cell.outputs;
  return [...(cell.kind === 'markdown' ? [cell.source] : []), ...shown.map(outputText)].filter(
    part => part.trim() !== ''
  );
}

function outputText(output: ReportOutput): string {
  switch (output.kind) {
    case 'stream':
      return readTerminal(output.text).plain;
    case 'error':
      return `${output.name}: ${readTerminal(output.value).plain}`;
    case 'display':
      return readTerminal(multilineText(output.data['text/plain']) ?? '').plain;
  }
}

function shortText(content: string): string {
  const cut = cutText(content, OUTPUT_LIMITS);
  return cut === undefined
    ? content
    : `${content.slice(0, cut.headEnd)}… ${cut.omitted} …\n${content.slice(cut.tailStart)}`;
}

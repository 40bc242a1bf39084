import { html, type Html } from '../html.js';
import { multilineText } from '../json-shape.js';
import { note } from '../part.js';
import { sanitizeHtml, type MarkReader, type Sanitized } from '../sanitize/index.js';
import { grouped } from '../text/shorten.js';
import type { MimeRenderer, OutputContext } from './mime-renderer.js';

/** What an output may need to make its point. Without them, text has to be left, or the output is not worth showing. */
const ACTIVE = ['script', 'iframe', 'canvas', 'object', 'embed'];
const ENOUGH_TEXT = 12;

/** HTML that an output displays (data frames, styled tables), re-emitted by the sanitizer. */
export const htmlRenderer: MimeRenderer = {
  mimeTypes: ['text/html'],
  kind: 'html',
  render: (data, context) => {
    const source = multilineText(data);
    return source === undefined || source.trim() === '' ? undefined : renderUntrusted(source, context);
  }
};

/** Sanitized markup in a box that scrolls; `undefined` when what made it worth seeing is gone. */
export function renderUntrusted(source: string, context: OutputContext): Html | undefined {
  const safe = makeSafe(textFallback(source) ?? source, context);
  const isStatic = !ACTIVE.some(tag => safe.dropped.has(tag));
  if (safe.imageCount === 0 && (safe.textLength < (isStatic ? 1 : ENOUGH_TEXT) || (!isStatic && isWaiting(safe))))
    return undefined;
  if (!isStatic) context.notice('output-static', PARTS_NEED_SCRIPT);
  const { tableRows } = context.limits;
  const rows =
    safe.omittedRows === 0
      ? undefined
      : `${grouped(safe.omittedRows)} more rows are not shown (${grouped(tableRows)} are).`;
  return html`${isStatic ? undefined : note(PARTS_NEED_SCRIPT)}${scrollBox(safe.html, context)}${rows === undefined ? undefined : note(rows)}`;
}

const PARTS_NEED_SCRIPT = 'Parts of this output need a script or a frame; a report holds none of them.';

/** What stands in an output until its script replaces it: it says nothing about what was found. */
const WAITING =
  /Make this Notebook Trusted to load map|Loading (?:ITables|BokehJS)|BokehJS [\d.]{1,20} successfully loaded/i;

function isWaiting({ html: shown, textLength }: Sanitized): boolean {
  return textLength < 300 && WAITING.test(shown);
}

/** scikit-learn draws with style sheets, and says the same as text for whoever shows none. Source: `sklearn.utils._repr_html`. */
function textFallback(source: string): string | undefined {
  const at = source.indexOf('sk-text-repr-fallback');
  const start = at < 0 ? -1 : source.indexOf('<pre>', at);
  const end = start < 0 ? -1 : source.indexOf('</pre>', start);
  return end < 0 ? undefined : source.slice(start, end);
}

/**
 * Untrusted markup as the report may hold it, with a notice for everything that a reader would miss. `mark` gives what
 * stands for the marks that a renderer of ours has put into it.
 */
export function makeSafe(source: string, context: OutputContext, mark?: MarkReader): Sanitized {
  const { tableRows, softBytes } = context.limits;
  const safe = sanitizeHtml(source, {
    styles: context.styles,
    maxTableRows: tableRows,
    maxLength: softBytes,
    ...(mark === undefined ? {} : { mark })
  });
  if (safe.omittedRows > 0) {
    context.notice(
      'table-short-enough',
      `Of a table, ${grouped(safe.omittedRows)} rows are not shown. The stored notebook has them.`
    );
  }
  if (safe.dropped.has('svg'))
    context.notice('image-readable', 'A drawing in an output is not well-formed, or too large, and is left out.');
  if (safe.truncated)
    context.notice('output-short-enough', 'An output is shown in part. The stored notebook has all of it.');
  return safe;
}

/** Wide tables scroll by themselves, by keyboard too, and say what they are. */
function scrollBox(content: Html, context: OutputContext): Html {
  if (!content.includes('<table')) return html`<div class="nbr-html">${content}</div>`;
  return html`<div class="nbr-html nbr-scroll" tabindex="0" role="region" aria-label="Table of cell ${context.cell + 1}">${content}</div>`;
}

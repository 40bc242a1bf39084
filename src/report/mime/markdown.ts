import { html, join, type Html } from '../html.js';
import { multilineText, type UnknownRecord } from '../json-shape.js';
import { highlight } from '../text/highlight.js';
import { attachmentReader, readMarkdown, type MarkdownPiece } from '../text/markdown.js';
import { visibleText } from '../text/visible-text.js';
import { makeSafe } from './html.js';
import { bundleImageAddress } from './image.js';
import type { MimeRenderer, OutputContext } from './mime-renderer.js';

/** Markdown that an output displays: nothing in it becomes a link by itself. */
export const markdownRenderer: MimeRenderer = {
  mimeTypes: ['text/markdown'],
  kind: 'markdown',
  render: (data, context) => {
    const source = multilineText(data);
    if (source === undefined || source.trim() === '') return undefined;
    return proseHtml(
      readMarkdown(source, 'output', () => undefined),
      context
    );
  }
};

/** A Markdown cell, as its author wrote it, with its attached pictures; `undefined` when it is blank. */
export function renderMarkdownCell(
  source: string,
  attachments: UnknownRecord,
  context: OutputContext
): Html | undefined {
  if (source.trim() === '') return undefined;
  const attachment = attachmentReader(attachments, bundleImageAddress);
  const pieces = readMarkdown(source, 'author', name => {
    const address = attachment(name);
    if (address === undefined)
      context.notice('attachment-present', `The attached picture "${visibleText(name, 80)}" is missing.`);
    return address;
  });
  return proseHtml(pieces, context);
}

function proseHtml(pieces: readonly MarkdownPiece[], context: OutputContext): Html {
  return html`<div class="nbr-md">${join(pieces.map(piece => pieceHtml(piece, context)))}</div>`;
}

function pieceHtml(piece: MarkdownPiece, context: OutputContext): Html {
  switch (piece.kind) {
    case 'unsafe':
      return makeSafe(piece.html, context).html;
    case 'code':
      return html`<pre tabindex="0"><code>${highlight(piece.code, piece.language, context.limits.codeBytes)}</code></pre>`;
  }
}

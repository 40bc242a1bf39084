import { html, join, type Html } from '../html.js';
import { multilineText, type UnknownRecord } from '../json-shape.js';
import { highlight } from '../text/highlight.js';
import type { MarkReader } from '../sanitize/index.js';
import { attachmentReader, readMarkdown, type MarkdownPiece, type ReadMarkdown } from '../text/markdown.js';
import { visibleText } from '../text/visible-text.js';
import { formulaHtml, refusedNote } from './formula.js';
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
  const read = readMarkdown(source, 'author', name => {
    const address = attachment(name);
    if (address === undefined)
      context.notice('attachment-present', `The attached picture "${visibleText(name, 80)}" is missing.`);
    return address;
  });
  return proseHtml(read, context);
}

function proseHtml({ pieces, formulas }: ReadMarkdown, context: OutputContext): Html {
  const shown = formulas.map(formula => formulaHtml(formula, context));
  const taken = new Set<number>();
  // Each once: an author who writes down a mark must not get a page full of one formula.
  const mark: MarkReader = index => (taken.size === taken.add(index).size ? undefined : shown[index]?.html);
  const content = pieces.map(piece => pieceHtml(piece, context, mark));
  const refused = shown.filter(formula => formula.refused !== undefined).length;
  return html`<div class="nbr-md">${join(content)}</div>${refusedNote(refused)}`;
}

function pieceHtml(piece: MarkdownPiece, context: OutputContext, mark: MarkReader): Html {
  switch (piece.kind) {
    case 'unsafe':
      return makeSafe(piece.html, context, mark).html;
    case 'code':
      return html`<pre tabindex="0"><code>${highlight(piece.code, piece.language, context.limits.codeBytes)}</code></pre>`;
  }
}

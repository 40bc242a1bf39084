import { EMPTY, html, type Html } from '../html.js';
import { multilineText, type UnknownRecord } from '../json-shape.js';
import { attachmentReader, markdownToUnsafeHtml } from '../text/markdown.js';
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
    return html`<div class="nbr-md">${makeSafe(markdownToUnsafeHtml(source, 'output', () => undefined), context).html}</div>`;
  }
};

/** A Markdown cell, as its author wrote it, with its attached pictures. */
export function renderMarkdownCell(source: string, attachments: UnknownRecord, context: OutputContext): Html {
  if (source.trim() === '') return EMPTY;
  const attachment = attachmentReader(attachments, bundleImageAddress);
  const unsafe = markdownToUnsafeHtml(source, 'author', name => {
    const address = attachment(name);
    if (address === undefined) context.notice('attachment-present', `The attached picture ${JSON.stringify(name)} is missing.`);
    return address;
  });
  return html`<div class="nbr-md">${makeSafe(unsafe, context).html}</div>`;
}

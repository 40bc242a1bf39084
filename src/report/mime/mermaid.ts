import { html } from '../html.js';
import { multilineText } from '../json-shape.js';
import { note } from '../part.js';
import type { MimeRenderer } from './mime-renderer.js';
import { preformatted } from './text.js';

/** A Mermaid diagram as its source, which is made to be read: drawing it takes a script and a browser. */
export const mermaidRenderer: MimeRenderer = {
  mimeTypes: ['text/vnd.mermaid', 'application/vnd.mermaid'],
  kind: 'text',
  render: (data, context, mimeType) => {
    const source = multilineText(data);
    if (source === undefined || source.trim() === '') return undefined;
    context.notice('output-static', `A diagram is shown as its source (${mimeType}).`);
    return html`${note('A Mermaid diagram, as its source:')}${preformatted(source, context)}`;
  }
};

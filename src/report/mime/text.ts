import { html, type Html } from '../html.js';
import { multilineText } from '../json-shape.js';
import { renderTerminal } from '../text/ansi.js';
import type { MimeRenderer, OutputContext } from './mime-renderer.js';

/**
 * What Python prints for plots and for objects without a text of their own: the picture beside it says more, and
 * without one there is nothing to say.
 */
const BARE_OBJECT =
  /^(?:<Figure size [\d.]+x[\d.]+ with \d+ Axes>|<Axes(?:Subplot)?[:(][^\n>]{0,200}>|\[?<matplotlib\.[\w.]+ at 0x[0-9a-f]+>(?:,\s{1,9}<matplotlib\.[\w.]+ at 0x[0-9a-f]+>)*\]?|<[\w.]+ object(?: at 0x[0-9a-f]+)?>|Text\([^\n]{0,200}\))$/;

/** Plain text, with the colours of a terminal. */
export const textRenderer: MimeRenderer = {
  mimeTypes: ['text/plain'],
  kind: 'text',
  render: (data, context) => {
    const content = multilineText(data);
    if (content === undefined || content === '' || (content.length < 2_000 && BARE_OBJECT.test(content)))
      return undefined;
    return preformatted(content, context);
  }
};

/** Text in a fixed width, shortened to the limits, with a notice when it was. */
export function preformatted(content: string, context: OutputContext): Html {
  const { html: inner, omitted } = renderTerminal(content, context.limits);
  if (omitted !== undefined) {
    context.notice('text-short-enough', `Of a text, ${omitted}. The stored notebook has all of it.`);
  }
  return html`<pre class="nbr-pre" tabindex="0">${inner}</pre>`;
}

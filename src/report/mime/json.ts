import { JSON_DEPTH } from '../defaults.js';
import { html, text } from '../html.js';
import { isRecord } from '../json-shape.js';
import { highlight } from '../text/highlight.js';
import { jsonText } from '../text/json-text.js';
import { counted } from '../text/shorten.js';
import type { MimeRenderer } from './mime-renderer.js';

/** JSON, indented and folded. */
export const jsonRenderer: MimeRenderer = {
  mimeTypes: ['application/json', 'application/geo+json', 'application/ld+json'],
  kind: 'json',
  render: (data, context) => {
    const { text: json, isWhole } = jsonText(data, {
      depth: JSON_DEPTH,
      length: Math.floor(context.limits.textBytes / 3)
    });
    if (!isWhole)
      context.notice('json-short-enough', 'A JSON output is shown in part. The stored notebook has all of it.');
    const code = highlight(json, 'json', context.limits.codeBytes);
    return html`<details class="nbr-json"><summary>JSON <span class="nbr-hint">${text(summaryOf(data))}</span></summary><pre class="nbr-pre" tabindex="0"><code>${code}</code></pre></details>`;
  }
};

function summaryOf(data: unknown): string {
  if (Array.isArray(data)) return `list of ${counted(data.length, 'item')}`;
  return isRecord(data) ? `object with ${counted(Object.keys(data).length, 'key')}` : 'one value';
}

import { html, text, type Html } from './html.js';

/** What a stretch of a report is, from what a reader misses least to what matters most. */
export type PartKind = 'code' | 'stderr' | 'json' | 'stdout' | 'text' | 'html' | 'image' | 'markdown' | 'error';

/** A stretch of the report that can be replaced as a whole by something smaller, so that no element is ever cut. */
export type Part = {
  readonly kind: PartKind;
  readonly html: Html;
  /** What stands in its place when the report is too large. */
  shorter(): Html;
};

/** A short remark of ours in the place of something that is not shown. */
export function note(message: string): Html {
  return html`<p class="nbr-note">${text(message)}</p>`;
}

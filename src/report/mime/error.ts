import { EMPTY, html, text, type Html } from '../html.js';
import { renderTerminal } from '../text/ansi.js';
import { readTerminal } from '../text/terminal.js';
import type { ReportOutput } from '../notebook.js';
import type { TextLimits } from '../text/shorten.js';

type ErrorOutput = Extract<ReportOutput, { readonly kind: 'error' }>;

/** How much of an exception's own text stands in its heading, in UTF-16 units. */
const LONGEST_VALUE = 2_000;

/** An exception: its name and text as the heading, the traceback folded. */
export function renderError(error: ErrorOutput, limits: TextLimits): Html {
  const value = readTerminal(error.value).plain;
  const shown = value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
  const name = error.name === '' ? 'Error' : error.name;
  return html`<div class="nbr-error"><p><b>${text(name)}</b>${shown === '' ? EMPTY : html`: ${text(shown)}`}</p>${traceback(error, limits)}</div>`;
}

function traceback(error: ErrorOutput, limits: TextLimits): Html {
  if (error.traceback.trim() === '') return EMPTY;
  return html`<details><summary>Traceback</summary><pre class="nbr-pre" tabindex="0">${renderTerminal(error.traceback, limits).html}</pre></details>`;
}

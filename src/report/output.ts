import { EMPTY, html, join, type Html } from './html.js';
import { multilineText, recordOf, type UnknownRecord } from './json-shape.js';
import { SHORTENED } from './defaults.js';
import { renderError } from './mime/error.js';
import { MIME_TABLE } from './mime/index.js';
import { interactiveName } from './mime/interactive.js';
import type { OutputContext } from './mime/mime-renderer.js';
import { preformatted, textRenderer } from './mime/text.js';
import { readOutputs, type ReportOutput } from './notebook.js';
import { note, type Part, type PartKind } from './part.js';

/** One output as a part of the report, or `undefined` when it shows nothing. */
export function renderOutput(output: ReportOutput, context: OutputContext): Part | undefined {
  switch (output.kind) {
    case 'stream':
      return renderStream(output.name, output.text, context);
    case 'error':
      return {
        kind: 'error',
        html: renderError(output, context.limits),
        shorter: () => renderError({ ...output, traceback: '' }, context.limits)
      };
    case 'display':
      return renderDisplay(output.data, output.metadata, context);
  }
}

function renderStream(name: 'stdout' | 'stderr', content: string, context: OutputContext): Part | undefined {
  if (content.trim() === '') return undefined;
  const render = (shown: OutputContext): Html =>
    name === 'stderr'
      ? html`<div class="nbr-stderr">${preformatted(content, shown)}</div>`
      : preformatted(content, shown);
  return { kind: name, html: render(context), shorter: () => render(shortened(context)) };
}

function renderDisplay(data: UnknownRecord, metadata: UnknownRecord, context: OutputContext): Part | undefined {
  const display = showDisplay(data, metadata, context);
  const interactive = interactiveName(data, display?.mimeType);
  const remark =
    interactive === undefined ? EMPTY : note(`Here the notebook shows ${interactive}, which a report cannot hold.`);
  if (interactive !== undefined) context.notice('output-static', `The report cannot hold ${interactive}.`);
  if (display !== undefined)
    return {
      kind: display.kind,
      html: html`${remark}${display.html}`,
      shorter: () => shorterDisplay(data, context)
    };
  if (interactive !== undefined) return { kind: 'text', html: remark, shorter: () => remark };
  return hasMoreThanText(data) ? { kind: 'text', html: LOST, shorter: () => LOST } : undefined;
}

type Display = { readonly mimeType: string; readonly kind: PartKind; readonly html: Html };

/** The first representation that has something to show. */
function showDisplay(data: UnknownRecord, metadata: UnknownRecord, context: OutputContext): Display | undefined {
  for (const renderer of MIME_TABLE) {
    const mimeType = renderer.mimeTypes.find(type => Object.hasOwn(data, type));
    if (mimeType === undefined) continue;
    const shown = renderer.render(data[mimeType], { ...context, metadata: recordOf(metadata[mimeType]) }, mimeType);
    if (shown !== undefined) return { mimeType, kind: renderer.kind, html: shown };
  }
  return undefined;
}

/** Outputs that a widget captured, one below the other. Total. */
export function renderOutputs(outputs: readonly unknown[], context: OutputContext): Html {
  return join(readOutputs(outputs).flatMap(output => renderOutput(output, context)?.html ?? []));
}

/** In place of an output of which nothing is left, so that nobody takes its cell for one that showed nothing. */
const LOST = note('An output cannot be shown in a report. The stored notebook has it.');

/** Plain text that is left out (`<Axes: >`) is no loss: it says nothing. */
function hasMoreThanText(data: UnknownRecord): boolean {
  return Object.entries(data).some(
    ([mimeType, value]) => mimeType !== 'text/plain' && multilineText(value)?.trim() !== ''
  );
}

/** The plain text that kernels send along with nearly everything, in short. */
function shorterDisplay(data: UnknownRecord, context: OutputContext): Html {
  const plain = multilineText(data['text/plain']);
  const shown = plain === undefined ? undefined : textRenderer.render(plain, shortened(context), 'text/plain');
  return html`${note('Shown in short: the whole report would be too large. The stored notebook has all of it.')}${shown}`;
}

/** The same context with little room, and without telling once more: shortening the report is told as a whole. */
function shortened(context: OutputContext): OutputContext {
  return { ...context, limits: { ...context.limits, ...SHORTENED }, notice: () => undefined };
}

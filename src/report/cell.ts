import { EMPTY, html, join, text, type Html } from './html.js';
import { renderMarkdownCell } from './mime/markdown.js';
import { renderUntrusted } from './mime/html.js';
import type { OutputContext } from './mime/mime-renderer.js';
import type { ReportCell } from './notebook.js';
import { renderOutput } from './output.js';
import { note, type Part, type PartKind } from './part.js';
import { highlight } from './text/highlight.js';
import { cutMark } from './text/ansi.js';
import { countLines, cutText, grouped } from './text/shorten.js';
import { SHORTENED } from './defaults.js';

/** A cell as parts between fixed markup; without parts it shows nothing and leaves no trace. */
export type RenderedCell = {
  readonly index: number;
  readonly open: Html;
  readonly parts: readonly Part[];
  readonly close: Html;
};

export type CellOptions = { readonly language: string; readonly prompts: boolean };

/** The longest first line of code that stands beside the word "Code", in UTF-16 units. */
const HINT_LENGTH = 80;

/** What a reader sees of one cell. */
export function renderCell(cell: ReportCell, options: CellOptions, context: OutputContext): RenderedCell {
  return {
    index: cell.index,
    open: html`<section class="nbr-cell" aria-label="Cell ${cell.index + 1}">`,
    parts: partsOf(cell, options, context),
    close: html`</section>`
  };
}

function partsOf(cell: ReportCell, options: CellOptions, context: OutputContext): readonly Part[] {
  switch (cell.kind) {
    case 'code':
      return [...codeParts(cell, options, context), ...resultParts(cell, context)];
    case 'markdown':
      return proseParts(cell, 'markdown', renderMarkdownCell(cell.source, cell.attachments, context));
    case 'raw':
      return proseParts(cell, 'html', rawHtml(cell, context));
  }
}

function codeParts(cell: ReportCell, options: CellOptions, context: OutputContext): readonly Part[] {
  if (cell.visibility.code === 'hide' || cell.source.trim() === '') return [];
  const open = cell.visibility.code === 'show' ? html` open` : EMPTY;
  const hint = html`<span class="nbr-hint">${text(firstLine(cell.source))}</span>`;
  const fold = (inner: Html): Html =>
    html`<details class="nbr-code"${open}><summary>${prompt(cell, options)}Code ${hint}</summary>${inner}</details>`;
  const code = html`<pre class="nbr-pre" tabindex="0"><code>${highlightedCode(cell.source, options, context)}</code></pre>`;
  return [{ kind: 'code', html: fold(code), shorter: () => shorterCode(cell, fold) }];
}

function highlightedCode(source: string, { language }: CellOptions, context: OutputContext): Html {
  const { codeBytes } = context.limits;
  const cut = cutText(source, context.limits);
  if (cut === undefined) return highlight(source, language, codeBytes);
  context.notice('code-short-enough', `Of the code, ${cut.omitted}.`);
  const tail = highlight(source.slice(cut.tailStart), language, codeBytes);
  return html`${highlight(source.slice(0, cut.headEnd), language, codeBytes)}${cutMark(cut)}${tail}`;
}

function shorterCode(cell: ReportCell, wrap: (inner: Html) => Html): Html {
  const cut = cutText(cell.source, SHORTENED);
  if (cut === undefined) return wrap(html`<pre class="nbr-pre"><code>${text(cell.source)}</code></pre>`);
  return wrap(note(`${grouped(countLines(cell.source))} lines are left out: the whole report would be too large.`));
}

function prompt(cell: ReportCell, { prompts }: CellOptions): Html {
  return prompts ? html`<span class="nbr-prompt">In [${cell.executionCount ?? html` `}]:</span> ` : EMPTY;
}

/** The first line that says something, so that folded cells can be told apart. */
function firstLine(source: string): string {
  const line = /^[ \t]*(?![#%]\s*$)\S.*/m.exec(source.slice(0, 2_000))?.[0].trim() ?? '';
  return line.length > HINT_LENGTH ? `${line.slice(0, HINT_LENGTH)}…` : line;
}

function resultParts(cell: ReportCell, context: OutputContext): readonly Part[] {
  const seen =
    cell.visibility.results === 'hide' ? cell.outputs.filter(output => output.kind === 'error') : cell.outputs;
  const folded = cell.visibility.results === 'collapse';
  return seen.flatMap(output => {
    const part = renderOutput(output, context);
    if (part === undefined) return [];
    return [folded && part.kind !== 'error' ? mapPart(part, fold) : part];
  });
}

function proseParts(cell: ReportCell, kind: PartKind, shown: Html | undefined): readonly Part[] {
  if (cell.visibility.results === 'hide' || shown === undefined) return [];
  const part: Part = {
    kind,
    html: shown,
    shorter: () => note('A text is left out: the whole report would be too large. The stored notebook has it.')
  };
  return [cell.visibility.results === 'collapse' ? mapPart(part, fold) : part];
}

/** Raw cells are for converters; only those that say they are HTML or Markdown are shown. */
function rawHtml(cell: ReportCell, context: OutputContext): Html | undefined {
  const format = cell.metadata.raw_mimetype ?? cell.metadata.format;
  if (format === 'text/markdown') return renderMarkdownCell(cell.source, cell.attachments, context);
  return format === 'text/html' ? renderUntrusted(cell.source, context) : undefined;
}

function mapPart(part: Part, wrap: (inner: Html) => Html): Part {
  return { kind: part.kind, html: wrap(part.html), shorter: () => wrap(part.shorter()) };
}

function fold(inner: Html): Html {
  return html`<details class="nbr-fold"><summary>Output</summary>${inner}</details>`;
}

/** All of a cell's markup, or nothing when it has no parts. */
export function cellHtml(cell: RenderedCell): Html {
  return cell.parts.length === 0 ? EMPTY : html`${cell.open}${join(cell.parts.map(part => part.html))}${cell.close}`;
}

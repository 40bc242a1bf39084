import { readResults, readRunMetadata } from '../playbook/index.js';
import { renderCell, cellHtml } from './cell.js';
import { renderDigest, renderShortening } from './digest/index.js';
import { wrapDocument } from './document.js';
import { fitCells, type Fitted } from './fit.js';
import { attributes, html, join, styleElement, type Html } from './html.js';
import { recordOf } from './json-shape.js';
import { chooseLimits } from './limits.js';
import { readReportNotebook } from './notebook.js';
import { createStyleSheet } from './sanitize/index.js';
import { isWithinVocabulary, renderPlainText, SEAL_BROKEN } from './seal.js';
import { grouped } from './text/shorten.js';
import { utf8Length } from './text/utf8-length.js';
import { REPORT_CSS } from './theme/css.js';
import type { Notice, Report, ReportLimits, ReportOptions } from './types.js';

/**
 * One safe HTML fragment (or page, see `target`) that shows what an executed notebook found. Pure and total: any JSON
 * gives a report, the same JSON and options give the same bytes, and no script, id or address outside of links is in it.
 */
export function renderReport(notebook: unknown, options: ReportOptions = {}): Report {
  const metadata = recordOf(notebook).metadata;
  const run = readRunMetadata(metadata);
  const limits = chooseLimits(options.limits, run.limits);
  const read = readReportNotebook(notebook, options.code ?? 'collapse');
  const digest = renderDigest({ notebook: read, run, results: readResults(notebook) }, limits.hardBytes / 2);

  const notices: Notice[] = [];
  const figures = new Map<string, number>();
  const styles = createStyleSheet();
  const cells = read.cells.map(cell =>
    renderCell(
      cell,
      { language: read.language, prompts: options.prompts ?? false },
      {
        limits,
        cell: cell.index,
        metadata: {},
        figures,
        styles,
        notice: (code, message) => notices.push({ code, cell: cell.index, message })
      }
    )
  );
  const frame = frameOf(options, styles.css(), digest.html);
  const room = limitsForCells(limits, utf8Length(join(frame)));
  const fitted = fitCells(cells, room);
  const shortening = shorteningNotices(fitted, limits);
  const body = join(fitted.cells.map(cellHtml));
  const composed = html`${frame[0]}${renderShortening(shortening.map(({ message }) => message))}${body}${frame[1]}`;
  const isSealed = isWithinVocabulary(composed);
  const fragment = isSealed ? composed : renderPlainText(read, limits.hardBytes);
  const page = options.target === 'document' ? wrapDocument(fragment, options) : fragment;
  return {
    html: page,
    notices: [...(isSealed ? [] : [SEAL_BROKEN]), ...shortening, ...notices],
    problems: digest.problems,
    bytes: utf8Length(page)
  };
}

/** What stands round the cells. `ng-non-bindable` keeps AngularJS from compiling text that looks like a template. */
function frameOf({ lang }: ReportOptions, styles: string, digest: Html): readonly [Html, Html] {
  const root = attributes({ class: 'nbr', 'ng-non-bindable': true, lang });
  return [html`<div${root}>${styleElement(REPORT_CSS + styles)}${digest}`, html`</div>`];
}

/** Room for the notices that shortening itself brings. */
const NOTICE_BYTES = 1_000;

function limitsForCells({ softBytes, hardBytes }: ReportLimits, frameBytes: number): { soft: number; hard: number } {
  const taken = frameBytes + NOTICE_BYTES;
  return { soft: Math.max(0, softBytes - taken), hard: Math.max(0, hardBytes - taken) };
}

function shorteningNotices({ shortened, dropped }: Fitted, limits: ReportLimits): readonly Notice[] {
  const notices: Notice[] = [];
  if (shortened > 0) {
    const message = `${grouped(shortened)} parts of this report are shortened to keep it below ${megabytes(limits.softBytes)}. The stored notebook has all of them.`;
    notices.push({ code: 'report-small-enough', cell: undefined, message });
  }
  if (dropped > 0) {
    const message = `The last ${grouped(dropped)} cells are left out: a report holds ${megabytes(limits.hardBytes)} at most. The stored notebook has them.`;
    notices.push({ code: 'report-complete', cell: undefined, message });
  }
  return notices;
}

function megabytes(bytes: number): string {
  return bytes >= 100_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${grouped(Math.round(bytes / 1000))} kB`;
}

import { readResults, readRunMetadata } from '../playbook/index.js';
import { cellHtml } from './cell.js';
import { renderDigest } from './digest/index.js';
import { wrapDocument } from './document.js';
import { fitCells, type Fitted } from './fit.js';
import { attributes, html, styleElement, type Html } from './html.js';
import { recordOf } from './json-shape.js';
import { chooseLimits } from './limits.js';
import { readReportNotebook } from './notebook.js';
import { note } from './part.js';
import { renderCells } from './render-cells.js';
import { isWithinVocabulary, renderPlainText, SEAL_BROKEN } from './seal.js';
import { grouped } from './text/shorten.js';
import { utf8Length } from '../json/index.js';
import { REPORT_CSS } from './theme/css.js';
import { MATHS_CSS } from './theme/maths-css.js';
import type { Notice, Report, ReportLimits, ReportOptions } from './types.js';

/**
 * One safe HTML fragment (or page, see `target`) that shows what an executed notebook found. Pure and total: any JSON
 * gives a report, the same JSON and options give the same bytes, and no script, id or address outside of links is in it.
 */
export function renderReport(notebook: unknown, options: ReportOptions = {}): Report {
  const run = readRunMetadata(recordOf(notebook).metadata);
  const limits = chooseLimits(options.limits, run.limits);
  const read = readReportNotebook(notebook, options.code ?? 'collapse');
  const digest = renderDigest({ notebook: read, run, results: readResults(notebook) }, limits.hardBytes / 2);
  const { cells, styles, hasMathml, notices } = renderCells(read, options, limits);
  const css = hasMathml ? REPORT_CSS + MATHS_CSS : REPORT_CSS;

  const [opening, closing] = frameOf(options, css + styles, digest.html);
  const fitted = fitCells(cells, roomForCells(limits, utf8Length(opening)));
  const shortening = shorteningNotices(fitted, limits);
  const remarks = shortening.map(({ message }) => note(message));
  const composed = html`${opening}${remarks}${fitted.cells.map(cellHtml)}${closing}`;

  const isSealed = isWithinVocabulary(composed, css);
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
function frameOf({ lang }: ReportOptions, css: string, digest: Html): readonly [Html, Html] {
  const root = attributes({ class: 'nbr', 'ng-non-bindable': true, lang });
  return [html`<div${root}>${styleElement(css)}${digest}`, html`</div>`];
}

/** Room for the closing tag and the notices that shortening itself brings. */
const NOTICE_BYTES = 1_000;

function roomForCells({ softBytes, hardBytes }: ReportLimits, frameBytes: number): { soft: number; hard: number } {
  const taken = frameBytes + NOTICE_BYTES;
  return { soft: Math.max(0, softBytes - taken), hard: Math.max(0, hardBytes - taken) };
}

function shorteningNotices({ shortened, dropped }: Fitted, limits: ReportLimits): readonly Notice[] {
  const notices: Notice[] = [];
  if (shortened > 0) {
    const message = `${grouped(shortened)} parts of this report are shown in short: it would be larger than ${megabytes(limits.softBytes)}. The stored notebook has all of them.`;
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

import { isPictureMime, vegaSpecOf, type VegaSpec } from '../../../src/charts/index.js';
import { toPlainJson, type JsonObject } from '../../../src/json/index.js';
import type { Problem } from '../../../src/problem.js';
import type { Cell, Notebook, Output } from '../notebook/index.js';
import { CHART_BUDGET } from './budget.js';
import { ChartProcess } from './chart-process.js';
import type { DrawReply, DrawRequest } from './drawing.js';
import type { ChartProblemCode } from './error-table.js';

export type MaterialiseOptions = {
  readonly signal: AbortSignal;
  /** The program that draws. Default: the one beside the bundle. */
  readonly program?: string;
};

export type Materialised = { readonly notebook: Notebook; readonly problems: readonly Problem[] };

/**
 * The notebook with a picture (`image/svg+xml`) in the bundle of every chart that had none, and why one could not be
 * drawn. Everything else is as it was: a viewer that draws the chart itself still can. Never rejects; a notebook
 * without charts is given back at once.
 */
export async function materialiseCharts(
  notebook: Notebook,
  { signal, program }: MaterialiseOptions
): Promise<Materialised> {
  const charts = notebook.cells.flatMap(chartsOf);
  if (charts.length === 0 || signal.aborted) return { notebook, problems: [] };
  using process = new ChartProcess(program);
  const pictures = new Map<Output, Picture>();
  const problems: Problem[] = [];
  const endMs = performance.now() + CHART_BUDGET.notebookMs;
  let lengthLeft: number = CHART_BUDGET.drawingsLength;
  for (const [index, { cell, output, chart }] of charts.entries()) {
    const timeoutMs = Math.min(CHART_BUDGET.chartMs, endMs - performance.now());
    if (signal.aborted) break;
    if (index >= CHART_BUDGET.charts || timeoutMs <= 0 || lengthLeft <= 0) {
      problems.push(tooMany(cell, charts.length - index));
      break;
    }
    const maxLength = Math.min(CHART_BUDGET.drawingLength, lengthLeft);
    const request = requestText({ ...chart, maxLength });
    const reply =
      typeof request === 'string' ? await process.draw(request, { timeoutMs: Math.ceil(timeoutMs), signal }) : request;
    if ('svg' in reply) {
      lengthLeft -= reply.svg.length;
      pictures.set(output, { svg: reply.svg, alt: titleOf(chart.spec) });
    } else if (!signal.aborted) problems.push(notDrawn(cell, reply));
  }
  return { notebook: { ...notebook, cells: notebook.cells.map(cell => withPictures(cell, pictures)) }, problems };
}

type Found = { readonly cell: number; readonly output: Output; readonly chart: VegaSpec };
type Picture = { readonly svg: string; readonly alt: string | undefined };

function chartsOf(cell: Cell, index: number): readonly Found[] {
  if (cell.cell_type !== 'code') return [];
  return cell.outputs.flatMap(output => {
    if (!('data' in output) || Object.keys(output.data).some(isPictureMime)) return [];
    const chart = vegaSpecOf(output.data);
    if (chart === undefined) return [];
    return [{ cell: index, output, chart }];
  });
}

function withPictures(cell: Cell, pictures: ReadonlyMap<Output, Picture>): Cell {
  if (cell.cell_type !== 'code') return cell;
  return { ...cell, outputs: cell.outputs.map(output => withPicture(output, pictures.get(output))) };
}

function withPicture(output: Output, picture: Picture | undefined): Output {
  if (picture === undefined || !('data' in output)) return output;
  const data = { ...output.data, [SVG]: picture.svg };
  if (picture.alt === undefined) return { ...output, data };
  return { ...output, data, metadata: { ...output.metadata, [SVG]: { alt: picture.alt } } };
}

const SVG = 'image/svg+xml';
const MAX_TITLE = 300;

/** For those who do not see the picture. Source: Vega-Lite 6, "Title", "description". */
function titleOf({ title, description }: VegaSpec['spec']): string | undefined {
  const text = typeof title === 'object' && title !== null && 'text' in title ? title.text : title;
  const parts = [Array.isArray(text) ? text.join(' ') : text, description];
  const said = parts.filter(part => typeof part === 'string' && part !== '').join('. ');
  return said === '' ? undefined : said.slice(0, MAX_TITLE);
}

/** The request as the process reads it, or why it need not even be asked. */
function requestText({ library, spec, maxLength }: DrawRequest): string | { readonly failure: string } {
  try {
    // Exact numbers of the notebook become those of JavaScript, as in a browser.
    const text = JSON.stringify({ library, spec: toPlainJson(spec as JsonObject), maxLength });
    if (text.length <= CHART_BUDGET.specLength) return text;
    return { failure: `it holds more than ${CHART_BUDGET.specLength / 1_000_000} MB of data` };
  } catch (error) {
    // No call stack holds it.
    if (error instanceof RangeError) return { failure: 'it is nested too deeply' };
    throw error;
  }
}

const MAX_REASON = 300;

function notDrawn(cell: number, reply: Exclude<DrawReply, { readonly svg: string }>): Problem {
  if ('refused' in reply) {
    const code: ChartProblemCode = 'chart-data-inside';
    const message = `A chart is not drawn: it would fetch ${plain(reply.refused.join(', '))}.`;
    return {
      code,
      severity: 'warning',
      at: { cell },
      message,
      hint: 'Load the data in the notebook and hand it over.'
    };
  }
  const code: ChartProblemCode = 'chart-drawn';
  return { code, severity: 'warning', at: { cell }, message: `A chart is not drawn: ${plain(reply.failure)}.` };
}

function tooMany(cell: number, count: number): Problem {
  const code: ChartProblemCode = 'charts-few-enough';
  const message = `${count} charts, from this cell on, are not drawn: those before took all the time or room there is.`;
  return { code, severity: 'warning', at: { cell }, message };
}

/** What a chart says is anyone's text: one line, in short. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .slice(0, MAX_REASON)
    .replace(/\.$/, '');
}

import { chartPicture, undrawnChart, type ChartPicture, type VegaSpec } from '../../../src/charts/index.js';
import type { Problem } from '../../../src/problem.js';
import type { Cell, Notebook, Output } from '../notebook/index.js';
import { CHART_BUDGET } from './budget.js';
import { ChartProcess } from './chart-process.js';
import type { DrawReply } from './drawing.js';
import type { ChartProblemCode } from './error-table.js';
import { requestText } from './request-text.js';

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
  const pictures = new Map<Output, ChartPicture>();
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
      pictures.set(output, chartPicture(reply.svg, chart.spec));
    } else if (!signal.aborted) problems.push(notDrawn(cell, reply));
  }
  return { notebook: { ...notebook, cells: notebook.cells.map(cell => withPictures(cell, pictures)) }, problems };
}

type Found = { readonly cell: number; readonly output: Output; readonly chart: VegaSpec };

function chartsOf(cell: Cell, index: number): readonly Found[] {
  if (cell.cell_type !== 'code') return [];
  return cell.outputs.flatMap(output => {
    const chart = 'data' in output ? undrawnChart(output.data) : undefined;
    return chart === undefined ? [] : [{ cell: index, output, chart }];
  });
}

function withPictures(cell: Cell, pictures: ReadonlyMap<Output, ChartPicture>): Cell {
  if (cell.cell_type !== 'code') return cell;
  return { ...cell, outputs: cell.outputs.map(output => withPicture(output, pictures.get(output))) };
}

function withPicture(output: Output, picture: ChartPicture | undefined): Output {
  if (picture === undefined || !('data' in output)) return output;
  const metadata = { ...output.metadata, ...picture.metadata };
  return { ...output, data: { ...output.data, ...picture.data }, metadata };
}

const MAX_REASON = 300;
type Undrawn = Exclude<DrawReply, { readonly svg: string }>;

/** Why a chart is not drawn: the end of a sentence, in one line, without its full stop. */
export function reasonOf(reply: Undrawn): string {
  return 'refused' in reply ? `it would fetch ${plain(reply.refused.join(', '))}` : plain(reply.failure);
}

function notDrawn(cell: number, reply: Undrawn): Problem {
  const isRefused = 'refused' in reply;
  const code: ChartProblemCode = isRefused ? 'chart-data-inside' : 'chart-drawn';
  const hint = isRefused ? { hint: 'Load the data in the notebook and hand it over.' } : {};
  return { code, severity: 'warning', at: { cell }, message: `A chart is not drawn: ${reasonOf(reply)}.`, ...hint };
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

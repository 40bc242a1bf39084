import { resolve } from 'node:path';
import type { JsonObject } from '../../src/json/index.js';
import type { Notebook, Output } from '../../companion/src/notebook/index.js';

/** The program that draws, as it is built. */
export const CHARTS_PROGRAM = resolve('companion/dist/charts.cjs');
export const VEGA_LITE = 'application/vnd.vegalite.v6.json';
export const VEGA = 'application/vnd.vega.v6+json';

/** A bar chart in Vega-Lite; `more` is added to its description. */
export function bars(more: object = {}): object {
  return {
    title: 'Connections by port',
    data: { values: [22, 80, 443].map((port, index) => ({ port, hits: 10 ** index })) },
    mark: 'bar',
    encoding: { x: { field: 'port', type: 'ordinal' }, y: { field: 'hits', type: 'quantitative' } },
    ...more
  };
}

/** An executed notebook in which each cell displayed one bundle. */
export function displayed(...bundles: readonly object[]): Notebook {
  const cells = bundles.map((data, index) => ({
    id: `cell-${index}`,
    cell_type: 'code' as const,
    source: 'chart',
    metadata: {},
    execution_count: index + 1,
    outputs: [{ output_type: 'display_data' as const, data: data as JsonObject, metadata: {} }]
  }));
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

/** The output of each cell of such a notebook. */
export function bundlesOf(notebook: Notebook): readonly JsonObject[] {
  const outputs = notebook.cells.flatMap((cell): readonly Output[] => ('outputs' in cell ? cell.outputs : []));
  return outputs.flatMap(output => ('data' in output ? [output.data] : []));
}

/** The drawing in a bundle; throws when there is none. */
export function drawingOf(bundle: JsonObject | undefined): string {
  const svg = bundle?.['image/svg+xml'];
  if (typeof svg !== 'string') throw new Error('The chart was not drawn.');
  return svg;
}

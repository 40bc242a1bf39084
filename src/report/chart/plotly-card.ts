import { isRecord, listOf, recordOf, type UnknownRecord } from '../json-shape.js';
import { counted } from '../text/shorten.js';
import type { ChartCard } from './chart-card.js';
import { TABLE_LIMITS, type DataTable } from './data-table.js';
import { readValues, type Values } from './typed-array.js';

/**
 * What a Plotly figure says without its script: title, axes, traces by name and type, their data. Total: untrusted.
 * Source: plotly.js 3 figure reference; plotly 7.1 `application/vnd.plotly.v1+json`.
 */
export function readPlotlyFigure(figure: unknown): ChartCard {
  const { data, layout } = recordOf(figure);
  const traces = listOf(data).filter(isRecord);
  const shown = traces.slice(0, MAX_TRACES);
  return {
    kind: 'Plotly chart',
    title: titleText(recordOf(layout).title),
    facts: [...axisFacts(recordOf(layout)), ...shown.map(traceFact)],
    tables: shown.flatMap(traceTable),
    omitted: traces.length - shown.length,
    reason: 'Plotly draws with a script, which a report does not run. The data follow.'
  };
}

/** Beyond so many series nobody compares tables. */
const MAX_TRACES = 12;
const MAX_AXES = 8;

/** The lists of a trace that hold its data, in the order in which a reader wants them. */
const DATA_KEYS = [
  ...['x', 'y', 'z', 'labels', 'values', 'ids', 'parents', 'locations', 'lat', 'lon', 'r', 'theta', 'a', 'b', 'c'],
  ...['open', 'high', 'low', 'close', 'base', 'text', 'hovertext']
];

/** A title is a text, or an object that holds one. HTML in it (`<b>`, `<br>`) is markup of Plotly's own. */
function titleText(title: unknown): string | undefined {
  const value = isRecord(title) ? title.text : title;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return String(value)
    .replace(/<br\s?\/?>/gi, ' ')
    .replace(/<\/?(?:b|i|em|sub|sup|span)(?: [^<>]{0,100})?>/gi, '');
}

function axisFacts(layout: UnknownRecord): ChartCard['facts'] {
  const names = Object.keys(layout).filter(name => /^[xyz]axis\d{0,2}$/.test(name));
  return names.slice(0, MAX_AXES).flatMap(name => {
    const title = titleText(recordOf(layout[name]).title);
    return title === undefined || title === '' ? [] : [[`${name.replace('axis', ' axis ').trim()}:`, title] as const];
  });
}

function traceFact(trace: UnknownRecord, at: number): readonly [string, string] {
  const columns = columnsOf(trace);
  const points = Math.max(0, ...columns.map(([, { length }]) => length));
  const mode = typeof trace.mode === 'string' && trace.mode !== '' ? ` (${trace.mode})` : '';
  return [nameOf(trace, at), `${typeOf(trace)}${mode}, ${counted(points, 'point')}`];
}

function traceTable(trace: UnknownRecord, at: number, traces: readonly UnknownRecord[]): readonly DataTable[] {
  const columns = trace.type === 'table' ? tableColumns(trace) : columnsOf(trace);
  if (columns.length === 0) return [];
  const rowCount = Math.max(...columns.map(([, { length }]) => length));
  const rows = Array.from({ length: Math.min(rowCount, TABLE_LIMITS.rows) }, (_, row) =>
    columns.map(([, { first }]) => first[row])
  );
  const caption = traces.length === 1 && trace.name === undefined ? undefined : nameOf(trace, at);
  return [{ caption, columns: columns.map(([name]) => name), rows, rowCount }];
}

type Column = readonly [name: string, values: Values];

function columnsOf(trace: UnknownRecord): readonly Column[] {
  if (trace.type === 'table') return tableColumns(trace);
  return DATA_KEYS.flatMap(key => {
    const values = Object.hasOwn(trace, key) ? readValues(trace[key], TABLE_LIMITS.rows) : undefined;
    return values === undefined ? [] : [[key, values] as const];
  });
}

/** A table of Plotly holds its columns one by one, and their names apart. */
function tableColumns({ header, cells }: UnknownRecord): readonly Column[] {
  const names = listOf(recordOf(header).values);
  return listOf(recordOf(cells).values)
    .slice(0, TABLE_LIMITS.columns)
    .flatMap((column, at) => {
      const values = readValues(column, TABLE_LIMITS.rows);
      const name = listOf(names[at]).at(0) ?? names[at];
      return values === undefined ? [] : [[titleText(name) ?? String(at + 1), values] as const];
    });
}

function nameOf({ name }: UnknownRecord, at: number): string {
  return typeof name === 'string' && name !== '' ? name : `Trace ${at + 1}`;
}

function typeOf({ type }: UnknownRecord): string {
  return typeof type === 'string' && type !== '' ? type : 'scatter';
}

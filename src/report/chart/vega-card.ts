import type { VegaSpec } from '../../charts/index.js';
import { isRecord, listOf, recordOf, type UnknownRecord } from '../json-shape.js';
import type { ChartCard } from './chart-card.js';
import { tableOfRecords, type DataTable } from './data-table.js';

/**
 * What a Vega or Vega-Lite chart says that was not drawn: title, marks, what stands on which channel, its data. Total:
 * the chart is untrusted. Source: Vega-Lite 6, "View specification"; altair puts data into top-level `datasets`.
 */
export function readVegaChart({ library, spec }: VegaSpec): ChartCard {
  const views = library === 'vega' ? [] : viewsOf(spec);
  const sets = library === 'vega' ? vegaData(spec) : liteData(spec, views);
  return {
    kind: library === 'vega' ? 'Vega chart' : 'Vega-Lite chart',
    title: titleText(spec.title) ?? titleText(spec.description),
    facts: views.flatMap(viewFacts).slice(0, MAX_FACTS),
    tables: sets.slice(0, MAX_SETS),
    omitted: Math.max(0, sets.length - MAX_SETS),
    reason:
      'This chart is not drawn here. Huntbook draws charts when it runs a notebook, if they bring their data along.'
  };
}

const MAX_FACTS = 16;
const MAX_SETS = 4;
const MAX_VIEWS = 40;
const COMPOSITIONS = ['layer', 'concat', 'hconcat', 'vconcat'];

/** The views of a composed chart, outermost first; a chart without parts is its own one view. */
function viewsOf(spec: UnknownRecord): readonly UnknownRecord[] {
  const views: UnknownRecord[] = [];
  const waiting: UnknownRecord[] = [spec];
  for (let view = waiting.shift(); view !== undefined && views.length < MAX_VIEWS; view = waiting.shift()) {
    views.push(view);
    const current = view;
    const parts = COMPOSITIONS.flatMap(key => listOf(current[key]).slice(0, MAX_VIEWS));
    waiting.push(...[...parts, current.spec].filter(isRecord));
  }
  return views;
}

function viewFacts({ mark, encoding }: UnknownRecord): ChartCard['facts'] {
  const type = isRecord(mark) ? mark.type : mark;
  const channels = Object.entries(recordOf(encoding)).flatMap(([channel, definition]) => {
    const said = channelText(recordOf(definition));
    return said === '' ? [] : [`${channel}: ${said}`];
  });
  if (typeof type !== 'string' && channels.length === 0) return [];
  return [[typeof type === 'string' ? type : 'encoding', channels.slice(0, MAX_FACTS).join(', ')]];
}

function channelText({ field, aggregate, bin, timeUnit }: UnknownRecord): string {
  const name = typeof field === 'string' ? field : '';
  const how = [aggregate, timeUnit, bin === true ? 'bin' : undefined].find(value => typeof value === 'string');
  if (typeof how !== 'string') return name;
  return name === '' ? how : `${how}(${name})`;
}

function liteData(spec: UnknownRecord, views: readonly UnknownRecord[]): readonly DataTable[] {
  const named = Object.values(recordOf(spec.datasets));
  const inline = views.map(({ data }) => recordOf(data).values);
  return [...named, ...inline].filter(values => Array.isArray(values)).map(values => tableOfRecords(listOf(values)));
}

function vegaData(spec: UnknownRecord): readonly DataTable[] {
  return listOf(spec.data)
    .map(recordOf)
    .filter(({ values }) => Array.isArray(values))
    .map(({ name, values }) => tableOfRecords(listOf(values), typeof name === 'string' ? name : undefined));
}

function titleText(title: unknown): string | undefined {
  const value = isRecord(title) ? title.text : title;
  const joined = Array.isArray(value) ? value.filter(line => typeof line === 'string').join(' ') : value;
  return typeof joined === 'string' && joined.trim() !== '' ? joined : undefined;
}

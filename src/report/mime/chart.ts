import { vegaSpecOf } from '../../charts/index.js';
import { renderChartCard, type ChartCard } from '../chart/chart-card.js';
import { readPlotlyFigure } from '../chart/plotly-card.js';
import { readVegaChart } from '../chart/vega-card.js';
import type { Html } from '../html.js';
import { isRecord } from '../json-shape.js';
import type { MimeRenderer, OutputContext } from './mime-renderer.js';

/** Every name under which a Vega or Vega-Lite chart comes: `+json` as registered, `.json` as altair 6 writes it. */
const VEGA_TYPES = ['vegalite', 'vega'].flatMap(name =>
  ['6', '5', '4', '3', '2'].flatMap(version =>
    ['+json', '.json'].map(ending => `application/vnd.${name}.v${version}${ending}`)
  )
);

/** A Vega or Vega-Lite chart without a picture, or altair's HTML around one, as a card with its data. */
export const vegaRenderer: MimeRenderer = {
  mimeTypes: [...VEGA_TYPES, 'text/html'],
  kind: 'html',
  render: (data, context, mimeType) => {
    const chart = vegaSpecOf({ [mimeType]: data });
    return chart === undefined ? undefined : showCard(readVegaChart(chart), context);
  }
};

/** A Plotly chart as a card with its data: nothing but its script could draw it. */
export const plotlyRenderer: MimeRenderer = {
  mimeTypes: ['application/vnd.plotly.v1+json'],
  kind: 'html',
  render: (data, context) => (isRecord(data) ? showCard(readPlotlyFigure(data), context) : undefined)
};

/** A card in the place of a chart, which is told. */
export function showCard(card: ChartCard, context: OutputContext): Html {
  context.notice('output-static', `A ${card.kind} is shown as its data: it needs a script to be drawn.`);
  return renderChartCard(card, context);
}

import { EMPTY, html, text, type Html } from '../html.js';
import type { OutputContext } from '../mime/mime-renderer.js';
import { note } from '../part.js';
import { counted } from '../text/shorten.js';
import { visibleText } from '../text/visible-text.js';
import { renderDataTable, type DataTable } from './data-table.js';

/** What a report says of a chart that it cannot draw. All texts are untrusted. */
export type ChartCard = {
  /** What a person calls it, e.g. `Plotly chart`; a word of ours. */
  readonly kind: string;
  readonly title: string | undefined;
  /** One line each: an axis, a series. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly tables: readonly DataTable[];
  /** Series or data sets that are not among the tables. */
  readonly omitted: number;
  /** Why there is no picture, in a sentence of ours. */
  readonly reason: string;
};

/** A chart in words and numbers: its title, its axes and series, and the data as tables behind a fold. */
export function renderChartCard(card: ChartCard, { cell }: Pick<OutputContext, 'cell'>): Html {
  const title = visibleText(card.title?.trim() ?? '', MAX_TITLE);
  const facts = card.facts.map(
    ([name, value]) => html`<li><b>${text(visibleText(name, MAX_NAME))}</b> ${text(visibleText(value, MAX_VALUE))}</li>`
  );
  const tables = card.tables.map(table => renderDataTable(table, `Data of a chart of cell ${cell + 1}`));
  const rest = card.omitted === 0 ? EMPTY : note(`${counted(card.omitted, 'more data set')} not shown.`);
  const isShort = card.tables.length === 1 && (card.tables[0]?.rowCount ?? 0) <= SHORT_ROWS;
  const data =
    tables.length === 0
      ? EMPTY
      : html`<details class="nbr-fold"${isShort ? html` open` : EMPTY}><summary>Data <span class="nbr-hint">${text(extent(card))}</span></summary>${tables}${rest}</details>`;
  return html`<figure class="nbr-chart"><figcaption><b>${text(title === '' ? card.kind : title)}</b> <span class="nbr-hint">${text(title === '' ? '' : card.kind)}</span></figcaption>${note(card.reason)}${facts.length === 0 ? EMPTY : html`<ul>${facts}</ul>`}${data}</figure>`;
}

function extent({ tables, omitted }: ChartCard): string {
  const rows = tables.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const sets = tables.length + omitted;
  return sets === 1 ? counted(rows, 'row') : counted(sets, 'data set');
}

const MAX_TITLE = 300;
const MAX_NAME = 60;
const MAX_VALUE = 200;
/** So few rows are seen at once. */
const SHORT_ROWS = 12;

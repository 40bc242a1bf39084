import { EMPTY, html, text, type Html } from '../html.js';
import { isRecord } from '../json-shape.js';
import { note } from '../part.js';
import { counted } from '../text/shorten.js';
import { visibleText } from '../text/visible-text.js';

/** Untrusted data as columns; `rows` holds the first ones only, `rowCount` counts all. */
export type DataTable = {
  readonly caption: string | undefined;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly rowCount: number;
};

/** What a table of a chart shows at most; the stored notebook has the rest. */
export const TABLE_LIMITS = { rows: 50, columns: 12 } as const;

/** The first rows and columns, and how many more there are. Wide tables scroll; `label` is for those who do not see. */
export function renderDataTable({ caption, columns, rows, rowCount }: DataTable, label: string): Html {
  const shownColumns = columns.slice(0, TABLE_LIMITS.columns);
  const shownRows = rows.slice(0, TABLE_LIMITS.rows);
  const head = shownColumns.map(name => html`<th scope="col">${text(visibleText(name, MAX_CELL))}</th>`);
  const body = shownRows.map(
    row => html`<tr>${shownColumns.map((_, at) => html`<td>${text(cellText(row[at]))}</td>`)}</tr>`
  );
  const title = caption === undefined ? EMPTY : html`<caption>${text(visibleText(caption, MAX_CELL))}</caption>`;
  const missing = [
    ...(rowCount > shownRows.length ? [counted(rowCount - shownRows.length, 'row')] : []),
    ...(columns.length > shownColumns.length ? [counted(columns.length - shownColumns.length, 'column')] : [])
  ];
  const rest = missing.length === 0 ? EMPTY : note(`Not shown: ${missing.join(', ')}. The stored notebook has them.`);
  return html`<div class="nbr-scroll" tabindex="0" role="region" aria-label="${text(label)}"><table>${title}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${rest}`;
}

/** Records as a table: columns in the order in which they come up in the first rows. */
export function tableOfRecords(records: readonly unknown[], caption?: string): DataTable {
  const shown = records.slice(0, TABLE_LIMITS.rows);
  const names = new Set<string>();
  for (const record of shown) {
    if (!isRecord(record)) names.add(VALUE);
    else for (const name in record) if (Object.hasOwn(record, name) && names.size < MAX_NAMES) names.add(name);
  }
  const columns = [...names];
  const rows = shown.map(record => columns.map(name => (isRecord(record) ? own(record, name) : record)));
  return { caption, columns, rows, rowCount: records.length };
}

function own(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The column of values that are no records. */
const VALUE = 'value';
const MAX_CELL = 200;
/** Names that are looked at; counted beyond those that are shown. */
const MAX_NAMES = 1_000;

function cellText(value: unknown): string {
  if (typeof value === 'string') return visibleText(value, MAX_CELL);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? `list of ${counted(value.length, 'value')}` : '…';
}

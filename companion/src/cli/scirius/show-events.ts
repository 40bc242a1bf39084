import type { SciriusEvent } from '../../../../src/scirius/index.js';
import { terminalText } from '../terminal-text.js';

const MAX_CELL_CHARS = 60;

/** Columns of a table when none are named; those that no event has are left out. */
export const USUAL_COLUMNS = [
  ...['timestamp', 'event_type', 'src_ip', 'src_port', 'dest_ip', 'dest_port', 'proto', 'alert.signature'],
  ...['http.hostname', 'http.url', 'dns.rrname', 'tls.sni', 'fileinfo.filename']
] as const;

/** The value at a dotted path; a key that holds the dots itself comes first. */
export function valueAt(event: SciriusEvent, path: string): unknown {
  if (Object.hasOwn(event, path)) return event[path];
  let value: unknown = event;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return value;
}

/** The columns that at least one event has. */
export function presentColumns(events: readonly SciriusEvent[]): readonly string[] {
  return USUAL_COLUMNS.filter(name => events.some(event => valueAt(event, name) !== undefined));
}

/** A table for a terminal. Cells are one line each; what could steer a terminal is shown as its code. */
export function showTable(events: readonly SciriusEvent[], columns: readonly string[]): string {
  const rows = [columns, ...events.map(event => columns.map(name => textOf(valueAt(event, name))))].map(row =>
    row.map(oneLine)
  );
  const widths = columns.map((_, column) => rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0));
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  );
  return `${lines.join('\n')}\n`;
}

/** CSV after RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function showCsv(events: readonly SciriusEvent[], columns: readonly string[]): string {
  const rows = events.map(event => columns.map(name => csvCell(valueAt(event, name))));
  return [columns.map(csvCell), ...rows].map(row => `${row.join(',')}\r\n`).join('');
}

/** JSON in ASCII: nothing in it can steer a terminal, and any reader gets the very same value. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(
    /[\u007f-\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  );
}

/** Source: OWASP, "CSV Injection". */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u;

function csvCell(value: unknown): string {
  const text = textOf(value);
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const safe = !isNumber && FORMULA.test(text) ? `'${text}` : text;
  const shown = terminalText(safe.replaceAll('\r\n', '\n'));
  return /[",\n\t']|^\s|\s$/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function oneLine(text: string): string {
  const line = terminalText(text).replace(/[\t\n]+/g, ' ');
  return line.length > MAX_CELL_CHARS ? `${line.slice(0, MAX_CELL_CHARS - 1)}\u2026` : line;
}

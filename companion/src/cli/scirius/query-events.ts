import { isTruncated, lintFilter, resolveRange, type Events } from '../../../../src/scirius/index.js';
import { connectScirius, resolveSettings } from '../../scirius/index.js';
import { EXIT_STATUS } from '../exit-status.js';
import { UsageError } from '../failures.js';
import { terminalText } from '../terminal-text.js';
import { readFilter } from './read-filter.js';
import { showDiagnostics } from './show-diagnostics.js';
import { asciiJson, presentColumns, showCsv, showTable } from './show-events.js';

export type QueryFlags = {
  readonly last?: string;
  readonly from?: string;
  readonly to?: string;
  readonly alerts?: true;
  readonly limit?: string;
  readonly ordering?: string;
  readonly columns?: string;
  readonly format: string;
  readonly host?: string;
  readonly caBundle?: string;
};

const DEFAULT_LIMIT = 100;
const INTERRUPTED = 130;
const WRITERS = { table: showTable, csv: showCsv } as const;

/**
 * Prints events on standard output, and on standard error what was asked, how much of it is shown, and why nothing was
 * found. Gives the exit status: 2 for a filter that no server can read, without asking one.
 */
export async function queryEvents(argument: string, flags: QueryFlags): Promise<number> {
  const filter = await readFilter(argument);
  const limit = readLimit(flags.limit);
  const format = readFormat(flags.format);
  const range = resolveRange(flags, Date.now());
  const diagnostics = filter.trim() === '' ? [] : lintFilter(filter);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    process.stderr.write(showDiagnostics(filter, errors));
    return EXIT_STATUS.usage;
  }
  const given = { SCIRIUS_HOST: flags.host, SCIRIUS_CA_BUNDLE: flags.caBundle };
  const settings = resolveSettings({ given, environment: process.env, folder: process.cwd() });
  const { client, close } = connectScirius(settings);
  const stop = new AbortController();
  const interrupt = (): void => stop.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  try {
    const kind = flags.alerts === true ? ('alerts' as const) : ('events' as const);
    const ordering = flags.ordering === undefined ? {} : { ordering: flags.ordering };
    const found = await client.events({
      filter,
      range,
      kind,
      limit,
      ...ordering,
      signal: stop.signal,
      progress: tellProgress
    });
    const columns = flags.columns?.split(',').map(name => name.trim()) ?? presentColumns(found.rows);
    process.stdout.write(format === 'json' ? jsonOf(filter, found) : WRITERS[format](found.rows, columns));
    process.stderr.write(summaryOf(found, client.address));
    if (found.rows.length === 0) process.stderr.write(showDiagnostics(filter, diagnostics));
    return EXIT_STATUS.done;
  } catch (error) {
    if (stop.signal.aborted) return INTERRUPTED;
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
    await close();
  }
}

function jsonOf(filter: string, found: Events): string {
  const { rows, hits, isCapped, server, range, notes } = found;
  const asked = { filter, from: new Date(range.fromMs).toISOString(), to: new Date(range.toMs).toISOString() };
  return `${asciiJson({ ...asked, server, hits, isCapped, isTruncated: isTruncated(found), notes, events: rows })}\n`;
}

function summaryOf(found: Events, address: string): string {
  const { rows, hits, isCapped, server, range, notes } = found;
  const shown = rows.length.toLocaleString('en');
  const all = `${isCapped ? 'at least ' : ''}${hits.toLocaleString('en')}`;
  const count = isTruncated(found)
    ? `Showing ${shown} of ${all} events`
    : `${shown} ${rows.length === 1 ? 'event' : 'events'}`;
  const times = [range.fromMs, range.toMs].map(time => new Date(time).toISOString()).join(' to ');
  const from = `${server === 'embedded' ? 'the embedded Scirius' : 'Scirius'} at ${address}`;
  return terminalText([`${count}, ${times}, from ${from}.`, ...notes, ''].join('\n'));
}

function tellProgress(fetched: number, expected: number): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${fetched.toLocaleString('en')} of ${expected.toLocaleString('en')} events `);
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = Number(text);
  if (/^\d{1,9}$/.test(text) && limit > 0) return limit;
  throw new UsageError(`--limit is "${text}", and a whole number above 0 is wanted.`);
}

function readFormat(text: string): 'table' | 'csv' | 'json' {
  if (text === 'table' || text === 'csv' || text === 'json') return text;
  throw new UsageError(`--format is "${text}", and table, json or csv is wanted.`);
}

import { TimeRefused } from './failures.js';

/** Epoch milliseconds, inclusive at both ends. Computed once, so that a query can be asked again for the same range. */
export type TimeRange = { readonly fromMs: number; readonly toMs: number };

const UNITS_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000
};
/** Below it (March 1973) a whole number is seconds by mistake: Suricata did not exist. */
const SMALLEST_MS = 100_000_000_000;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const ZONED = /^(.*\d)([+-]\d{2})(\d{2})$/;
export const DEFAULT_LAST = '30d';

/**
 * `90m`, `24h`, `7d`, `2w` in milliseconds.
 *
 * @throws TimeRefused `TIME_REFUSED`
 */
export function parseDuration(text: string): number {
  const [, amount = '', unit = ''] = /^\s*(\d{1,9})\s*(s|min|m|h|d|w)\s*$/i.exec(text) ?? [];
  const unitMs = UNITS_MS[unit.toLowerCase()];
  if (unitMs !== undefined) return Number(amount) * unitMs;
  throw new TimeRefused(`"${text}" is no duration.`, 'Write a number and a unit: 90m, 24h, 7d or 2w.');
}

/**
 * A point in time in epoch milliseconds. What names no time zone is local time, a date alone its first instant.
 *
 * @throws TimeRefused `TIME_REFUSED`
 */
export function parseInstant(text: string): number {
  const trimmed = text.trim();
  if (/^\d{9,}$/.test(trimmed) || trimmed === '0') {
    const value = Number(trimmed);
    if (value !== 0 && value < SMALLEST_MS) {
      throw new TimeRefused(`"${trimmed}" would be a time in 1973 or before.`, 'Give epoch milliseconds, not seconds.');
    }
    return value;
  }
  const zoned = trimmed.replace(ZONED, '$1$2:$3').replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T');
  const value = /^\d{4}-/.test(zoned) ? Date.parse(DATE_ONLY.test(zoned) ? `${zoned}T00:00:00` : zoned) : Number.NaN;
  if (!Number.isNaN(value)) return value;
  throw new TimeRefused(`"${text}" is no point in time.`, 'Write it as 2024-04-18T10:00:00Z.');
}

type AskedRange = {
  readonly last?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/**
 * The absolute range of a question: `last` before `to` (now by default), or `from` to `to`; 30 days when nothing is said.
 *
 * @throws TimeRefused `TIME_REFUSED`
 */
export function resolveRange({ last, from, to }: AskedRange, nowMs: number): TimeRange {
  if (last !== undefined && from !== undefined) {
    throw new TimeRefused('A time range has a beginning or a length, not both.', 'Leave out --last or --from.');
  }
  const toMs = to === undefined ? nowMs : parseInstant(to);
  const fromMs = from === undefined ? toMs - parseDuration(last ?? DEFAULT_LAST) : parseInstant(from);
  if (fromMs < toMs) return { fromMs, toMs };
  throw new TimeRefused('The time range ends before it begins.', 'Put the earlier time first.');
}

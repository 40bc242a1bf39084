/** Which end of a unit a date stands for: its first millisecond or its last. */
export type Rounding = 'down' | 'up';

type Parts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: readonly number[];
  readonly zoneMs: number;
};

const DATE =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T(?:(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?)?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?)?)?$/u;
const STEP = /([+-])(\d*)([yMwdhHms])|\/([yMwdhHms])/gu;
const DAY_MS = 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  w: 7 * DAY_MS,
  d: DAY_MS,
  h: 3_600_000,
  H: 3_600_000,
  m: 60_000,
  s: 1_000
};
const MAX_DIGITS = 18;

/**
 * Epoch ms that a date of a filter stands for, or `undefined` when it is none: a date, epoch ms, or date math such as
 * `now-1h/h` and `2020-01-01||+1M/d`. Missing hours, minutes and seconds are filled as `rounding` says; a missing month
 * or day is always 01. Source: OpenSearch's DateMathParser, and facts/spike-scirius ("Ranges").
 */
export function dateMath(
  text: string,
  { rounding, nowMs }: { readonly rounding: Rounding; readonly nowMs: number }
): number | undefined {
  if (text.startsWith('now')) return applyMath(nowMs, text.slice(3), rounding);
  const [date = '', math, ...more] = text.split('||');
  if (more.length > 0) return undefined;
  // Math goes on from the first moment of a date; only the result is rounded.
  const atMs = readDate(date, math === undefined || math === '' ? rounding : 'down');
  return atMs === undefined ? undefined : applyMath(atMs, math ?? '', rounding);
}

function readDate(text: string, rounding: Rounding): number | undefined {
  const parts = partsOf(text);
  if (parts === undefined) return /^-?\d+$/u.test(text) && text.length <= MAX_DIGITS ? Number(text) : undefined;
  const fill = rounding === 'up' ? [23, 59, 59, 999] : [0, 0, 0, 0];
  const [hour = 0, minute = 0, second = 0, milli = 0] = fill.map((last, n) => parts.time[n] ?? last);
  const start = Date.UTC(2_000, parts.month - 1, parts.day, hour, minute, second, milli);
  const date = new Date(start);
  date.setUTCFullYear(parts.year, parts.month - 1, parts.day);
  const isReal = date.getUTCMonth() === parts.month - 1 && date.getUTCDate() === parts.day;
  return isReal && hour < 24 && minute < 60 && second < 60 ? date.getTime() - parts.zoneMs : undefined;
}

function partsOf(text: string): Parts | undefined {
  const found = DATE.exec(text);
  if (found === null) return undefined;
  const [, year, month = '01', day = '01', hour, minute, second, fraction, zone] = found;
  const milli = fraction === undefined ? undefined : fraction.slice(0, 3).padEnd(3, '0');
  const time = [hour, minute, second, milli].filter(part => part !== undefined).map(Number);
  return { year: Number(year), month: Number(month), day: Number(day), time, zoneMs: zoneMs(zone) };
}

function applyMath(startMs: number, math: string, rounding: Rounding): number | undefined {
  let atMs = startMs;
  let end = 0;
  for (const step of math.matchAll(STEP)) {
    if (step.index !== end) return undefined;
    end = step.index + step[0].length;
    const [, sign, digits, unit = '', roundTo] = step;
    if (roundTo !== undefined)
      atMs = rounding === 'down' ? floor(atMs, roundTo) : add(floor(atMs, roundTo), roundTo, 1) - 1;
    else atMs = add(atMs, unit, (sign === '-' ? -1 : 1) * (digits === undefined || digits === '' ? 1 : Number(digits)));
  }
  return end === math.length && Number.isSafeInteger(atMs) ? atMs : undefined;
}

function add(atMs: number, unit: string, count: number): number {
  const step = UNIT_MS[unit];
  if (step !== undefined) return atMs + step * count;
  const date = new Date(atMs);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + (unit === 'y' ? 12 * count : count));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

function floor(atMs: number, unit: string): number {
  const date = new Date(atMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === 'y') return Date.UTC(year, 0, 1);
  if (unit === 'M') return Date.UTC(year, month, 1);
  const step = UNIT_MS[unit] ?? 1;
  // Weeks begin on Monday; day 0 of the epoch was a Thursday.
  const shift = unit === 'w' ? 3 * DAY_MS : 0;
  return Math.floor((atMs + shift) / step) * step - shift;
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return (zone.startsWith('-') ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

/** A moment as a clock on the wall shows it, here or in UTC. Milliseconds are all that JavaScript knows. */
export type DateTime = { readonly kind: 'date-time'; readonly moment: Date; readonly zone: 'local' | 'utc' };

type Fields = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const DAY_MS = 86_400_000;
/** Widths of numbers that a flag (`-` none, `_` spaces) changes; the others are texts. */
const NUMBERS: Readonly<Record<string, readonly [width: number, read: (fields: Fields) => number]>> = {
  C: [2, ({ year }) => Math.floor(year / 100)],
  d: [2, ({ day }) => day],
  e: [2, ({ day }) => day],
  f: [6, ({ microsecond }) => microsecond],
  g: [2, fields => isoWeek(fields).year % 100],
  G: [4, fields => isoWeek(fields).year],
  H: [2, ({ hour }) => hour],
  I: [2, ({ hour }) => hour % 12 || 12],
  j: [3, fields => dayOfYear(fields) + 1],
  k: [2, ({ hour }) => hour],
  l: [2, ({ hour }) => hour % 12 || 12],
  m: [2, ({ month }) => month + 1],
  M: [2, ({ minute }) => minute],
  S: [2, ({ second }) => second],
  u: [1, ({ weekday }) => weekday || 7],
  U: [2, fields => Math.floor((dayOfYear(fields) + 7 - fields.weekday) / 7)],
  V: [2, fields => isoWeek(fields).week],
  w: [1, ({ weekday }) => weekday],
  W: [2, fields => Math.floor((dayOfYear(fields) + 7 - ((fields.weekday + 6) % 7)) / 7)],
  y: [2, ({ year }) => year % 100],
  Y: [4, ({ year }) => year]
};
const SPACE_PADDED = 'ekl';
const TEXTS: Readonly<Record<string, (fields: Fields, time: DateTime) => string>> = {
  a: ({ weekday }) => (WEEKDAYS[weekday] ?? '').slice(0, 3),
  A: ({ weekday }) => WEEKDAYS[weekday] ?? '',
  b: ({ month }) => (MONTHS[month] ?? '').slice(0, 3),
  B: ({ month }) => MONTHS[month] ?? '',
  h: ({ month }) => (MONTHS[month] ?? '').slice(0, 3),
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  s: (_fields, { moment }) => String(Math.floor(moment.getTime() / 1000)),
  z: (_fields, { zone }) => (zone === 'utc' ? '+0000' : ''),
  Z: (_fields, { zone }) => (zone === 'utc' ? 'UTC' : ''),
  n: () => '\n',
  t: () => '\t',
  '%': () => '%'
};
const COMPOSED: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S'
};

/**
 * The moment written by `strftime` codes, in English; codes that do not exist stay as they are.
 * Source: Python 3.11 `datetime.strftime` on glibc in the C locale, with its flags `-`, `_`, `0` and `^`.
 */
export function strftime(time: DateTime, format: string): string {
  const fields = fieldsOf(time);
  return format.replace(/%([-_0^]?)([A-Za-z%])/g, (code: string, flag: string, letter: string) => {
    if (Object.hasOwn(COMPOSED, letter)) return strftime(time, COMPOSED[letter] ?? '');
    const text = Object.hasOwn(TEXTS, letter) ? TEXTS[letter]?.(fields, time) : undefined;
    if (text !== undefined) return flag === '^' ? text.toUpperCase() : text;
    const number = Object.hasOwn(NUMBERS, letter) ? NUMBERS[letter] : undefined;
    if (number === undefined) return code;
    const [width, read] = number;
    const padding = flag === '_' || (flag === '' && SPACE_PADDED.includes(letter)) ? ' ' : '0';
    return String(read(fields)).padStart(flag === '-' ? 1 : width, padding);
  });
}

/** What Python's `str(datetime)` gives: `2026-11-22 20:53:06.123000+00:00`, without the fraction when it is zero. */
export function dateTimeText(time: DateTime): string {
  const fraction = fieldsOf(time).microsecond === 0 ? '' : '.%f';
  return strftime(time, `%Y-%m-%d %H:%M:%S${fraction}`) + (time.zone === 'utc' ? '+00:00' : '');
}

function fieldsOf({ moment, zone }: DateTime): Fields {
  const isUtc = zone === 'utc';
  return {
    year: isUtc ? moment.getUTCFullYear() : moment.getFullYear(),
    month: isUtc ? moment.getUTCMonth() : moment.getMonth(),
    day: isUtc ? moment.getUTCDate() : moment.getDate(),
    weekday: isUtc ? moment.getUTCDay() : moment.getDay(),
    hour: isUtc ? moment.getUTCHours() : moment.getHours(),
    minute: isUtc ? moment.getUTCMinutes() : moment.getMinutes(),
    second: isUtc ? moment.getUTCSeconds() : moment.getSeconds(),
    microsecond: (isUtc ? moment.getUTCMilliseconds() : moment.getMilliseconds()) * 1000
  };
}

/** Counted in UTC days, which have no summer time. January 1st is 0. */
function dayOfYear({ year, month, day }: Fields): number {
  return (Date.UTC(year, month, day) - Date.UTC(year, 0, 1)) / DAY_MS;
}

/** The week and year of ISO 8601: those of the Thursday of the same week. */
function isoWeek({ year, month, day, weekday }: Fields): { readonly year: number; readonly week: number } {
  const thursday = new Date(Date.UTC(year, month, day + 4 - (weekday || 7)));
  const start = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return { year: thursday.getUTCFullYear(), week: Math.floor((thursday.getTime() - start) / DAY_MS / 7) + 1 };
}

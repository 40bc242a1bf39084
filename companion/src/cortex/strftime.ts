import { ConfigurationInvalid } from './failures.js';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
] as const;

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');
const hour12 = (at: Date): number => at.getUTCHours() % 12 || 12;
const dayName = (at: Date): string => DAYS[at.getUTCDay()] ?? '';
const monthName = (at: Date): string => MONTHS[at.getUTCMonth()] ?? '';

/** The codes of Python's `strftime` that do not depend on a locale's own words, all in UTC. */
const DIRECTIVES: Readonly<Record<string, (at: Date) => string>> = {
  '%': () => '%',
  a: at => dayName(at).slice(0, 3),
  A: dayName,
  b: at => monthName(at).slice(0, 3),
  B: monthName,
  d: at => pad(at.getUTCDate()),
  e: at => String(at.getUTCDate()).padStart(2, ' '),
  f: at => pad(at.getUTCMilliseconds() * 1000, 6),
  F: at => `${String(at.getUTCFullYear())}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`,
  g: at => pad(isoWeek(at).year % 100),
  G: at => String(isoWeek(at).year),
  h: at => monthName(at).slice(0, 3),
  H: at => pad(at.getUTCHours()),
  I: at => pad(hour12(at)),
  j: at => pad(dayOfYear(at), 3),
  m: at => pad(at.getUTCMonth() + 1),
  M: at => pad(at.getUTCMinutes()),
  p: at => (at.getUTCHours() < 12 ? 'AM' : 'PM'),
  s: at => String(Math.floor(at.getTime() / 1000)),
  S: at => pad(at.getUTCSeconds()),
  u: at => String(at.getUTCDay() || 7),
  U: at => pad(Math.floor((dayOfYear(at) + 6 - at.getUTCDay()) / 7)),
  V: at => pad(isoWeek(at).week),
  w: at => String(at.getUTCDay()),
  W: at => pad(Math.floor((dayOfYear(at) + 6 - ((at.getUTCDay() + 6) % 7)) / 7)),
  y: at => pad(at.getUTCFullYear() % 100),
  Y: at => String(at.getUTCFullYear()),
  z: () => '+0000',
  Z: () => 'UTC'
};

/**
 * What one strftime code gives at a time, in UTC. Codes that hold a slash by design (`%D`, `%x`) are left out: in a
 * folder name they would make folders nobody asked for.
 * @throws CONFIGURATION_INVALID for a code that is not known: C leaves that undefined.
 */
export function formatDirective(code: string, at: Date, item: string): string {
  const directive = Object.hasOwn(DIRECTIVES, code) ? DIRECTIVES[code] : undefined;
  if (directive !== undefined) return directive(at);
  throw new ConfigurationInvalid(`Configuration item ${item} holds %${code}, which is not a date code that is known.`, {
    hint: `Known are: ${Object.keys(DIRECTIVES)
      .map(known => `%${known}`)
      .join(' ')}.`,
    details: { item }
  });
}

const DAY_MS = 86_400_000;

function dayOfYear(at: Date): number {
  return Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
}

/** ISO 8601: week 1 is the one with the year's first Thursday. */
function isoWeek(at: Date): { readonly year: number; readonly week: number } {
  const thursday = new Date(at.getTime() + (4 - (at.getUTCDay() || 7)) * DAY_MS);
  return { year: thursday.getUTCFullYear(), week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}

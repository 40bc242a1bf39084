const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$/u;
const MONTH = /^(\d{4})-(\d{2})$/u;
const SLASHED = /^(\d{4})\/(\d{2})\/(\d{2})(?: (\d{2}):(\d{2}):(\d{2})(?: (Z|[+-]\d{2}:?\d{2}))?)?$/u;

/**
 * Epoch milliseconds (cut, not rounded) of a text that the engine would take for a date, else `undefined`. Without a
 * zone it is UTC. Source: Elasticsearch "date detection": `strict_date_optional_time||yyyy/MM/dd HH:mm:ss Z||yyyy/MM/dd Z`.
 */
export function parseTime(text: string): number | undefined {
  const usual = suricataForm(text);
  if (usual !== undefined) return usual;
  const parts = DATE.exec(text) ?? MONTH.exec(text) ?? SLASHED.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00', fraction = ''] = parts;
  const zone = text.includes('/') ? parts[7] : parts[8];
  const milliseconds = text.includes('/') ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  const atMs = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds
  );
  const isReal = new Date(atMs).toISOString().startsWith(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
  return isReal ? atMs - zoneMs(zone) : undefined;
}

/** The cheap test before `parseTime`: whether a text begins with four digits and a separator of dates. */
export function mayBeTime(text: string): boolean {
  const code = text.charCodeAt(0);
  if (!(code >= 48 && code <= 57)) return false;
  const separator = text.charCodeAt(4);
  return separator === 45 || separator === 47;
}

/**
 * `2026-10-05T00:00:02.230123+0000` without a regular expression or a `Date`: every event has one, flows have three.
 * Anything else, and anything odd in it, is left to the slow way.
 */
function suricataForm(text: string): number | undefined {
  if (text.length !== 31 || !text.endsWith('+0000') || text[10] !== 'T' || text[19] !== '.') return undefined;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)];
  const [hour, minute, second, milli] = [
    digits(text, 11, 2),
    digits(text, 14, 2),
    digits(text, 17, 2),
    digits(text, 20, 3)
  ];
  // Days up to 28 are in every month; a digit that is none makes its number negative.
  const isPlain = year >= 1_970 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  if (!isPlain || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || milli < 0)
    return undefined;
  return (daysBefore(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000 + milli;
}

const NOT_A_NUMBER = -1_000_000;

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : NOT_A_NUMBER;
  }
  return value;
}

/** Days from 1970-01-01 to a day. Years begin in March, so that a leap day is the last of one. */
function daysBefore(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

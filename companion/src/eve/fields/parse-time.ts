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

/** `2026-10-05T00:00:02.230123+0000`, read without a regular expression: every event has one. */
function suricataForm(text: string): number | undefined {
  if (text.length !== 31 || text[10] !== 'T' || text[19] !== '.' || !text.endsWith('+0000')) return undefined;
  const atMs = Date.parse(`${text.slice(0, 23)}Z`);
  return Number.isNaN(atMs) ? undefined : atMs;
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Milliseconds since 1970 with a fraction: papermill's metadata are precise to the microsecond. */
export type Clock = () => number;

export const systemClock: Clock = () => performance.timeOrigin + performance.now();

/** A time as Python's `datetime.isoformat()` writes it in UTC: six digits, none when they are all 0. */
export function pythonIsoTime(atMs: number): string {
  const microseconds = Math.round(atMs * 1_000);
  const seconds = new Date(Math.floor(microseconds / 1_000)).toISOString().slice(0, 19);
  const fraction = microseconds % 1_000_000;
  return `${seconds}${fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`}+00:00`;
}

/** Seconds between two times, whole microseconds, as Python's `total_seconds()` gives them. */
export function secondsBetween(fromMs: number, toMs: number): number {
  return (Math.round(toMs * 1_000) - Math.round(fromMs * 1_000)) / 1_000_000;
}

/** The date of a message header as nbclient writes it into `metadata.execution`; nothing when it is not a date. */
export function headerTime(date: string | undefined): string | undefined {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?$/.exec(date ?? '');
  if (parts === null) return undefined;
  const [, seconds = '', fraction = '', zone = 'Z'] = parts;
  const digits = fraction.padEnd(6, '0').slice(0, 6);
  if (zone === 'Z' || /^[+-]00:?00$/.test(zone)) return `${seconds}.${digits}Z`;
  const shifted = new Date(`${seconds}${zone}`);
  return Number.isNaN(shifted.getTime()) ? undefined : `${shifted.toISOString().slice(0, 19)}.${digits}Z`;
}

/** ISO 8601 in UTC with milliseconds, for events. */
export function isoUtc(atMs: number): string {
  return new Date(atMs).toISOString();
}

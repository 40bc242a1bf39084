/** `2026-11-22 20:55:01 UTC` for an ISO 8601 time; `undefined` for anything else. No locale and no clock take part. */
export function momentText(iso: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/.exec(iso);
  if (match === null) return undefined;
  const [, day, time, zone = 'Z'] = match;
  return `${day} ${time} ${/^(?:Z|[+-]00:?00)$/.test(zone) ? 'UTC' : zone}`;
}

/** A length of time as a person says it: `0.4 s`, `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function durationText(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

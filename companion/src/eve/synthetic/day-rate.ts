const MINUTES = 1_440;
const MINUTE_MS = 60_000;

/** How busy a minute of the day (UTC) is: little at night, most in the late morning and the afternoon. */
function rate(minute: number): number {
  const hour = minute / 60;
  const peak = (centre: number, width: number): number => Math.exp(-(((hour - centre) / width) ** 2));
  return 0.15 + peak(10.5, 2.5) + 0.9 * peak(15, 2.5);
}

/**
 * The time, in epoch ms, at which a part (0 to 1) of the day's traffic has passed, for a day that begins at `startMs`.
 * Rising with the part.
 */
export function dayTime(startMs: number): (part: number) => number {
  const firstMinute = Math.floor(startMs / MINUTE_MS) % MINUTES;
  const passed = [0];
  for (let n = 0; n < MINUTES; n += 1) passed.push((passed[n] ?? 0) + rate((firstMinute + n) % MINUTES));
  const all = passed[MINUTES] ?? 1;
  return part => {
    const wanted = part * all;
    let [low, high] = [0, MINUTES];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((passed[middle] ?? 0) <= wanted) low = middle;
      else high = middle;
    }
    const [before, after] = [passed[low] ?? 0, passed[high] ?? all];
    return startMs + (low + (wanted - before) / (after - before || 1)) * MINUTE_MS;
  };
}

/** Numbers that look random and are the same for the same seed. */
export type Random = {
  /** From 0 (included) to 1 (excluded). */
  readonly next: () => number;
  /** A whole number from `low` (included) to `high` (excluded). */
  readonly between: (low: number, high: number) => number;
  readonly pick: <T extends string | number | readonly unknown[]>(list: readonly T[]) => T;
  /** Small numbers often, large ones seldom: a Pareto distribution from `least` on, cut at `most`. */
  readonly pareto: (least: number, most: number) => number;
  /** `length` lower-case hexadecimal digits. */
  readonly hex: (length: number) => string;
};

const PARETO_SHAPE = 1.16;

/** Mulberry32: small, seeded, good enough for traffic; never for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => Math.floor(low + next() * (high - low));
  return {
    next,
    between,
    pick: list => {
      const picked = list[between(0, list.length)];
      if (picked === undefined) throw new RangeError('There is nothing to pick from.');
      return picked;
    },
    pareto: (least, most) => Math.min(most, Math.floor(least / (1 - next()) ** (1 / PARETO_SHAPE))),
    hex: length => {
      let digits = '';
      while (digits.length < length) digits += between(0, 0x1000000).toString(16).padStart(6, '0');
      return digits.slice(0, length);
    }
  };
}

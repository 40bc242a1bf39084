/** Source: Cortex 4.1 `TlpAttributeFormat.scala` (0 to 3), TLP 2.0 names; TheHive 5 counts to 4 and maps 4 to 3. */
export const DEFAULT_TLP = 2;
const NAMES: Readonly<Record<string, number>> = {
  CLEAR: 0,
  WHITE: 0,
  GREEN: 1,
  AMBER: 2,
  'AMBER+STRICT': 3,
  RED: 3
};
const MOST_RESTRICTIVE = 3;

/** The TLP that was meant, 0 to 3; `isExact` when nothing had to be guessed. What cannot be read becomes 3 (red). */
export function readTlp(value: unknown): { readonly tlp: number; readonly isExact: boolean } {
  if (value === undefined || value === null) return { tlp: DEFAULT_TLP, isExact: true };
  if (typeof value === 'number') {
    const isExact = Number.isInteger(value) && value >= 0 && value <= MOST_RESTRICTIVE;
    return { tlp: isExact ? value : MOST_RESTRICTIVE, isExact };
  }
  if (typeof value !== 'string') return { tlp: MOST_RESTRICTIVE, isExact: false };
  const name = value.trim().toUpperCase().replace(/^TLP:/, '');
  if (/^[0-3]$/.test(name)) return { tlp: Number(name), isExact: false };
  return { tlp: Object.hasOwn(NAMES, name) ? (NAMES[name] ?? MOST_RESTRICTIVE) : MOST_RESTRICTIVE, isExact: false };
}

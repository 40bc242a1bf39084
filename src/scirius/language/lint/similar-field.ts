import type { FieldCatalog } from '../fields.js';

const FARTHEST = 3;

/** The known field that looks most like a name, or undefined when none is near: last words alike, or a slip or two. */
export function similarField(name: string, catalog: FieldCatalog): string | undefined {
  const lower = name.toLowerCase();
  let best: string | undefined;
  let distance = Math.min(FARTHEST, Math.ceil(name.length / 3)) + 1;
  for (const candidate of catalog.names) {
    if (candidate.toLowerCase() === lower) return candidate;
    if (Math.abs(candidate.length - name.length) >= distance) continue;
    const apart = editDistance(lower, candidate.toLowerCase(), distance);
    if (apart < distance) [best, distance] = [candidate, apart];
  }
  return best ?? catalog.names.find(candidate => candidate.toLowerCase().endsWith(`.${lower}`));
}

/** How many letters differ, up to `limit`. */
function editDistance(one: string, other: string, limit: number): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one.charCodeAt(i - 1) === other.charCodeAt(j - 1) ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    if (Math.min(...next) >= limit) return limit;
    row = next;
  }
  return row[other.length] ?? limit;
}

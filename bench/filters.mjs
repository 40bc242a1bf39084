// Reading and checking a Scirius filter, beside two floors: JSON.parse of as much text, and a regular expression that
// only cuts it into words. The budget is 1 µs per character to read, and 1 ms to check 1 kB.
import { join } from 'node:path';
import { build } from 'esbuild';
import { note } from './support/compare.mjs';
import { ROOT } from '../scripts/setup.mjs';

const CLAUSES = [
  'event_type:alert AND (src_ip:"10.0.0.0/8" OR dest_ip:192.168.0.1)',
  'http.url:*wget* AND NOT http.status:[500 TO 599]',
  'alert.signature:(*ATTACK* OR "user agent"~2) AND flow.bytes_toclient:>=5000',
  'http.hostname.keyword:/172\\.<16-32>\\..*/ AND _exists_:tls.sni'
];

/** A filter of about 1 kB, as analysts write them. */
function filterOfOneKilobyte() {
  const clauses = [];
  for (let at = 0; clauses.join(' AND ').length < 1_000; at += 1) clauses.push(`(${CLAUSES[at % CLAUSES.length]})`);
  return clauses.join(' AND ');
}

function medianMs(run, rounds) {
  for (let warm = 0; warm < 300; warm += 1) run();
  const times = Array.from({ length: rounds * 100 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((one, other) => one - other);
  return times[Math.floor(times.length / 2)];
}

export async function benchFilters({ folder, rounds }) {
  const outfile = join(folder, 'language.mjs');
  const entry = join(ROOT, 'src/scirius/language/index.ts');
  await build({ entryPoints: [entry], bundle: true, format: 'esm', outfile, logLevel: 'error' });
  const { lintFilter, parseFilter } = await import(outfile);
  const filter = filterOfOneKilobyte();
  const json = JSON.stringify([filter]);
  const read = medianMs(() => parseFilter(filter), rounds);
  const check = medianMs(() => lintFilter(filter), rounds);
  const floor = medianMs(() => JSON.parse(json), rounds);
  const words = medianMs(() => filter.match(/[\w.]+|\S/g), rounds);
  const floors = `${(read / words).toFixed(1)} × cutting into words, ${(read / floor).toFixed(0)} × JSON.parse of it`;
  note('reading a filter, µs per character', (read * 1_000) / filter.length, ['<=', 1], floors);
  note('checking a filter, ms per kB', (check * 1_000) / filter.length, ['<=', 1], `${filter.length} characters`);
}

// Times commands against each other in one run: fresh processes, alternating order, medians and ratios.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PYTHON } from '../../scripts/setup.mjs';

const MEASURE = fileURLToPath(new URL('measure.py', import.meta.url));

/** One run of a whole process: `{ exit, wall, cpu, megabytes }`, seconds and MB. */
export function measure(command, options = {}) {
  const { stdout, stderr } = spawnSync(PYTHON, [MEASURE, ...command], { encoding: 'utf8', ...options });
  if (stdout === '') throw new Error(`could not measure ${command.join(' ')}: ${stderr}`);
  const figures = JSON.parse(stdout);
  // A command that crashes early would count as a fast one.
  if (figures.exit !== 0) throw new Error(`${command.join(' ')} ended with ${figures.exit}`);
  return figures;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs every variant `rounds` times, in an order that turns round each time, after one round that does not count.
 * A variant is `{ name, run() }`; `run` gives figures by name. The answer maps variant names to medians.
 */
export async function interleave(variants, rounds) {
  const figures = new Map(variants.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    const order = round % 2 === 0 ? variants : [...variants].reverse();
    for (const { name, run } of order) {
      const figure = await run();
      if (round >= 0) figures.get(name).push(figure);
    }
  }
  return Object.fromEntries(
    [...figures].map(([name, list]) => [
      name,
      Object.fromEntries(Object.keys(list[0]).map(key => [key, median(list.map(figure => figure[key]))]))
    ])
  );
}

const rows = [];
/** Notes a ratio and what it should be: `limit` is `['<=', 1.15]` or `['>=', 5]`. */
export function note(title, ratio, [sign, bound], detail) {
  const holds = sign === '<=' ? ratio <= bound : ratio >= bound;
  rows.push({ title, ratio, sign, bound, holds, detail });
  console.log(`${holds ? 'holds' : 'FAILS'}  ${title}: ${ratio.toFixed(2)} (${sign} ${bound})  ${detail}`);
}

/** Notes a time that should stay at or below `bound` seconds. */
export function noteSeconds(title, seconds, bound, detail) {
  const holds = seconds <= bound;
  rows.push({ title, seconds, bound, holds, detail });
  console.log(`${holds ? 'holds' : 'FAILS'}  ${title}: ${seconds.toFixed(2)} s (<= ${bound} s)  ${detail}`);
}

export const everythingHolds = () => rows.every(({ holds }) => holds);

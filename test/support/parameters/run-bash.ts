import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAssignments, type ParameterValue } from '../../../companion/src/parameters/index.js';
import { pythonFloatText } from '../../../src/json/index.js';

/** What a variable of bash holds: a text, or the items of an array, maps as sorted pairs. */
export type BashValue = string | readonly string[] | readonly (readonly [string, string])[];

/** What bash should hold for a value; everything is text there. */
export function expectedInBash(value: ParameterValue): BashValue {
  if (value instanceof Map) {
    const pairs = Array.from(value, ([key, item]: [string, ParameterValue]) => [key, scalarText(item)] as const);
    return pairs.sort(byKey);
  }
  return Array.isArray(value) ? value.map(scalarText) : scalarText(value);
}

/**
 * What a real bash holds after the assignments of each value to `x`, one script for all. History expansion is on, and
 * `x` was an integer variable before, for which bash evaluates what is assigned.
 */
export function runInBash(values: readonly ParameterValue[], folder: string): readonly BashValue[] {
  const lines = values.map(value => {
    const before = value instanceof Map || Array.isArray(value) ? 'unset -v x' : 'unset -v x; declare -i x=1';
    return `${before}\n${writeAssignments(new Map([['x', value]]), { language: 'bash' })}${printCode(value)}`;
  });
  const script = join(folder, 'script.sh');
  writeFileSync(script, `set -o history -H\n${lines.join('\n')}\n`);
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, LC_ALL: 'C.UTF-8' };
  const options = { cwd: folder, env: environment, encoding: 'buffer', maxBuffer: 2 ** 30 } as const;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '--noprofile', script], options);
  if (stderr.length > 0) throw new Error(`bash complained: ${stderr.toString().slice(0, 1000)}`);
  return readValues(stdout.toString().split('\0'), values);
}

/** `@k` gives keys and values as words; `${x[$key]}` would take the keys `@` and `*` for all of them. */
function printCode(value: ParameterValue): string {
  if (value instanceof Map) return 'printf "%s\\0" "${#x[@]}" "${x[@]@k}"';
  if (Array.isArray(value)) return 'printf "%s\\0" "${#x[@]}" "${x[@]}"';
  return 'printf "%s\\0" "$x"';
}

function readValues(fields: readonly string[], values: readonly ParameterValue[]): readonly BashValue[] {
  let position = 0;
  const next = (): string => fields[position++] ?? '';
  return values.map(value => {
    if (value instanceof Map)
      return Array.from({ length: Number(next()) }, () => [next(), next()] as const).sort(byKey);
    if (!Array.isArray(value)) return next();
    const count = Number(next());
    return Array.from({ length: count }, next);
  });
}

function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

function scalarText(value: ParameterValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return pythonFloatText(value);
  return typeof value === 'object' ? 'not a scalar' : String(value);
}

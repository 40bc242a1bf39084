import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { ParameterValue } from '../../companion/src/parameters/value.js';

/** The interpreter that has papermill. */
export const PYTHON = process.env['HUNTBOOK_TEST_PYTHON'] ?? join(__dirname, '../../.cache/venv/bin/python');

export type Question = readonly [topic: string, question: unknown];
export type Answer = { readonly value?: unknown; readonly error?: string };

/** papermill's answers, all from one process. */
export function askPapermill(questions: readonly Question[]): readonly Answer[] {
  const script = join(__dirname, 'papermill_oracle.py');
  const input = JSON.stringify(questions);
  const { status, stdout, stderr } = spawnSync(PYTHON, [script], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`papermill did not answer: ${stderr}`);
  return parseAnswers(stdout, questions.length);
}

function parseAnswers(text: string, count: number): readonly Answer[] {
  const answers: unknown = JSON.parse(text);
  if (!Array.isArray(answers) || answers.length !== count) throw new Error('papermill left questions open');
  return answers.map((answer: unknown): Answer => (typeof answer === 'object' && answer !== null ? answer : {}));
}

/** The value with its type in plain JSON, spelled as the oracle spells it. */
export function tagged(value: ParameterValue): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return { int: value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}` };
  if (typeof value === 'number') return { float: hexFloat(value) };
  if (typeof value === 'string') return { str: value };
  if (value instanceof Map)
    return { map: Array.from(value, ([key, item]: [string, ParameterValue]) => [key, tagged(item)]) };
  return { list: Array.from(value.values(), tagged) };
}

/** Python's `float.hex`. */
function hexFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const sign = bits >> 63n === 1n ? '-' : '';
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = (bits & 0xf_ffff_ffff_ffffn).toString(16).padStart(13, '0');
  if (value === 0) return `${sign}0x0.0p+0`;
  const exponent = biased === 0 ? -1022 : biased - 1023;
  return `${sign}0x${biased === 0 ? 0 : 1}.${fraction}p${exponent < 0 ? '' : '+'}${exponent}`;
}

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export type OracleAnswer = { readonly text?: string; readonly error?: string };

const ROOT = join(__dirname, '..', '..');

/** The interpreter that has the oracles (nbformat, papermill, …) installed. */
export const ORACLE_PYTHON = process.env['HUNTBOOK_TEST_PYTHON'] ?? join(ROOT, '.cache', 'venv', 'bin', 'python');

/** What nbformat writes after reading and upgrading each text, new cell ids counted from 0: one Python process for all. */
export function nbformatAnswers(texts: readonly string[]): readonly OracleAnswer[] {
  return ask('notebook', texts.map(encode));
}

/** What Python's `json` writes after reading each text: sorted keys, indentation 1. */
export function pythonJsonAnswers(texts: readonly string[]): readonly OracleAnswer[] {
  return ask('json', texts.map(encode));
}

/** What Python's `repr(float(text))` gives for each number. */
export function pythonFloatAnswers(numbers: readonly number[]): readonly OracleAnswer[] {
  return ask(
    'float',
    numbers.map(number => (Object.is(number, -0) ? '-0.0' : String(number)))
  );
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function ask(mode: string, items: readonly string[]): readonly OracleAnswer[] {
  const output = execFileSync(ORACLE_PYTHON, [join(__dirname, 'nbformat_oracle.py'), mode], {
    input: JSON.stringify(items),
    maxBuffer: 1 << 30,
    encoding: 'utf8'
  });
  return JSON.parse(output);
}

/** Numbers that make `newCellId` count from 0, as the oracle does. */
export function countingRandom(): () => number {
  let next = 0;
  return () => next++ / 0x1_0000_0000;
}

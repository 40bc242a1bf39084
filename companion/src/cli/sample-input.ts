import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { isPlainRecord } from '../../../src/json/index.js';
import type { Sample } from '../samples/index.js';
import { UsageError } from './failures.js';
import type { TestFlags } from './test-command.js';

type Input = Pick<Sample, 'input' | 'file'>;

/**
 * The input of a sample that is to be saved: an observable, a file, or the JSON of a job or of an object of TheHive.
 * @throws UsageError `USAGE` when the flags do not say one input
 */
export async function sampleInput(flags: TestFlags, sampleFile: string): Promise<Input> {
  const { input, file, dataType, data } = flags;
  const given = [input, file, data].filter(each => each !== undefined).length;
  if (given !== 1) {
    throw new UsageError('A sample is saved from exactly one input.', {
      hint: 'Give --data-type with --data, or --file, or --input.'
    });
  }
  if (input !== undefined) return inputOfJson(input, await parsed(input));
  if (file !== undefined) {
    return { input: { dataType: 'file' }, file: relative(dirname(resolve(sampleFile)), resolve(file)) };
  }
  if (dataType === undefined)
    throw new UsageError('--data needs --data-type.', { hint: 'For example: --data-type ip' });
  return { input: { dataType, data } };
}

async function parsed(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`The input ${path} cannot be read.`, { cause });
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (cause) {
    throw new UsageError(`The input ${path} is not JSON.`, { cause });
  }
}

/** An object of TheHive tells by `_type` what it is; Cortex calls it `thehive:` and that. Items hold secrets: not saved. */
function inputOfJson(path: string, value: unknown): Input {
  if (isPlainRecord(value)) {
    const { config: _, ...rest } = value;
    const { dataType, _type: type } = rest;
    if (typeof type === 'string') return { input: { dataType: `thehive:${type}`, data: value } };
    if (typeof dataType === 'string') return { input: { ...rest, dataType } };
  }
  throw new UsageError(
    `${path} holds neither the input of a job (with "dataType") nor an object of TheHive ("_type").`
  );
}

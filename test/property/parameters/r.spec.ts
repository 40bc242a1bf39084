import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { writeAssignments, type ParameterValue } from '../../../companion/src/parameters/index.js';
import { arbitraryValue, PROPERTY_RUNS } from '../../support/parameters/arbitrary-parameters.js';
import { readRAssignment, type RValue } from '../../support/parameters/read-r.js';

/** What R makes of a value: all numbers are doubles, ints beyond 2^53 texts, maps lists with names. */
function expected(value: ParameterValue): RValue {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'boolean') return { kind: 'logical', value };
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'string') return { kind: 'text', value };
  if (typeof value === 'bigint') {
    const isExact = value <= 2n ** 53n && value >= -(2n ** 53n);
    return isExact ? { kind: 'number', value: Number(value) } : { kind: 'text', value: value.toString() };
  }
  const entries: readonly (readonly [string | null, ParameterValue])[] =
    value instanceof Map
      ? Array.from(value, ([key, item]: [string, ParameterValue]) => [key, item] as const)
      : Array.from(value.values(), item => [null, item] as const);
  return { kind: 'list', items: entries.map(([key, item]) => [key, expected(item)] as const) };
}

describe('parameters in R', () => {
  it('are the values that were written, whatever they hold', () => {
    fc.assert(
      fc.property(arbitraryValue({ representableOnly: true }), value => {
        const source = writeAssignments(new Map([['x', value]]), { language: 'R' });
        const [header, line, end, ...more] = source.split('\n');
        if (header !== '# Parameters' || line === undefined || end !== '' || more.length > 0) return false;
        return isDeepStrictEqual(readRAssignment(line, 'x'), expected(value));
      }),
      { numRuns: PROPERTY_RUNS }
    );
  });
});

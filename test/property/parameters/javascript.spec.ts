import { createContext, Script } from 'node:vm';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { writeAssignments, type ParameterValue } from '../../../companion/src/parameters/index.js';
import { arbitraryValue, PROPERTY_RUNS } from '../../support/parameters/arbitrary-parameters.js';
import { tagged } from '../../support/papermill-oracle.js';

/** What JavaScript makes of a value: its ints are numbers up to 2^53, maps are objects in the order of their keys. */
function expected(value: ParameterValue): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? tagged(Number(value)) : tagged(value);
  if (value instanceof Map)
    return sortedMap(Array.from(value, ([key, item]: [string, ParameterValue]) => [key, expected(item)]));
  if (Array.isArray(value)) return { list: value.map((item: ParameterValue) => expected(item)) };
  return tagged(value);
}

function found(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return tagged(primitive(value));
  if (Array.isArray(value)) return { list: Array.from(value, found) };
  return sortedMap(Object.entries(value).map(([key, item]) => [key, found(item)]));
}

function primitive(value: unknown): ParameterValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return value;
  throw new Error(`no value of a parameter: ${typeof value}`);
}

function sortedMap(entries: unknown[][]): unknown {
  return { map: entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)) };
}

describe('parameters in JavaScript', () => {
  it('are the values that were written, whatever they hold', () => {
    const sandbox: Record<string, unknown> = createContext({});
    fc.assert(
      fc.property(arbitraryValue(), value => {
        const source = writeAssignments(new Map([['x', value]]), { language: 'javascript' });
        new Script(source).runInContext(sandbox);
        const isOneLine = source.split('\n').length === 3;
        return (
          isOneLine && Object.keys(sandbox).join() === 'x' && isDeepStrictEqual(found(sandbox['x']), expected(value))
        );
      }),
      { numRuns: PROPERTY_RUNS }
    );
  });
});

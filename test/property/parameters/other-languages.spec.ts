import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { writeAssignments, type ParameterValue } from '../../../companion/src/parameters/index.js';
import { arbitraryValue, PROPERTY_RUNS } from '../../support/parameters/arbitrary-parameters.js';
import { GRAMMARS } from '../../support/parameters/grammars.js';
import { readAssignment } from '../../support/parameters/literal-reader.js';
import { tagged } from '../../support/papermill-oracle.js';

type Language = keyof typeof GRAMMARS;

/** Texts may hold anything that the language can: UTF-16 has halves of surrogate pairs, UTF-8 has not. */
const HOLDS_ANY_TEXT: ReadonlySet<Language> = new Set(['scala', 'csharp', 'fsharp', 'powershell']);

/** MATLAB has doubles only: null is NaN, and whole numbers beyond 2^53 are texts. */
function inMatlab(value: ParameterValue): ParameterValue {
  if (value === null) return Number.NaN;
  if (typeof value === 'bigint') return value <= 2n ** 53n && value >= -(2n ** 53n) ? Number(value) : value.toString();
  if (value instanceof Map)
    return new Map(Array.from(value, ([key, item]: [string, ParameterValue]) => [key, inMatlab(item)]));
  return Array.isArray(value) ? value.map((item: ParameterValue) => inMatlab(item)) : value;
}

/** PowerShell refuses keys that differ only in case, MATLAB empty ones, which are other tests. */
function isHeld(value: ParameterValue, language: Language): boolean {
  if (value instanceof Map) {
    const keys = Array.from(value.keys(), (key: string) => key.toUpperCase().toLowerCase());
    if (language === 'powershell' && new Set(keys).size < keys.length) return false;
    if (language === 'matlab' && value.has('')) return false;
    return Array.from(value.values()).every((item: ParameterValue) => isHeld(item, language));
  }
  return !Array.isArray(value) || value.every((item: ParameterValue) => isHeld(item, language));
}

function isWritten(value: ParameterValue, language: Language): boolean {
  const source = writeAssignments(new Map([['x', value]]), { language });
  const [, line = '', end, ...more] = source.split('\n');
  if (end !== '' || more.length > 0 || /[\r\p{Zl}\p{Zp}]/u.test(line)) return false;
  const expected = language === 'matlab' ? inMatlab(value) : value;
  return isDeepStrictEqual(tagged(readAssignment(line, 'x', GRAMMARS[language])), tagged(expected));
}

describe.each(Object.keys(GRAMMARS) as Language[])('parameters in %s', language => {
  it('are the values that were written, whatever they hold', () => {
    const values = arbitraryValue({ representableOnly: !HOLDS_ANY_TEXT.has(language) });
    fc.assert(
      fc.property(
        values.filter(value => isHeld(value, language)),
        value => isWritten(value, language)
      ),
      { numRuns: PROPERTY_RUNS }
    );
  });

  it('keep the widths and kinds of numbers in lists and maps', () => {
    const number = fc.constantFrom<ParameterValue>(
      ...[0n, -1n, 2n ** 31n - 1n, 2n ** 31n, -(2n ** 31n), -(2n ** 31n) - 1n, 2n ** 53n, 2n ** 63n - 1n],
      ...[2n ** 63n, -(2n ** 63n), -(2n ** 63n) - 1n, 2n ** 64n, 1.5, -0, 2 ** 53, true, 'x', null]
    );
    const values = fc.oneof(
      fc.array(number, { maxLength: 4 }),
      fc.array(fc.array(number, { maxLength: 2 }), { maxLength: 2 }),
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), number)).map(entries => new Map(entries))
    );
    fc.assert(
      fc.property(values, value => isWritten(value, language)),
      { numRuns: Math.min(PROPERTY_RUNS, 2000) }
    );
  });
});

import * as fc from 'fast-check';
import { formatJson, JsonSyntaxFailure, parseJson, toPlainJson } from '../../../src/json/index.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';

const runs = { numRuns: PROPERTY_RUNS };
const numberText = fc.oneof(
  fc.integer().map(String),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(number => String(number)),
  fc.stringMatching(/^-?(0|[1-9]\d{0,17})\.\d{1,20}$/),
  fc.stringMatching(/^-?[1-9](\.0{1,3})?[eE][+-]?\d{1,3}$/),
  fc.constantFrom('NaN', 'Infinity', '-Infinity', '-0', '-0.0', '0.0', '1.0', '5e-324')
);
const keyText = fc
  .oneof(fc.string(), fc.constantFrom('__proto__', '10', '9', '', 'constructor'))
  .map(key => JSON.stringify(key));
const space = fc.constantFrom('', ' ', '\n', '\t ', '\r\n');
const { jsonText } = fc.letrec<{ jsonText: string }>(tie => ({
  jsonText: fc.oneof(
    { maxDepth: 4 },
    numberText,
    fc.string({ unit: 'binary' }).map(text => JSON.stringify(text)),
    fc.constantFrom('true', 'false', 'null'),
    fc
      .tuple(space, fc.array(tie('jsonText'), { maxLength: 5 }))
      .map(([gap, items]) => `[${gap}${items.join(`${gap},`)}${gap}]`),
    fc
      .tuple(space, fc.array(fc.tuple(keyText, tie('jsonText')), { maxLength: 5 }))
      .map(([gap, members]) => `{${members.map(([key, value]) => `${gap}${key}${gap}:${value}`).join(',')}${gap}}`)
  )
}));
/** A text with one piece cut out, doubled or replaced. */
const brokenText = fc
  .tuple(
    jsonText,
    fc.nat(),
    fc.nat(3),
    fc.constantFrom('', ',', '"', '-', '1.0', 'NaN', '\\', ']', '{', ' ', 'e', '\u0001')
  )
  .map(
    ([text, at, length, piece]) =>
      text.slice(0, at % (text.length + 1)) + piece + text.slice((at % (text.length + 1)) + length)
  );

describe('parseJson and formatJson', () => {
  it('writing what was read and reading it again gives the same', () => {
    fc.assert(
      fc.property(jsonText, fc.boolean(), (text, sortKeys) => {
        const value = parseJson(text);
        const written = formatJson(value, { sortKeys, indent: 1 });
        expect(formatJson(parseJson(written), { sortKeys, indent: 1 })).toBe(written);
      }),
      runs
    );
  });

  it('reading plainly agrees with JSON.parse where that can read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = JSON.stringify(value);
        expect(JSON.stringify(toPlainJson(parseJson(text)))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      runs
    );
  });

  it('reading accepts a text exactly if JSON.parse accepts it with null for NaN and infinities', () => {
    fc.assert(
      fc.property(fc.oneof(brokenText, fc.string(), fc.string({ unit: 'binary' })), text => {
        const words = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;
        // A letter or sign beside the word stays an error because null does not take it either.
        const withoutWords = text.replace(words, found => (found.startsWith('"') ? found : 'null'));
        expect(accepts(text)).toBe(isJson(withoutWords));
      }),
      runs
    );
  });
});

function accepts(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch (error) {
    if (error instanceof JsonSyntaxFailure) return false;
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
    return true;
  } catch {
    return false;
  }
}

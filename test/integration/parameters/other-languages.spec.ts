import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import type { ParameterValue } from '../../../companion/src/parameters/index.js';
import { arbitraryValue, PROPERTY_RUNS } from '../../support/parameters/arbitrary-parameters.js';
import { ATTACKS } from '../../support/parameters/attacks.js';
import { expectedElsewhere, INTERPRETERS } from '../../support/parameters/run-elsewhere.js';
import { PROPERTY_SEED } from '../../support/property-seed.js';
import { temporaryFolder } from '../../support/real-kernel.js';

/** Code of these languages, which would leave a file `canary`. */
const MORE_ATTACKS = [
  '#{`touch canary`}',
  '#$stdout#@a#@@b',
  '"; `touch canary`; "',
  "'; system('touch canary'); '",
  "']; system('touch canary'); ['",
  "'), system('touch canary'), ('",
  '"; System.Diagnostics.Process.Start("touch", "canary"); //',
  '\\u0022; System.Diagnostics.Process.Start("touch", "canary"); //',
  '"""; import sys.process._; "touch canary".!; """',
  '\\u0022; import sys.process._; \\u0022touch canary\\u0022.!; //',
  '\\\\u0022 + sys.process.Process("touch canary").! //',
  '\u001a',
  '\f',
  '...',
  '%{\nsystem("touch canary")\n%}',
  '\\',
  '\\\\',
  "'",
  "''",
  ''
];
const attacks: readonly string[] = [...ATTACKS, ...MORE_ATTACKS];

/** Octave has doubles only: null is NaN, whole numbers beyond 2^53 are texts. */
function inOctave(value: ParameterValue): ParameterValue {
  if (value === null) return Number.NaN;
  if (typeof value === 'bigint') return value <= 2n ** 53n && value >= -(2n ** 53n) ? Number(value) : value.toString();
  if (value instanceof Map)
    return new Map(Array.from(value, ([key, item]: [string, ParameterValue]) => [key, inOctave(item)]));
  return Array.isArray(value) ? value.map((item: ParameterValue) => inOctave(item)) : value;
}

/** Octave has no empty keys, which is refused; Mono's compiler rounds numbers below the normal ones, .NET's does not. */
function isHeld(value: ParameterValue, language: string): boolean {
  if (value instanceof Map)
    return (
      !(language === 'octave' && value.has('')) &&
      Array.from(value.values()).every((item: ParameterValue) => isHeld(item, language))
    );
  if (Array.isArray(value)) return value.every((item: ParameterValue) => isHeld(item, language));
  return !(language === 'csharp' && typeof value === 'number' && value !== 0 && Math.abs(value) < 2 ** -1022);
}

// What is not installed is held by the readers of test/property/parameters alone.
const installed = INTERPRETERS.filter(({ program }) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0);
const byLanguage = [...installed.map(each => [each.language, each] as const)];

if (byLanguage.length > 0) {
  describe.each(byLanguage)('headless §1.3 #39: any value, written for a real %s', (language, { run, isUtf16 }) => {
    let folder: ReturnType<typeof temporaryFolder>;
    beforeEach(() => {
      folder = temporaryFolder();
    });
    afterEach(() => {
      folder.remove();
    });
    const expected = (value: ParameterValue): string =>
      expectedElsewhere(language === 'octave' ? inOctave(value) : value);

    it('is what it was', () => {
      const runs = Math.min(PROPERTY_RUNS, 300);
      const arbitrary = arbitraryValue({ representableOnly: !isUtf16 }).filter(value => isHeld(value, language));
      const values = fc.sample(arbitrary, { numRuns: runs, seed: PROPERTY_SEED });
      expect(run(values, folder.path)).toEqual(values.map(expected));
    }, 180_000);

    it('runs no code that stands in a text or a key', () => {
      const values: readonly ParameterValue[] = [
        ...attacks,
        attacks,
        new Map(attacks.map((attack, index) => [`${String(index)}${attack}`, index % 2 === 0] as const))
      ];
      expect(run(values, folder.path)).toEqual(values.map(expected));
      expect(readdirSync(folder.path).filter(name => !/^(?:script\.|classes$)/u.test(name))).toEqual([]);
    }, 180_000);

    it('is a long text, or lists within each other', () => {
      const deep = (levels: number): ParameterValue => (levels === 0 ? 1n : [deep(levels - 1)]);
      const values = ['😀é"'.repeat(30_000), deep(language === 'octave' ? 30 : 40)];
      expect(run(values, folder.path)).toEqual(values.map(expected));
    }, 180_000);
  });
}

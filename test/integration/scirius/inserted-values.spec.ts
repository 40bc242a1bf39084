import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { parseFilter } from '../../../src/scirius/language/index.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';
import { testPython } from '../../support/real-kernel.js';

/** Filters with a place for a value, as `%%scirius` cells have them. */
const TEMPLATES = [
  '{{x}}',
  'src_ip:{{x}} OR dest_ip:{{x}}',
  'a:{{x}} AND NOT (b:"y" OR c:[1 TO 2]) -d:e*',
  '(event_type:tls && !tls.sni:{{x}})^2 /r[(]/',
  'http.\\*:{{x}} +_exists_:http'
] as const;
const EXPAND = `import json, sys
from huntbook.scirius.filters import expanded
print(json.dumps([expanded(template, {"x": value}.__getitem__) for template, value in json.load(sys.stdin)]))`;

/** The tree as text, without places in the filter, and with the inserted text told by a name. */
function shapeOf(filter: string, value: string): string {
  const { root, errors } = parseFilter(filter);
  return JSON.stringify({ root, errors }, (key, part: unknown) => {
    if (key === 'from' || key === 'to') return undefined;
    const isInserted = typeof part === 'object' && part !== null && 'kind' in part && part.kind === 'phrase';
    return isInserted && 'text' in part && part.text === value ? { ...part, text: 'the value' } : part;
  });
}

/** What the Python package of the kernels makes of templates and values. */
function expand(pairs: readonly (readonly [string, string])[]): readonly string[] {
  const options = { input: JSON.stringify(pairs), encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { stdout, stderr } = spawnSync(testPython, ['-c', EXPAND], { ...options, cwd: resolve(__dirname, '../../..') });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as readonly string[];
}

const hostile = fc.constantFrom(
  ...'"\\/(){}[]:*?~^<>&|+-! \n\t',
  ' OR ',
  ' AND ',
  ' TO ',
  '" OR "',
  '\\"',
  '{{x}}',
  '\u3000'
);
const value = fc.array(fc.oneof({ weight: 3, arbitrary: hostile }, fc.string({ unit: 'grapheme', maxLength: 3 })), {
  maxLength: 12
});

it('a value that a kernel inserts changes nothing of the tree but the text of its leaf, whatever it holds', () => {
  const values = fc.sample(value, PROPERTY_RUNS).map(parts => parts.join(''));
  const pairs = values.map((one, n) => [TEMPLATES[n % TEMPLATES.length] ?? '', one] as const);
  const plain = new Map(
    TEMPLATES.map(template => [template as string, shapeOf(expand([[template, 'plain']])[0] ?? '', 'plain')])
  );
  expect([...plain.values()].filter(shape => !shape.includes('"errors":[]'))).toEqual([]);
  const different = expand(pairs).filter((filter, n) => {
    const [template = '', one = ''] = pairs[n] ?? [];
    return shapeOf(filter, one) !== plain.get(template);
  });
  expect(different).toEqual([]);
});

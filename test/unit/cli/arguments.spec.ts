import { normaliseArguments, splitPair } from '../../../companion/src/cli/arguments.js';

const cases: readonly (readonly [title: string, argv: readonly string[], normal: readonly string[]])[] = [
  ['joins a name and a value', ['run', '-p', 'a', '1', 'in.ipynb'], ['run', '-p', '["a","1"]', 'in.ipynb']],
  ['keeps a value that starts with a dash', ['-p', 'a', '-1'], ['-p', '["a","-1"]']],
  ['keeps a value that looks like an option', ['-r', 'a', '--kernel'], ['-r', '["a","--kernel"]']],
  [
    'spells papermill underscores with dashes',
    ['--parameters_raw', 'a_b', 'c_d'],
    ['--parameters-raw', '["a_b","c_d"]']
  ],
  ['touches only the name of an option with =', ['--execution_timeout=1_0'], ['--execution-timeout=1_0']],
  ['leaves a pair that is cut short', ['-p', 'a'], ['-p', 'a']],
  ['leaves everything after -- alone', ['--', '-p', 'a', 'b'], ['--', '-p', 'a', 'b']],
  [
    'leaves values with underscores alone',
    ['my_notebook.ipynb', '-k', 'my_kernel'],
    ['my_notebook.ipynb', '-k', 'my_kernel']
  ]
];

describe('normaliseArguments', () => {
  it.each(cases)('%s', (_title, argv, normal) => {
    expect(normaliseArguments(argv)).toEqual(normal);
  });
});

describe('splitPair', () => {
  it('gives back what was joined', () => {
    expect(splitPair('["a","b\\nc"]')).toEqual(['a', 'b\nc']);
  });

  it.each(['a', '1', '["a"]', '["a",1]', '["a","b","c"]', 'null'])('does not take %s for a pair', argument => {
    expect(splitPair(argument)).toBeUndefined();
  });
});

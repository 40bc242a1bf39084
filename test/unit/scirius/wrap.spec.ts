import { joinFilters, wrapFilter } from '../../../src/scirius/language/index.js';

test.each([
  [undefined, '*'],
  ['', '*'],
  [' \u3000\n', '*'],
  ['*', '*'],
  ['a OR b', '(a OR b)'],
  [' a ', '(a)'],
  ['a\\ ', '(a\\ )'],
  ['"(" AND \\( AND /[(]/', '("(" AND \\( AND /[(]/)']
])('sends %j as %j', (filter, sent) => {
  expect(wrapFilter(filter)).toBe(sent);
});

test.each([') OR (', 'a)', '(a', '"a', 'a\\', '/a', '[a TO b', 'a]', 'a" OR "b) OR (c', '\\\\) OR (a'])(
  'scirius §0.1: refuses %s, which would change what stands around it',
  filter => {
    expect(() => wrapFilter(filter)).toThrow(expect.objectContaining({ code: 'FILTER_REFUSED' }));
  }
);

test('joins what must all hold, and leaves out what says nothing', () => {
  expect(joinFilters(['a OR b', undefined, '*', 'c'])).toBe('(a OR b) AND (c)');
  expect(joinFilters([])).toBe('*');
});

it('wraps a filter with a run of blanks, or of backslashes, in passing', () => {
  for (const run of [' '.repeat(400_000), '\\\\'.repeat(200_000)]) {
    expect(wrapFilter(`a:"${run}"  `)).toBe(`(a:"${run}")`);
  }
});

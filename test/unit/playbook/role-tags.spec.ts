import { intendedRole, withCorrectedTag, withoutRole, withRole } from '../../../src/playbook/index.js';

test.each([
  ['artefacts', 'artifacts'],
  ['artefact', 'artifacts'],
  ['Artifacts', 'artifacts'],
  ['parameter', 'parameters'],
  ['params', 'parameters'],
  ['paramters', 'parameters'],
  ['taxonomy', 'taxonomies'],
  ['taxnomoies', undefined],
  ['operaitons', 'operations'],
  ['opertions', 'operations']
])('the tag %s is taken for %s', (tag, role) => {
  expect(intendedRole(tag)).toBe(role);
});

test.each([
  'artifacts',
  'parameters',
  'injected-parameters',
  'hide-input',
  'fact',
  '',
  'x'.repeat(100_000),
  'co-operation'
])('the tag %p is no slip', tag => {
  expect(intendedRole(tag)).toBeUndefined();
});

test('a role is added once, and other tags keep their order', () => {
  const tags = ['b', 'artifacts', 'a'];
  expect(withRole(tags, 'artifacts')).toBe(tags);
  expect(withRole(tags, 'operations')).toEqual(['b', 'artifacts', 'a', 'operations']);
});

test('a role that is not there is not taken away, and the list stays the same', () => {
  const tags = ['a', 'b'];
  expect(withoutRole(tags, 'artifacts')).toBe(tags);
  expect(withoutRole(['a', 'artifacts', 'b', 'artifacts'], 'artifacts')).toEqual(['a', 'b']);
});

test('a corrected tag stands where the wrong one stood, and never twice', () => {
  expect(withCorrectedTag(['a', 'artefacts', 'b'], 'artefacts', 'artifacts')).toEqual(['a', 'artifacts', 'b']);
  expect(withCorrectedTag(['artefacts', 'artifacts'], 'artefacts', 'artifacts')).toEqual(['artifacts']);
});

import { compareResults, describeVerdict, foundResults } from '../../../companion/src/samples/index.js';

const taxonomy = (value: string) => ({ level: 'info', namespace: 'N', predicate: 'P', value });
const found = (change: object = {}) => ({
  ...foundResults({ success: true, full: { status: 'completed' }, summary: { taxonomies: [] } }),
  ...change
});

describe('compareResults', () => {
  test.each([
    ['the same in another order', [taxonomy('a'), taxonomy('b')], [taxonomy('b'), taxonomy('a')], undefined],
    ['an item that names fewer fields', [{ predicate: 'P' }], [taxonomy('a')], undefined],
    [
      'a general item beside the one it could take',
      [{ level: 'info' }, taxonomy('a')],
      [taxonomy('a'), taxonomy('b')],
      undefined
    ],
    ['another value', [taxonomy('a')], [taxonomy('b')], { missing: [taxonomy('a')], unexpected: [taxonomy('b')] }],
    ['one too many', [taxonomy('a')], [taxonomy('a'), taxonomy('a')], { missing: [], unexpected: [taxonomy('a')] }],
    ['one too few', [taxonomy('a'), taxonomy('a')], [taxonomy('a')], { missing: [taxonomy('a')], unexpected: [] }],
    ['nothing found', [{}], [], { missing: [{}], unexpected: [] }],
    [
      'a number that is a text',
      [{ value: 1 }],
      [taxonomy('1')],
      { missing: [{ value: 1 }], unexpected: [taxonomy('1')] }
    ]
  ])('%s', (_title, expected, taxonomies, difference) => {
    const differences = compareResults({ taxonomies: expected }, found({ taxonomies }));
    expect(differences).toEqual(difference === undefined ? [] : [{ part: 'taxonomies', ...difference }]);
  });

  it('looks at nothing that the sample leaves out', () => {
    expect(compareResults({}, found({ status: 'failed', artifacts: [{ dataType: 'ip' }] }))).toEqual([]);
  });

  it('tells another status', () => {
    const differences = compareResults({ status: 'completed' }, found({ status: 'partial' }));
    expect(differences).toEqual([{ part: 'status', missing: ['completed'], unexpected: ['partial'] }]);
  });
});

describe('foundResults', () => {
  test.each([undefined, null, 1, 'x', [], {}, { success: 'yes' }, { success: true, artifacts: [null, 3], summary: 1 }])(
    'reads %j without failing',
    output => {
      expect(['failed', 'completed']).toContain(foundResults(output).status);
    }
  );

  it('leaves out the random name of a copied file', () => {
    const file = { dataType: 'file', file: '0f3a', filename: 'a.csv' };
    expect(foundResults({ success: true, artifacts: [file] }).artifacts).toEqual([
      { dataType: 'file', filename: 'a.csv' }
    ]);
  });
});

it('a verdict shows what was expected beside what was found, and why a run failed', () => {
  const text = describeVerdict({
    name: 'a host',
    durationSeconds: 1.25,
    differences: [{ part: 'taxonomies', missing: [taxonomy('a')], unexpected: [taxonomy('b')] }],
    error: 'In [2] raised ValueError'
  });
  expect(text.split('\n')).toEqual([
    'FAIL  a host (1.3 s)',
    '      taxonomies',
    '      - expected {"level":"info","namespace":"N","predicate":"P","value":"a"}',
    '      + found    {"level":"info","namespace":"N","predicate":"P","value":"b"}',
    '      The run says:',
    '        In [2] raised ValueError'
  ]);
});

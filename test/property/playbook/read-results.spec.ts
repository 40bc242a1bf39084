import fc from 'fast-check';
import {
  readResults,
  readRunMetadata,
  rolesOf,
  validateArtifact,
  validateTaxonomy
} from '../../../src/playbook/index.js';

const RUNS = Number(process.env['HUNTBOOK_PROPERTY_RUNS'] ?? 20_000);
const AT = { cell: 0, line: 1 };
const LEVELS = ['info', 'safe', 'suspicious', 'malicious'];
const HALF_CHARACTER = /\p{Surrogate}/u;

/** Values as JSON gives them, biased to the words that matter. */
const word = fc.constantFrom(
  'dataType',
  'data',
  'file',
  'ip',
  'tlp',
  'tags',
  'message',
  'filename',
  'contentType',
  'level',
  'namespace',
  'predicate',
  'value',
  'type',
  'metadata',
  'outputs',
  'cell_type',
  'code',
  'stream',
  'stdout',
  '__proto__',
  'constructor',
  'AMBER'
);
const scalar = fc.oneof(
  word,
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.integer({ min: -5, max: 9 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(NaN, Infinity)
);
const anyJson = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: scalar },
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 4 })
  )
})).value;
const resultLike = fc.record(
  {
    dataType: fc.oneof(fc.constantFrom('ip', 'IP', 'file', 'x'), anyJson),
    data: anyJson,
    tlp: anyJson,
    tags: anyJson,
    message: anyJson,
    filename: anyJson,
    level: anyJson,
    namespace: anyJson,
    predicate: fc.oneof(fc.string(), anyJson),
    value: anyJson,
    type: anyJson,
    ioc: anyJson
  },
  { requiredKeys: [] }
);
const line = fc.oneof(
  resultLike.map(value => JSON.stringify(value)),
  resultLike.map(value => JSON.stringify([value, value], null, 2)),
  fc.string(),
  fc.string({ unit: fc.constantFrom(...'{}[]",:\\ \n1aN-.eE\'') }),
  fc.constantFrom('{', '[', '}', ']', '"', '\\', 'NaN', '{"a":', '[{')
);
const output = fc.oneof(
  fc.record({
    output_type: fc.constant('stream'),
    name: fc.constantFrom('stdout', 'stderr'),
    text: fc.oneof(line, fc.array(line, { maxLength: 3 }))
  }),
  fc.record({
    output_type: fc.constantFrom('display_data', 'execute_result'),
    data: fc.dictionary(fc.constantFrom('application/json', 'text/plain', 'text/html'), anyJson)
  }),
  anyJson
);
const tags = fc.array(fc.constantFrom('artifacts', 'taxonomies', 'operations', 'parameters', 'x'));
const cell = fc.oneof(
  fc.record({
    cell_type: fc.constantFrom('code', 'code', 'markdown'),
    metadata: fc.record({ tags }),
    outputs: fc.array(output, { maxLength: 3 })
  }),
  anyJson
);

/** Written from facts/cortex-thehive §1.4 and §3.2, not from our types. */
function expectAccepted({ artifacts, taxonomies, operations }: ReturnType<typeof readResults>): void {
  for (const { value } of artifacts) {
    const { path, content: _, ...cortex } = { path: '', content: undefined, ...value };
    const keys =
      value.dataType === 'file'
        ? ['dataType', 'tlp', 'tags', 'message', 'filename', 'contentType']
        : ['dataType', 'tlp', 'tags', 'message', 'data'];
    expect(Object.keys(cortex).filter(key => !keys.includes(key))).toEqual([]);
    expect([0, 1, 2, 3]).toContain(value.tlp);
    expect(value.tags.every(tag => typeof tag === 'string')).toBe(true);
    expect(
      [value.dataType, path, 'data' in value ? value.data : '', value.message ?? ''].every(
        text => typeof text === 'string'
      )
    ).toBe(true);
  }
  for (const { value } of taxonomies) {
    expect(Object.keys(value)).toEqual(['level', 'namespace', 'predicate', 'value']);
    expect(LEVELS).toContain(value.level);
    expect(typeof value.namespace + typeof value.predicate).toBe('stringstring');
    expect(value.value === null || ['string', 'number', 'boolean'].includes(typeof value.value)).toBe(true);
  }
  const isWritable = (value: unknown): boolean =>
    typeof value === 'number' ? Number.isFinite(value) : typeof value !== 'string' || !HALF_CHARACTER.test(value);
  JSON.stringify({ artifacts, taxonomies, operations }, (key, value: unknown) => {
    if (!isWritable(value) || !isWritable(key)) throw new Error(`Cortex cannot read ${String(value)} at ${key}`);
    return value;
  });
}

describe('whatever a notebook holds', () => {
  it('reading its results returns what Cortex and TheHive accept, and is silent about nothing it refused', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 2 }), cells => {
        const results = readResults({ cells });
        expectAccepted(results);
        expect(results.problems.length).toBeLessThanOrEqual(101);
      }),
      { numRuns: RUNS }
    );
  });

  it('reading anything at all returns', () => {
    fc.assert(
      fc.property(anyJson, value => {
        readResults(value);
        readResults({ cells: value });
        readRunMetadata(value);
        readRunMetadata({ huntbook: value, papermill: value });
        rolesOf(value);
        for (const validate of [validateArtifact, validateTaxonomy]) {
          const { value: kept, problems } = validate(value, AT);
          expect(kept !== undefined || problems.length > 0).toBe(true);
        }
      }),
      { numRuns: RUNS }
    );
  });

  it('good lines count, whatever lines stand between them and wherever the stream is cut', () => {
    const garbage = fc.string().map(text => text.replace(/[{[\p{Cc}]/gu, '.'));
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            garbage,
            fc.ipV4().map(data => ({ dataType: 'ip', data }))
          )
        ),
        fc.array(fc.nat()),
        (lines, cuts) => {
          const text = lines.map(each => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n');
          const ends = [...cuts.map(cut => cut % (text.length + 1)), text.length].sort((one, other) => one - other);
          const outputs = ends.map((end, index) => ({
            output_type: 'stream',
            name: 'stdout',
            text: text.slice(ends[index - 1] ?? 0, end)
          }));
          const { artifacts } = readResults({
            cells: [{ cell_type: 'code', metadata: { tags: ['artifacts'] }, outputs }]
          });
          const expected = lines.flatMap((each, index) =>
            typeof each === 'string' ? [] : [`${each.data}@${index + 1}`]
          );
          expect(artifacts.map(({ value, line: at }) => `${'data' in value ? value.data : ''}@${at}`)).toEqual(
            expected
          );
        }
      ),
      { numRuns: RUNS }
    );
  });
});

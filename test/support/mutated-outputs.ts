import fc from 'fast-check';

/** What a playbook prints when all is well. */
const GOOD_LINES = [
  { dataType: 'ip', data: '192.0.2.1', tlp: 2, tags: ['c2', 'seen'], message: 'Talked to it' },
  { dataType: 'file', data: 'report.csv', filename: 'report.csv', contentType: 'text/csv' },
  { dataType: 'file', content: 'aGVsbG8=', filename: 'a.txt', contentType: 'text/plain' },
  { dataType: 'file', output: 'image/png', filename: 'plot.png' },
  { dataType: 'file', data: 'data:text/plain;base64,aGVsbG8=', filename: 'b.txt' },
  { level: 'malicious', namespace: 'Scirius', predicate: 'alerts', value: 12 },
  { level: 'info', predicate: 'Score', value: '3/10' },
  { type: 'AddTagToCase', tag: 'seen' },
  { type: 'AddCustomFields', name: 'score', tpe: 'integer', value: 7 },
  { type: 'AddArtifactToCase', data: '192.0.2.9', dataType: 'ip', message: 'm', tlp: 2, tags: ['a'] },
  { type: 'CreateTask', title: 'Look', description: 'at it' }
].map(line => JSON.stringify(line));

/** What a decoder would choke on as it is. */
const BAD_LINES = [
  '{"dataType":"ip","data":"192.0.2.3","ioc":true,"pap":2}',
  '{"dataType":"ip","data":192,"tlp":4,"tags":"one","message":7}',
  '{"dataType":"file","file":"../../etc/passwd","filename":"a/b"}',
  '{"dataType":"other","data":"half \\ud800","message":"\\udc00"}',
  '{"level":"critical","predicate":"P","value":{"a":1}}',
  '{"level":"safe","namespace":7,"predicate":null}',
  '{"type":"CreateTask","title":"no description"}',
  '{"type":"AddTagToCase","tag":{"a":1}}',
  '{"type":"AddCustomFields","name":"n","tpe":"string"}',
  '{"type":"Format","disk":"C"}',
  '{"tag":"no type"}',
  '{"__proto__":{"type":"CloseTask"}}'
];

/** What gets into texts of JSON: each has broken some decoder. Escapes stay escapes, so that JSON can carry them. */
const POISON = [
  '\\ud800',
  '\\udc00\\ud800',
  '\\u0000',
  '\u0000',
  '\ud800',
  '\u2028',
  '\u202e',
  'NaN',
  '-Infinity',
  '1e999',
  '1'.repeat(400),
  '-0.0000000000000000001e-400',
  '"__proto__":',
  '"__proto__":{"dataType":"ip"},',
  '"constructor":{"prototype":1},',
  '"ioc":true,',
  '"tlp":4,',
  '"tlp":-1,',
  '"tags":[7,null,["x"]],',
  '"data":null,',
  '"filename":"a/../b:c\\u0007",',
  '"level":"critical",',
  '"value":{"a":[1]},',
  '"type":"Format",',
  '"type":{},',
  '['.repeat(1_200),
  '{"a":'.repeat(600),
  ']]>',
  '</script><script>alert(1)</script>',
  '{{7*7}}',
  '\u001b]8;;https://evil.example\u0007x',
  '\r\n',
  '\\',
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'null',
  'true',
  '\u{1F600}'
];

/** A text of JSON lines with pieces cut out, put in, doubled or replaced. */
export const mutatedText = fc
  .tuple(
    fc.array(fc.constantFrom(...GOOD_LINES, ...BAD_LINES), { minLength: 1, maxLength: 4 }),
    fc.array(
      fc.record({
        at: fc.nat(),
        cut: fc.oneof(fc.constant(0), fc.nat(12)),
        put: fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...POISON) },
          { weight: 1, arbitrary: fc.constant('') },
          { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) }
        )
      }),
      { maxLength: 3 }
    )
  )
  .map(([lines, edits]) =>
    edits.reduce((text, { at, cut, put }) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + cut);
    }, lines.join('\n'))
  );

/** Before a number that JavaScript does not have. */
const RAW = '#raw#';

/** A value as JSON as a kernel or another editor writes it: with NaN, infinities and numbers of any length. */
export function loosely(value: unknown): string {
  const marked = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'number' && !Number.isFinite(item) ? `${RAW}${String(item)}` : item
  );
  return marked.replace(/"#raw#([^"]*)"/gu, '$1');
}

const poison = fc.constantFrom(...POISON);
/** A text that somebody wants to break a reader with. */
export const hostileText = fc.oneof(mutatedText, poison, fc.string({ unit: 'binary', maxLength: 12 }));
const multiline = fc.oneof({ weight: 3, arbitrary: hostileText }, fc.array(hostileText, { maxLength: 3 }));
const { json } = fc.letrec<{ json: unknown }>(tie => ({
  json: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: hostileText },
    fc.double(),
    fc.constantFrom(null, true, 0, -0, 2 ** 53, `${RAW}1e999`, `${RAW}-0.0`, `${RAW}${'7'.repeat(400)}`),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(fc.constantFrom('__proto__', 'dataType', 'data', 'type', 'value', 'level'), hostileText),
      tie('json'),
      {
        maxKeys: 3
      }
    )
  )
}));
const MIMES = [
  'text/plain',
  'text/html',
  'text/markdown',
  'text/latex',
  'image/png',
  'image/svg+xml',
  'application/json',
  'application/vnd.vega.v5+json',
  'application/vnd.plotly.v1+json',
  'application/vnd.jupyter.widget-view+json',
  'application/x-unheard-of',
  'video/mp4',
  '__proto__',
  ''
];
const bundle = fc.dictionary(fc.oneof(fc.constantFrom(...MIMES), hostileText), fc.oneof(multiline, json), {
  maxKeys: 3
});
/** The expected value, nine times out of ten. */
const mostly = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary }, { weight: 1, arbitrary: json });

/** The contents of a kernel's messages by their type, mostly of the right shape. */
export const mutatedMessage: fc.Arbitrary<{
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
}> = fc.oneof(
  message('stream', { name: mostly(fc.constantFrom('stdout', 'stderr')), text: mostly(mutatedText) }, 4),
  message('display_data', { data: mostly(bundle), metadata: mostly(bundle), transient: json }, 2),
  message('execute_result', { data: mostly(bundle), metadata: mostly(bundle), execution_count: mostly(fc.nat(9)) }, 2),
  message('update_display_data', { data: mostly(bundle), metadata: mostly(bundle), transient: json }, 1),
  message(
    'error',
    { ename: mostly(hostileText), evalue: mostly(hostileText), traceback: mostly(fc.array(hostileText)) },
    1
  ),
  message('clear_output', { wait: mostly(fc.boolean()) }, 1),
  message('comm_open', { comm_id: mostly(fc.constant('c')), target_name: json, data: json }, 1),
  message('comm_msg', { comm_id: mostly(fc.constant('c')), data: json }, 1),
  { weight: 1, arbitrary: fc.record({ type: hostileText, content: fc.dictionary(hostileText, json, { maxKeys: 2 }) }) }
);

function message(
  type: string,
  fields: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  weight: number
): fc.WeightedArbitrary<{ readonly type: string; readonly content: Readonly<Record<string, unknown>> }> {
  const content = fc.record(fields, { requiredKeys: Object.keys(fields).slice(0, 2) });
  return { weight, arbitrary: content.map(value => ({ type, content: value })) };
}

const tags = mostly(
  fc.array(fc.constantFrom('artifacts', 'taxonomies', 'operations', 'operations', 'x'), { maxLength: 3 })
);
const output = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      output_type: fc.constant('stream'),
      name: mostly(fc.constant('stdout')),
      text: mostly(multiline)
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      output_type: fc.constantFrom('display_data', 'execute_result'),
      data: bundle,
      metadata: bundle,
      execution_count: mostly(fc.constant(1))
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      output_type: fc.constant('error'),
      ename: mostly(hostileText),
      evalue: mostly(hostileText),
      traceback: mostly(fc.array(hostileText, { maxLength: 2 }))
    })
  }
);
const cell = fc.record({
  cell_type: fc.constant('code'),
  source: mostly(multiline),
  metadata: fc.record({ tags, papermill: json, huntbook: json }, { requiredKeys: ['tags'] }),
  execution_count: mostly(fc.constant(1)),
  outputs: fc.array(output, { maxLength: 3 })
});

/** Notebooks as a kernel leaves them: with outputs, tags and metadata that somebody wants to break a reader with. */
export const mutatedNotebook = fc.record({
  nbformat: fc.constant(4),
  nbformat_minor: fc.constant(4),
  metadata: fc.record({ kernelspec: json, huntbook: json, papermill: json, widgets: json }, { requiredKeys: [] }),
  cells: fc.array(cell, { minLength: 1, maxLength: 3 })
});

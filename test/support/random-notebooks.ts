import * as fc from 'fast-check';

/** Text with every line end that Python knows, quotes, escapes, accents and emoji. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\r',
        '\r\n',
        '\u000b',
        '\u000c',
        '\u001c',
        '\u001d',
        '\u001e',
        '\u001f',
        '\u0085',
        '\u2028',
        '\u2029',
        '"',
        '\\',
        '\u001b[0m',
        'é',
        '😀',
        '\t',
        '\u0000'
      ),
      fc.string({ maxLength: 8 })
    ),
    { maxLength: 8 }
  )
  .map(parts => parts.join(''));
const quoted = text.map(value => JSON.stringify(value));
/** One text, or the same kind of text as a list of lines that were split anywhere. */
const multiline = fc.oneof(quoted, list(quoted));
const count = fc.oneof(fc.constant('null'), fc.nat(1000).map(String));
const number = fc.oneof(
  fc.integer().map(String),
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
  fc.double().map(value => (Object.is(value, -0) ? '-0.0' : String(value))),
  fc.stringMatching(/^-?(0|[1-9]\d{0,17})\.\d{1,20}$/),
  fc.stringMatching(/^-?[1-9](\.\d{1,3})?[eE][+-]?\d{1,3}$/)
);
const key = fc
  .oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      '__proto__',
      '10',
      '9',
      '',
      'trusted',
      'signature',
      'orig_nbformat',
      '\uff5e',
      '😀',
      'tags',
      'name',
      'id'
    )
  )
  .map(name => JSON.stringify(name));
const { json } = fc.letrec<{ json: string }>(tie => ({
  json: fc.oneof(
    { maxDepth: 3 },
    number,
    quoted,
    fc.constantFrom('true', 'false', 'null'),
    list(tie('json')),
    members(fc.tuple(key, tie('json')))
  )
}));
const metadata = members(fc.tuple(key, json));
const mime = fc.constantFrom(
  'text/plain',
  'text/html',
  'text/x+json',
  'image/png',
  'image/svg+xml',
  'application/javascript',
  'application/x'
);
const jsonMime = fc.constantFrom('application/json', 'application/geo+json', 'application/vnd.x.v1+json');
const bundle = members(fc.oneof(fc.tuple(mime.map(quote), multiline), fc.tuple(jsonMime.map(quote), json)));
const output = fc.oneof(
  object({ output_type: '"stream"', name: fc.constantFrom('"stdout"', '"stderr"'), text: multiline }),
  object({ output_type: '"display_data"', data: bundle, metadata }),
  object({ output_type: '"execute_result"', data: bundle, metadata, execution_count: count }),
  object({ output_type: '"error"', ename: quoted, evalue: quoted, traceback: list(quoted) })
);
const id = fc.stringMatching(/^[a-z]$/).map(quote);
const cell = fc.oneof(
  object({ cell_type: '"code"', id, metadata, source: multiline, execution_count: count, outputs: list(output) }),
  object({ cell_type: fc.constantFrom('"markdown"', '"raw"'), id, metadata, source: multiline }),
  object({ cell_type: '"markdown"', metadata, source: multiline, attachments: members(fc.tuple(key, bundle)) })
);

/** Texts of version 4 notebooks that nbformat reads: any minor version, equal and missing ids, odd keys and numbers. */
export const notebookText: fc.Arbitrary<string> = object({
  nbformat: '4',
  nbformat_minor: fc.nat(6).map(String),
  metadata,
  cells: list(cell),
  more: json
});

/** The same with one piece cut out or replaced, so mostly broken in one place. */
export const brokenNotebookText: fc.Arbitrary<string> = fc
  .tuple(
    notebookText,
    fc.nat(),
    fc.nat(12),
    fc.constantFrom('', 'null', '{}', '[]', '1', '1.0', '"x"', '"', ',', '[', 'NaN')
  )
  .map(([whole, place, length, piece]) => {
    const at = place % (whole.length + 1);
    return whole.slice(0, at) + piece + whole.slice(at + length);
  });

function quote(value: string): string {
  return JSON.stringify(value);
}

function list(item: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(item, { maxLength: 4 }).map(items => `[${items.join(',')}]`);
}

function members(member: fc.Arbitrary<[string, string]>): fc.Arbitrary<string> {
  return fc
    .array(member, { maxLength: 4 })
    .map(items => `{${items.map(([name, value]) => `${name}:${value}`).join(', ')}}`);
}

function object(parts: { readonly [name: string]: string | fc.Arbitrary<string> }): fc.Arbitrary<string> {
  const names = Object.keys(parts);
  const values = Object.values(parts).map(part => (typeof part === 'string' ? fc.constant(part) : part));
  return fc
    .tuple(...values)
    .map(texts => `{${texts.map((value, index) => `"${names[index]}": ${value}`).join(',\n')}}`);
}

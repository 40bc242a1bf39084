import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { renderReport } from '../../../src/report/index.js';
import { codeCell, notebook, PNG, stream } from '../../support/notebook-parts.js';

const numRuns = Number(process.env.HUNTBOOK_PROPERTY_RUNS ?? 20_000);
jest.setTimeout(600_000);

const HOSTILE = [
  '</div></section></pre>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<style>*{position:fixed}</style>',
  '<svg><style><!--</style>',
  '<table><tr><td>',
  '<details open><summary>',
  '{{constructor}}',
  '\u001b[31m',
  '\u001b]8;;https://x\u0007',
  '\r',
  '\b',
  '\u202e',
  '\ud800',
  '\0',
  '&lt;',
  '"',
  "'",
  '`',
  '```python\n',
  '![](attachment:x)',
  '[a](javascript:alert(1))',
  '<https://a.example>',
  '| a |\n|---|\n',
  '$x$',
  '# ',
  '- [x] ',
  '<!--',
  ']]>',
  '%%bash\n',
  '/>',
  'a'
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 8 })
  .map(parts => parts.join(''));
const multiline = fc.oneof(text, fc.array(text, { maxLength: 3 }));
const anything = fc.oneof({ depthSize: 'small' }, text, fc.jsonValue({ maxDepth: 2 }));
/** The expected value, most of the time. */
const mostly = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: anything });

const MIME_TYPES = [
  'text/html',
  'text/markdown',
  'text/latex',
  'text/plain',
  'image/png',
  'image/svg+xml',
  'image/gif',
  'application/json',
  'application/javascript',
  'application/vnd.plotly.v1+json',
  '__proto__',
  'constructor'
];
const bundle = fc.dictionary(
  fc.constantFrom(...MIME_TYPES),
  mostly(fc.oneof(multiline, fc.constantFrom(PNG, `${PNG}\n`, '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'))),
  { maxKeys: 3 }
);
const output = mostly(
  fc.oneof(
    fc.record({
      output_type: fc.constant('stream'),
      name: mostly(fc.constantFrom('stdout', 'stderr')),
      text: mostly(multiline)
    }),
    fc.record({
      output_type: fc.constantFrom('display_data', 'execute_result'),
      data: mostly(bundle),
      metadata: mostly(bundle)
    }),
    fc.record({
      output_type: fc.constant('error'),
      ename: mostly(text),
      evalue: mostly(text),
      traceback: mostly(fc.array(text, { maxLength: 3 }))
    })
  )
);
const TAGS = [
  'parameters',
  'artifacts',
  'taxonomies',
  'operations',
  'hide-input',
  'remove_output',
  'hide-output',
  'papermill-error-cell-tag'
];
const cellMetadata = mostly(
  fc.record(
    {
      tags: mostly(fc.array(mostly(fc.constantFrom(...TAGS)), { maxLength: 2 })),
      jupyter: mostly(fc.record({ outputs_hidden: fc.boolean() })),
      format: fc.constant('text/html')
    },
    { requiredKeys: [] }
  )
);
const cell = mostly(
  fc.record(
    {
      cell_type: mostly(fc.constantFrom('code', 'markdown', 'raw')),
      source: mostly(multiline),
      metadata: cellMetadata,
      execution_count: mostly(fc.nat()),
      outputs: mostly(fc.array(output, { maxLength: 3 })),
      attachments: mostly(fc.dictionary(text, bundle, { maxKeys: 1 }))
    },
    { requiredKeys: ['cell_type', 'source', 'outputs'] }
  )
);
const metadata = mostly(
  fc.record(
    {
      language_info: mostly(fc.record({ name: mostly(fc.constantFrom('python', 'r', 'bash', 'x<')) })),
      papermill: mostly(
        fc.record({
          start_time: mostly(text),
          duration: mostly(fc.double()),
          parameters: mostly(fc.dictionary(text, anything, { maxKeys: 2 }))
        })
      ),
      huntbook: mostly(
        fc.record({
          status: mostly(fc.constantFrom('completed', 'failed', 'cancelled')),
          failure: mostly(fc.record({ message: text, cell: fc.nat(3) })),
          observable: mostly(fc.record({ dataType: text, filename: text })),
          limits: mostly(fc.record({ softBytes: fc.nat(), hardBytes: fc.nat() })),
          problems: mostly(
            fc.array(
              fc.record({
                code: text,
                severity: fc.constantFrom('error', 'info'),
                at: mostly(fc.record({ cell: fc.nat() })),
                message: text
              }),
              { maxLength: 2 }
            )
          )
        })
      )
    },
    { requiredKeys: [] }
  )
);
const anyNotebook = fc.record({ cells: mostly(fc.array(cell, { maxLength: 4 })), metadata, nbformat: fc.constant(4) });

describe('renderReport', () => {
  it('gives a report for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(renderReport(value).html).toMatch(/^<div class="nbr" ng-non-bindable>.*<\/div>$/s);
      }),
      { numRuns }
    );
  });

  it('gives a report within its vocabulary for any notebook, however wrong', () => {
    fc.assert(
      fc.property(anyNotebook, value => {
        const report = renderReport(value);
        if (report.notices.some(({ code }) => code === 'report-within-vocabulary'))
          throw new Error('The seal is broken.');
        if (report.bytes !== Buffer.byteLength(report.html)) throw new Error('The bytes are counted wrongly.');
      }),
      { numRuns }
    );
  });

  it('gives the same markup twice, which every parser reads cell by cell', () => {
    fc.assert(
      fc.property(anyNotebook, value => {
        const { html } = renderReport(value);
        expect(renderReport(value).html).toBe(html);
        expectUnchangedByJQuery(html);
        expectSectionsApart(html);
      }),
      { numRuns: Math.ceil(numRuns / 4) }
    );
  });

  it('is never larger than its hard limit', () => {
    const large = fc.array(fc.tuple(cell, fc.nat(40)), { minLength: 1, maxLength: 6 }).map(cells => {
      return notebook(cells.flatMap(([value, times]) => Array.from({ length: times * 10 }, () => value)));
    });
    fc.assert(
      fc.property(large, fc.integer({ min: 0, max: 60_000 }), (value, hardBytes) => {
        const report = renderReport(value, { limits: { softBytes: hardBytes / 2, hardBytes } });
        expect(report.bytes).toBeLessThanOrEqual(Math.max(16_000, hardBytes));
      }),
      { numRuns: Math.ceil(numRuns / 100) }
    );
  });

  it('keeps the text of a stream', () => {
    const printable = fc.string({ unit: 'grapheme' }).filter(value => value.trim() !== '' && !/\p{Cc}/u.test(value));
    fc.assert(
      fc.property(fc.array(printable, { minLength: 1, maxLength: 10 }), lines => {
        const said = lines.join('\n');
        const { html } = renderReport(notebook([codeCell([stream(said)], { source: '' })]));
        expect(textOf(find(parseFragment(html), 'pre'))).toBe(said);
      }),
      { numRuns: Math.ceil(numRuns / 4) }
    );
  });
});

/** jQuery before 3.5 rewrites markup that ends in `/>` before it is parsed. Source: jQuery 3.4.1, `htmlPrefilter`. */
function expectUnchangedByJQuery(html: string): void {
  const prefilter = /<(?!area|br|col|embed|hr|img|input|link|meta|param)(([a-z][^/\0>\u0020\t\r\n\f]*)[^>]*)\/>/gi;
  expect(html).not.toContain('/>');
  expect(html.replace(prefilter, '<$1></$2>')).toBe(html);
}

/** Whatever a cell holds, a parser finds it in its own section, right below the root. */
function expectSectionsApart(html: string): void {
  const [root, ...others] = elements(parseFragment(html));
  expect(others).toEqual([]);
  const children = root === undefined ? [] : elements(root);
  expect(children.filter(({ tagName }) => tagName === 'section')).toHaveLength(html.match(/<section/g)?.length ?? 0);
  expect(children.every(({ tagName }) => ['section', 'style', 'p'].includes(tagName))).toBe(true);
}

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

function elements(node: Node): Element[] {
  return 'childNodes' in node ? node.childNodes.filter((child): child is Element => 'tagName' in child) : [];
}

function find(node: Node, tagName: string): Element | undefined {
  for (const child of elements(node)) {
    const found = child.tagName === tagName ? child : find(child, tagName);
    if (found !== undefined) return found;
  }
  return undefined;
}

function textOf(node: Node | undefined): string {
  if (node === undefined) return '';
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

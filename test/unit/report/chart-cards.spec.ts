import { renderReport } from '../../../src/report/index.js';
import { bars, VEGA, VEGA_LITE } from '../../support/charts.js';
import { codeCell, display, notebook } from '../../support/notebook-parts.js';
import { violations } from '../../support/report-oracle.js';

const PLOTLY = 'application/vnd.plotly.v1+json';

/** What the report shows of a bundle, and what it says that it does not show. */
function card(bundle: object): { readonly html: string; readonly codes: readonly string[] } {
  const { html, notices } = renderReport(notebook([codeCell([display(bundle)], { source: '' })]));
  expect(violations(html)).toEqual([]);
  return {
    html: /<section class="nbr-cell"[^>]*>(.*)<\/section>/s.exec(html)?.[1] ?? '',
    codes: notices.map(({ code }) => code)
  };
}
const plotly = (data: unknown, layout: unknown = {}): string => card({ [PLOTLY]: { data, layout } }).html;
const cells = (markup: string): readonly string[] =>
  [...markup.matchAll(/<td>([^<]*)<\/td>/g)].map(([, cell = '']) => cell);
/** As plotly 6 writes a numpy array. */
const typed = (dtype: string, array: NodeJS.TypedArray, more: object = {}): object => ({
  bdata: Buffer.from(array.buffer).toString('base64'),
  dtype,
  ...more
});

describe('a Plotly chart', () => {
  it('shows its title, its axes, its traces by name and type, and their data', () => {
    const data = [
      { type: 'bar', name: 'hits', x: ['a', 'b'], y: [1, 2.5] },
      { name: 'trend', mode: 'lines', x: ['a'], y: [null] }
    ];
    const layout = {
      title: { text: 'Hits<br>per <b>host</b>' },
      xaxis: { title: { text: 'host' } },
      yaxis2: { title: 'n' }
    };
    const html = plotly(data, layout);
    expect(html).toContain('<figcaption><b>Hits per host</b> <span class="nbr-hint">Plotly chart</span></figcaption>');
    expect(html).toContain('<li><b>x axis:</b> host</li><li><b>y axis 2:</b> n</li>');
    expect(html).toContain('<li><b>hits</b> bar, 2 points</li><li><b>trend</b> scatter (lines), 1 point</li>');
    expect(html).toContain(
      '<caption>hits</caption><thead><tr><th scope="col">x</th><th scope="col">y</th></tr></thead>'
    );
    expect(cells(html)).toEqual(['a', '1', 'b', '2.5', 'a', '']);
    expect(html).not.toMatch(/an interactive Plotly chart/);
  });

  it.each([
    ['i1', new Int8Array([-1, 2, 127]), ['-1', '2', '127']],
    ['u1', new Uint8Array([0, 255]), ['0', '255']],
    ['i2', new Int16Array([-300]), ['-300']],
    ['u2', new Uint16Array([65535]), ['65535']],
    ['i4', new Int32Array([-70000, 1]), ['-70000', '1']],
    ['u4', new Uint32Array([4294967295]), ['4294967295']],
    ['f4', new Float32Array([0.1, 1.5]), ['0.1', '1.5']],
    ['f8', new Float64Array([0.1, 1e300, -2]), ['0.1', '1e+300', '-2']]
  ])('reads the numbers of a typed array: %s', (dtype, array, expected) => {
    expect(cells(plotly([{ y: typed(dtype, array) }]))).toEqual(expected);
  });

  it('shows the first 50 of many points, and says how many there are', () => {
    const html = plotly([{ y: typed('f8', new Float64Array(100_000)) }]);
    expect(cells(html)).toHaveLength(50);
    expect(html).toContain('scatter, 100,000 points');
    expect(html).toContain('Not shown: 99,950 rows.');
  });

  it('shows a table of Plotly as a table', () => {
    const html = plotly([
      { type: 'table', header: { values: ['<b>IP</b>', ['n']] }, cells: { values: [['192.0.2.1'], [7]] } }
    ]);
    expect(html).toContain('<th scope="col">IP</th><th scope="col">n</th>');
    expect(cells(html)).toEqual(['192.0.2.1', '7']);
  });

  it.each([
    ['markup', { name: '<img src=x onerror=alert(1)>', x: ['</table><script>'], y: ['\u202e'] }],
    ['data that are no base64', { y: { bdata: '<<<<', dtype: 'f8' } }],
    ['a kind that nobody knows', { y: { bdata: 'AAAA', dtype: 'x9' } }],
    ['a matrix', { z: { bdata: 'AAAA', dtype: 'u1', shape: '2, 2' } }],
    ['prototypes', JSON.parse('{"__proto__": {"y": [1]}, "constructor": {"y": [2]}}')],
    ['values of the wrong kind', { y: 7, x: null, name: {}, type: [] }]
  ])('is harmless with %s', (_, trace) => {
    expect(plotly([trace, trace])).not.toMatch(/<img|<script|\u202e/);
    expect(plotly(trace, [trace])).toContain('Plotly chart');
  });

  it('that is no figure leaves its text', () => {
    expect(card({ [PLOTLY]: 'x', 'text/plain': 'Figure()' }).html).toContain('Figure()');
  });

  it('is not shown where a picture of it is', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
    const { html, codes } = card({ [PLOTLY]: { data: [] }, 'image/svg+xml': svg });
    expect(html).toMatch(/^<img /);
    expect(codes).toEqual([]);
  });
});

/** As altair 6.3 writes a chart unless told otherwise, in short. */
const altair = (spec: object, options = '{"mode": "vega-lite"}'): string =>
  `\n<style>\n  #altair-viz-0a.vega-embed {}\n</style>\n<div id="altair-viz-0a"></div>\n<script type="text/javascript">\n  (function(spec, embedOpt){\n    if (x) { y() }\n  })(${JSON.stringify(spec)}, ${options});\n</script>`;

describe('a Vega-Lite chart that is not drawn', () => {
  it.each([
    ['altair 5', { 'application/vnd.vegalite.v5+json': bars() }],
    ['altair 6', { [VEGA_LITE]: bars(), 'text/plain': '<VegaLite 6 object>' }],
    ['altair 6 as HTML', { 'text/html': altair(bars()), 'text/plain': 'alt.Chart(...)' }],
    ['altair with options', { 'text/html': altair(bars(), '{"mode": "vega-lite", "actions": {"a": "}, {"}}') }]
  ])('by %s shows its title, its channels and its data', (_, bundle) => {
    const { html } = card(bundle);
    expect(html).toContain('<b>Connections by port</b> <span class="nbr-hint">Vega-Lite chart</span>');
    expect(html).toContain('This chart is not drawn here.');
    expect(html).toContain('<li><b>bar</b> x: port, y: hits</li>');
    expect(cells(html)).toEqual(['22', '1', '80', '10', '443', '100']);
    expect(html).not.toMatch(/an interactive|alt\.Chart/);
  });

  it('shows the data sets that altair names, and what its layers draw', () => {
    const layer = [
      { mark: { type: 'line' }, encoding: { y: { aggregate: 'mean', field: 'n' } } },
      { mark: 'rule', encoding: { x: { aggregate: 'count' } } }
    ];
    const { html } = card({
      [VEGA_LITE]: { layer, data: { name: 'd' }, datasets: { d: [{ n: 1 }, { n: 2, m: 'x' }] } }
    });
    expect(html).toContain('<li><b>line</b> y: mean(n)</li><li><b>rule</b> x: count</li>');
    expect(cells(html)).toEqual(['1', '', '2', 'x']);
  });

  it('shows the data of a Vega chart by their names', () => {
    const { html } = card({ [VEGA]: { description: 'Ports', data: [{ name: 'seen', values: [1, 2] }] } });
    expect(html).toContain('<b>Ports</b>');
    expect(html).toContain('<caption>seen</caption>');
    expect(cells(html)).toEqual(['1', '2']);
  });

  it.each([
    ['with a call in its data', bars({ data: { values: [{ port: '\n  })({"mark": 1}, {});', hits: '"}' }] } })],
    ['with markup', bars({ title: '<script>alert(1)</script>', mark: '<img src=x>', data: { values: [['</td>']] } })],
    ['of the wrong kinds', { title: 7, layer: 'x', encoding: [1], data: null, datasets: [5, [6]] }],
    [
      'that holds itself in layers',
      Array.from({ length: 5_000 }).reduce<object>(inner => ({ layer: [inner, inner] }), {})
    ]
  ])('is harmless %s', (_, spec) => {
    for (const bundle of [{ [VEGA_LITE]: spec }, { [VEGA]: spec }])
      expect(card(bundle).html).not.toMatch(/<img|<script/);
  });

  it.each([
    ['cut off', altair(bars()).slice(0, -60)],
    ['with no object', altair(bars()).replace('})({', '})([')],
    ['without end', `<div id="altair-viz-0a"></div><script>\n  })({${'{"'.repeat(20_000)}`]
  ])('leaves its text when its HTML is not what altair writes: %s', (_, markup) => {
    const { html } = card({ 'text/html': markup, 'text/plain': 'alt.Chart(...)' });
    expect(html).toMatch(/alt\.Chart|Connections/);
  });
});

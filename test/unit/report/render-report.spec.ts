import { DEFAULT_LIMITS, renderReport, type ReportOptions } from '../../../src/report/index.js';
import { codeCell, display, error, markdownCell, notebook, PNG, stream } from '../../support/notebook-parts.js';

/** The report without its style sheet, so that words of the sheet are not mistaken for content. */
function bodyOf(value: unknown, options: ReportOptions = {}): string {
  return renderReport(value, options).html.replace(/<style>.*?<\/style>/s, '');
}
const codesOf = (value: unknown, options: ReportOptions = {}) =>
  renderReport(value, options).notices.map(({ code }) => code);
const outputsOf = (...outputs: readonly object[]) => bodyOf(notebook([codeCell(outputs, { source: '' })]));

describe('renderReport', () => {
  it('is at most 8,000 bytes for an empty notebook', () => {
    expect(renderReport(notebook([])).bytes).toBeLessThanOrEqual(8_000);
  });

  it('counts the bytes of what it returns', () => {
    const report = renderReport(notebook([markdownCell('größe € \u{1f600}')]));
    expect(report.bytes).toBe(Buffer.byteLength(report.html));
  });

  it('gives the same bytes for the same notebook', () => {
    const value = notebook([markdownCell('# a'), codeCell([stream('x'), display({ 'image/png': PNG })])]);
    expect(renderReport(structuredClone(value)).html).toBe(renderReport(value).html);
  });

  it('is one element that AngularJS leaves alone, with one style sheet', () => {
    const { html } = renderReport(notebook([markdownCell('# a')]));
    expect(html).toMatch(/^<div class="nbr" ng-non-bindable><style>[^<]*<\/style>.*<\/div>$/s);
    expect(html.match(/<style>/g)).toHaveLength(1);
  });

  it('wraps the same fragment in a page that loads nothing', () => {
    const value = notebook([markdownCell('# a')]);
    const page = renderReport(value, { target: 'document', title: 'A <b>' }).html;
    expect(page).toContain(renderReport(value).html);
    expect(page).toContain('<title>A &lt;b&gt;</title>');
    expect(page).toContain('content="default-src &#39;none&#39;; img-src data:; style-src &#39;unsafe-inline&#39;"');
  });

  it.each([
    ['a stream', stream(['a<', 'b']), '<pre class="nbr-pre" tabindex="0">a&lt;b</pre>'],
    [
      'standard error apart',
      stream('oops', 'stderr'),
      '<div class="nbr-stderr"><pre class="nbr-pre" tabindex="0">oops</pre></div>'
    ],
    [
      'a table in a region that scrolls',
      display({ 'text/html': '<table><tr><td>1</td></tr></table>' }),
      'tabindex="0" role="region" aria-label="Table of cell 1"><table>'
    ],
    [
      'a picture',
      display({ 'image/png': `${PNG}\n` }),
      `<img src="data:image/png;base64,${PNG}" alt="Figure of cell 1" loading="lazy" decoding="async">`
    ],
    [
      'a picture with its size and alternative',
      display({ 'image/png': PNG }, { 'image/png': { width: 20, height: '10', alt: '"x"' } }),
      'alt="&#34;x&#34;" width="20" height="10"'
    ],
    [
      'a drawing as a picture only',
      display({
        'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><path d="M0 0"/></svg>'
      }),
      '<img src="data:image/svg+xml,%3Csvg'
    ],
    [
      'JSON, folded',
      display({ 'application/json': { a: 1 } }),
      '<details class="nbr-json"><summary>JSON <span class="nbr-hint">object with 1 key</span></summary>'
    ],
    ['Markdown', display({ 'text/markdown': '**x**' }), '<div class="nbr-md"><p><strong>x</strong></p>'],
    ['TeX as its source when nothing typesets it', display({ 'text/latex': '$x^2$' }), '<code>$x^2$</code>'],
    ['text', display({ 'text/plain': "'x'" }), '>&#39;x&#39;</pre>'],
    [
      'an error with its traceback folded',
      error('KeyError', "'ip'", ['line 1', 'line 2']),
      '<div class="nbr-error"><p><b>KeyError</b>: &#39;ip&#39;</p><details><summary>Traceback</summary><pre class="nbr-pre" tabindex="0">line 1\nline 2</pre></details></div>'
    ]
  ])('shows %s', (_, output, expected) => {
    expect(outputsOf(output)).toContain(expected);
  });

  it.each([
    ['HTML before text', { 'text/html': '<b>rich</b>', 'text/plain': 'plain' }, 'rich', 'plain'],
    [
      'a drawing before pixels',
      { 'image/png': PNG, 'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg"></svg>' },
      'svg+xml',
      'image/png'
    ],
    [
      'pixels when the drawing is broken',
      { 'image/png': PNG, 'image/svg+xml': '<svg><g></svg>' },
      'image/png',
      'svg+xml'
    ],
    [
      'text when HTML needs a script',
      { 'text/html': '<div></div><script>draw()</script>', 'text/plain': 'chart of 3 points' },
      'chart of 3',
      'draw'
    ],
    ['text when the picture is none', { 'image/png': 'PHN2Zz4=', 'text/plain': 'said' }, 'said', '<img'],
    ['text when the base64 is broken', { 'image/png': `${PNG}"onerror=x`, 'text/plain': 'said' }, 'said', '<img']
  ])('prefers %s', (_, data, shown, hidden) => {
    const body = outputsOf(display(data));
    expect(body).toContain(shown);
    expect(body).not.toContain(hidden);
  });

  it.each([
    [
      'a widget',
      { 'application/vnd.jupyter.widget-view+json': { model_id: 'x' }, 'text/plain': 'IntSlider(value=3)' },
      'IntSlider(value=3)'
    ],
    [
      'a script',
      { 'application/javascript': 'alert(1)', 'text/plain': '<IPython.core.display.Javascript object>' },
      'a script'
    ],
    [
      'a Bokeh chart',
      { 'application/vnd.bokehjs_exec.v0+json': {}, 'text/html': '<div id="x"></div><script>Plotly()</script>' },
      'an interactive Bokeh chart'
    ]
  ])('says that it cannot hold %s', (_, data, shown) => {
    const value = notebook([codeCell([display(data)])]);
    expect(bodyOf(value)).toContain('which a report cannot hold');
    expect(bodyOf(value)).toContain(shown);
    expect(bodyOf(value)).not.toContain('alert');
    expect(codesOf(value)).toContain('output-static');
  });

  it.each([
    '<Figure size 640x480 with 1 Axes>',
    '[<matplotlib.lines.Line2D at 0x7f00>]',
    '<Axes: >',
    '<object object at 0x7f>'
  ])('leaves out %s, which says nothing', plain => {
    expect(outputsOf(display({ 'text/plain': plain }))).not.toContain('<section');
  });

  it('says so where nothing is left of an output, instead of showing an empty cell', () => {
    const shown = outputsOf(
      display({ 'text/html': '<script>draw()</script>', 'text/plain': '<object object at 0x7f>' })
    );
    expect(shown).toContain('something that needs a script, which a report cannot hold');
  });

  it('shows the same picture once and then says where it stands', () => {
    const body = bodyOf(
      notebook([codeCell([display({ 'image/png': PNG })]), codeCell([display({ 'image/png': PNG })])])
    );
    expect(body.match(/<img/g)).toHaveLength(1);
    expect(body).toContain('The same figure as in cell 1.');
  });

  it('joins the texts of one stream', () => {
    expect(outputsOf(stream('a'), stream('b'), stream('c', 'stderr'), stream('d'))).toMatch(/>ab<.*>c<.*>d</s);
  });

  it('links what an author wrote, and nothing that merely appears in an output', () => {
    expect(bodyOf(notebook([markdownCell('see https://a.example')]))).toContain('<a href="https://a.example"');
    expect(outputsOf(display({ 'text/markdown': 'see https://a.example' }))).not.toContain('<a ');
    expect(outputsOf(stream('https://a.example'))).not.toContain('<a ');
  });

  it('shows attached pictures, and tells which are missing', () => {
    const cell = markdownCell('![plot](attachment:a%20b.png) ![x](attachment:none.png)', {
      attachments: { 'a b.png': { 'image/png': PNG } }
    });
    expect(bodyOf(notebook([cell]))).toContain(`<img src="data:image/png;base64,${PNG}" alt="plot">`);
    expect(codesOf(notebook([cell]))).toEqual(['attachment-present']);
  });

  it('shows raw cells only when they are HTML', () => {
    const raw = (metadata: object) => ({ cell_type: 'raw', source: '<b>x</b>', metadata });
    expect(bodyOf(notebook([raw({ raw_mimetype: 'text/html' })]))).toContain('<b>x</b>');
    expect(bodyOf(notebook([raw({})]))).not.toContain('x');
  });

  it('highlights blocks of code in prose', () => {
    expect(bodyOf(notebook([markdownCell('a\n\n```python\nimport os\n```\n\nb')]))).toContain(
      '<p>a</p>\n<pre tabindex="0"><code><span class="k">import</span> os\n</code></pre><p>b</p>'
    );
  });
});

describe('how code appears', () => {
  const value = notebook([codeCell([], { source: '# note\nimport os' })]);

  it('is folded by default, with its first line beside the word', () => {
    expect(bodyOf(value)).toContain(
      '<details class="nbr-code"><summary>Code <span class="nbr-hint"># note</span></summary>'
    );
  });

  it('is open, hidden or numbered on request', () => {
    expect(bodyOf(value, { code: 'show' })).toContain('<details class="nbr-code" open>');
    expect(bodyOf(value, { code: 'hide' })).not.toContain('<section');
    expect(bodyOf(value, { prompts: true })).toContain('<span class="nbr-prompt">In [1]:</span> Code');
  });
});

describe('what tags and metadata hide', () => {
  const cellWith = (options: object) =>
    bodyOf(notebook([codeCell([stream('shown')], { source: 'secret()', ...options })]));

  it.each([
    [['remove-cell'], false, false],
    [['remove_input'], false, true],
    [['remove-output'], true, false],
    [['hide-input', 'remove_output'], true, false],
    [['parameters'], false, false],
    [['injected-parameters'], false, false],
    [['taxonomies'], false, false],
    [['artifacts'], false, false],
    [['operations'], false, false],
    [['other', 7, null], true, true]
  ])('with the tags %j code is there: %s, output: %s', (tags, code, output) => {
    // What is wrong with a result line stands in the digest.
    const body = cellWith({ tags }).replace(/<section class="nbr-digest.*?<\/section>/s, '');
    expect([body.includes('secret'), body.includes('shown')]).toEqual([code, output]);
  });

  it.each([
    ['hide_output', { tags: ['hide_output'] }],
    ['outputs_hidden', { metadata: { jupyter: { outputs_hidden: true } } }],
    ['collapsed', { metadata: { collapsed: true } }]
  ])('%s folds the output', (_, options) => {
    expect(cellWith(options)).toContain('<details class="nbr-fold"><summary>Output</summary><pre');
  });

  it('source_hidden folds code that would be open', () => {
    const value = notebook([codeCell([], { metadata: { jupyter: { source_hidden: true } } })]);
    expect(bodyOf(value, { code: 'show' })).toContain('<details class="nbr-code"><summary>');
  });

  it('shows errors whatever hides the rest', () => {
    for (const tag of ['artifacts', 'remove-cell', 'hide-output']) {
      const body = bodyOf(notebook([codeCell([stream('out'), error('E', 'v')], { tags: [tag] })]));
      expect(body).toMatch(/aria-label="Cell 1">(?:<details.*<\/details>)?<div class="nbr-error">/s);
    }
  });
});

describe('limits', () => {
  it('shortens a text, keeping its beginning and its end', () => {
    const value = notebook([codeCell([stream(Array.from({ length: 5_000 }, (_, line) => `line ${line}\n`))])]);
    expect(bodyOf(value)).toMatch(/line 0\n.*… 3,000 lines omitted ….*line 4999\n/s);
    expect(codesOf(value)).toEqual(['text-short-enough']);
  });

  it('shortens long code likewise', () => {
    const source = Array.from({ length: 5_000 }, (_, line) => `x = ${line}\n`).join('');
    const body = bodyOf(notebook([codeCell([], { source })]));
    expect(body).toMatch(
      /x = <span class="n">1599<\/span>\n<b class="nbr-cut">… 3,000 lines omitted …<\/b>\nx = <span class="n">4600</
    );
  });

  it('shows 500 rows of a table', () => {
    const rows = Array.from({ length: 800 }, (_, row) => `<tr><td>${row}</td></tr>`).join('');
    const value = notebook([codeCell([display({ 'text/html': `<table>${rows}</table>` })])]);
    expect(bodyOf(value)).toContain('300 more rows are not shown');
    expect(bodyOf(value).match(/<tr>/g)).toHaveLength(500);
    expect(codesOf(value)).toEqual(['table-short-enough']);
  });

  it('does not show a picture that is too large', () => {
    const value = notebook([codeCell([display({ 'image/png': `iVBORw0KGgo${'A'.repeat(2_100_000)}` })])]);
    expect(bodyOf(value)).not.toContain('<img');
    expect(codesOf(value)).toContain('image-small-enough');
  });

  it('folds its way below the soft limit, code and logs first, and says so', () => {
    const cells = Array.from({ length: 40 }, (_, index) => [
      codeCell([stream(`${'log '.repeat(20)}${index}\n`.repeat(400))], { source: `x = ${index}\n`.repeat(500) }),
      markdownCell(`prose ${index}`)
    ]).flat();
    const report = renderReport(notebook(cells), { limits: { softBytes: 300_000 } });
    expect(report.bytes).toBeLessThanOrEqual(300_000);
    expect(report.notices.map(({ code }) => code)).toContain('report-small-enough');
    expect(report.html.match(/<p>prose/g)).toHaveLength(40);
  });

  it('never exceeds the hard limit, and keeps whole elements', () => {
    const cells = Array.from({ length: 300 }, (_, index) => markdownCell(`## ${index}\n\n${'word '.repeat(400)}`));
    const report = renderReport(notebook(cells), { limits: { softBytes: 50_000, hardBytes: 50_000 } });
    expect(report.bytes).toBeLessThanOrEqual(50_000);
    expect(report.notices.map(({ code }) => code)).toContain('report-small-enough');
    expect(report.html.match(/<section/g)?.length).toBe(report.html.match(/<\/section>/g)?.length);
  });

  it('takes lower limits from the metadata of the notebook, but not higher ones', () => {
    const cells = Array.from({ length: 300 }, (_, index) => markdownCell(`## ${index}\n\n${'word '.repeat(400)}`));
    const limited = (hardBytes: number) =>
      renderReport(notebook(cells, { huntbook: { version: 1, limits: { softBytes: hardBytes, hardBytes } } })).bytes;
    expect(limited(100_000)).toBeLessThanOrEqual(100_000);
    expect(limited(1e12)).toBeLessThanOrEqual(DEFAULT_LIMITS.hardBytes);
  });

  it('keeps below the hard limit when outputs bring thousands of styles', () => {
    const cells = Array.from(
      { length: 3_000 },
      (_, index) => `<td style="color:#${(index + 0x100000).toString(16)}">x</td>`
    );
    const value = notebook([codeCell([display({ 'text/html': `<table><tr>${cells.join('')}</tr></table>` })])]);
    expect(renderReport(value).html).toContain('color:#100001');
    const small = renderReport(value, { limits: { hardBytes: 20_000 } });
    expect(small.bytes).toBeLessThanOrEqual(20_000);
    expect(small.notices.map(({ code }) => code)).toContain('styles-small-enough');
  });

  it('tells the same thing about the same cell once, and at most 500 things', () => {
    const broken = display({ 'image/png': 'x' });
    expect(renderReport(notebook([codeCell([broken, broken])])).notices).toHaveLength(1);
    expect(renderReport(notebook(Array.from({ length: 600 }, () => codeCell([broken])))).notices).toHaveLength(500);
  });

  it('keeps below the smallest hard limit with the largest digest', () => {
    const artifact = `${JSON.stringify({ dataType: 'other', data: '\u202e'.repeat(500), message: '"'.repeat(500), tags: ['<'.repeat(90)] })}\n`;
    const value = notebook([codeCell([stream(artifact.repeat(200))], { tags: ['artifacts'] })]);
    const report = renderReport(value, { limits: { softBytes: 1, hardBytes: 1 } });
    expect(report.bytes).toBeLessThanOrEqual(16_000);
  });
});

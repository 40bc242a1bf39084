import { renderReport, type ReportOptions } from '../../../src/report/index.js';
import { typesetTex } from '../../../src/report/maths/typeset-tex.js';
import { codeCell, display, error, markdownCell, notebook, PNG, stream } from '../../support/notebook-parts.js';
import { textOf } from '../../support/report-oracle';

/**
 * What `nbconvert --to html` shows, and what we show for it: one test for each row of facts/report-rendering §1, §3 and
 * §4 that no other file covers (terminal.spec, formulas.spec, sanitize*.spec, widgets.spec, digest.spec, theme.spec).
 */
const reportOf = (value: unknown, options: ReportOptions = {}) => renderReport(value, { typesetTex, ...options });
const bodyOf = (value: unknown, options: ReportOptions = {}): string =>
  reportOf(value, options).html.replace(/<style>.*?<\/style>/s, '');
const shown = (...outputs: readonly object[]): string => bodyOf(notebook([codeCell(outputs, { source: '' })]));
const written = (source: string, attachments: object = {}): string =>
  bodyOf(notebook([markdownCell(source, { attachments })]));
const codesOf = (value: unknown): readonly string[] => reportOf(value).notices.map(({ code }) => code);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>';
const GIF = 'R0lGODlhAQABAAAAACw=';
const WEBP = 'UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEA';

describe('row "code cell": the prompt', () => {
  it.each([
    [7, 'In [7]:'],
    [null, 'In [ ]:']
  ])('of a cell with the count %j is %s', (count, expected) => {
    const cell = { ...codeCell([]), execution_count: count };
    expect(textOf(bodyOf(notebook([cell])))).not.toContain(expected);
    expect(textOf(bodyOf(notebook([cell]), { prompts: true }))).toContain(expected);
  });

  it('has no id, and no class of a tag', () => {
    const html = bodyOf(notebook([{ ...codeCell([], { tags: ['my-tag'] }), id: 'abc' }]), { prompts: true });
    expect(html).not.toMatch(/\sid=|my-tag|abc/);
  });
});

describe('row "magics language": what follows', () => {
  it.each([
    ['%%bash', 'if true; then', '<span class="k">if</span>'],
    ['%%R', 'x <- TRUE', '<span class="k">TRUE</span>'],
    ['%%javascript', 'return x', '<span class="k">return</span>'],
    ['%%julia', 'return x', '<span class="k">return</span>'],
    ['%%sql', 'SELECT 1', '<span class="k">SELECT</span>'],
    ['%%sh', 'echo x', '<span class="b">echo</span>'],
    ['%%cython', 'return x', '<span class="k">return</span>'],
    ['%%html', '<b>', '<span class="k">b</span>'],
    ['%%markdown', '# x', '<span class="k"># x</span>'],
    ['%%script bash', 'if true; then', '<span class="k">if</span>'],
    ['%%kql', 'T | where x < 1', 'T | where x &lt; 1']
  ])('%s is coloured as that language', (magic, line, expected) => {
    expect(bodyOf(notebook([codeCell([], { source: `${magic}\n${line}` })]))).toContain(expected);
  });

  it.each(['%matplotlib inline', '!ls -l', 'print?'])('%s is coloured as a magic', line => {
    expect(bodyOf(notebook([codeCell([], { source: line })]))).toContain(`<span class="m">${line}</span>`);
  });
});

describe('row "highlight language": code is coloured', () => {
  it.each([
    ['by name', { language_info: { name: 'bash' } }],
    ['by the lexer, when the name is unknown', { language_info: { name: 'My Shell', pygments_lexer: 'bash' } }],
    ['by MIME type', { language_info: { name: 'My Shell', mimetype: 'text/x-sh' } }],
    ['by file ending', { language_info: { name: 'My Shell', file_extension: '.sh' } }],
    ['by the kernel', { kernelspec: { language: 'bash' } }]
  ])('%s', (_, metadata) => {
    expect(bodyOf(notebook([codeCell([], { source: 'echo x' })], metadata))).toContain('<span class="b">echo</span>');
  });

  it('as nothing when the language is unknown', () => {
    const metadata = { language_info: { name: 'brainfuck' } };
    expect(bodyOf(notebook([codeCell([], { source: '<+>' })], metadata))).toContain('<code>&lt;+&gt;</code>');
  });
});

describe('row "mime order": of all representations', () => {
  const ORDER: readonly (readonly [mimeType: string, data: string, sign: string])[] = [
    ['text/html', '<i>html</i>', '<i>html</i>'],
    ['text/markdown', '**markdown**', '<strong>markdown</strong>'],
    ['image/svg+xml', SVG, 'image/svg+xml,'],
    ['text/latex', '$latex$', '<mi>l</mi>'],
    ['image/png', PNG, 'image/png;'],
    ['image/webp', WEBP, 'image/webp;'],
    ['image/gif', GIF, 'image/gif;'],
    ['text/vnd.mermaid', 'graph TD', 'graph TD'],
    ['application/json', '{}', 'JSON'],
    ['text/plain', 'plain', '>plain</pre>']
  ];
  it.each(ORDER.map(([mimeType, , sign], at) => ({ mimeType, sign, at })))(
    '$mimeType is shown when it is the best there is',
    ({ sign, at }) => {
      // Kernels send them in any order.
      const bundle = Object.fromEntries([...ORDER.slice(at)].reverse().map(([key, data]) => [key, data]));
      const html = shown(display(bundle));
      expect(html).toContain(sign);
      for (const [, , other] of ORDER.slice(at + 1)) expect(html).not.toContain(other);
    }
  );

  it('an unknown one is left for the text beside it', () => {
    expect(shown(display({ 'application/vnd.x+json': {}, 'text/plain': 'said' }))).toContain('>said</pre>');
  });

  it('an unknown one alone is named as missing, not left out in silence', () => {
    expect(shown(display({ 'application/pdf': 'JVBERi0=' }))).toContain('An output cannot be shown in a report.');
  });
});

describe('row "gif/webp/json"', () => {
  it.each([
    ['image/gif', GIF],
    ['image/webp', WEBP]
  ])('%s is a picture', (mimeType, data) => {
    expect(shown(display({ [mimeType]: data, 'text/plain': 'x' }))).toContain(
      `<img src="data:${mimeType};base64,${data}"`
    );
  });

  it('JSON is a tree that can be unfolded', () => {
    const html = shown(display({ 'application/json': { hits: [{ ip: '198.51.100.7' }] } }));
    expect(html).toMatch(/^.*<details class="nbr-json"><summary>JSON .*object with 1 key.*<pre/s);
    expect(textOf(html)).toContain('{\n  "hits": [\n    {\n      "ip": "198.51.100.7"\n    }\n  ]\n}');
  });
});

describe('row "streams"', () => {
  it('a bar of tqdm that came in pieces shows its last state only', () => {
    const bar = (percent: number) => stream(`\r${String(percent).padStart(3)}%|${'█'.repeat(percent / 10)}`, 'stderr');
    expect(textOf(shown(bar(0), bar(50), bar(100)))).toBe(`100%|${'█'.repeat(10)}`);
  });

  it('two bars of tqdm below one another stay two', () => {
    const text = 'outer:   0%\n\rinner: 50%\rinner: 100%\n\u001b[A\router: 100%\n';
    expect(textOf(shown(stream(text, 'stderr')))).toContain('inner: 100%');
  });

  it('operating system commands leave no trace', () => {
    const said =
      'a\u001b]0;title\u0007b\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\\u001b]52;c;AAAA\u0007c';
    expect(textOf(shown(stream(said)))).toBe('ablinkc');
  });

  it('what somebody typed is no output', () => {
    expect(shown(stream('typed', 'stdin'))).not.toContain('typed');
  });
});

describe('row "errors"', () => {
  it('the message is in view and the frames are folded, with the colours of IPython', () => {
    const html = shown(error('KeyError', "'ip'", ['\u001b[1;31mKeyError\u001b[0m', 'frame']));
    expect(html).toContain('<p><b>KeyError</b>: &#39;ip&#39;</p><details><summary>Traceback</summary>');
    expect(html).toContain('<span class="ab f1">KeyError');
  });

  it('is in view in a cell whose output is hidden', () => {
    const html = bodyOf(notebook([codeCell([stream('noise'), error('E', 'v')], { tags: ['remove-output'] })]));
    expect(html).toContain('<div class="nbr-error">');
    expect(html).not.toContain('noise');
  });
});

describe('row "markdown"', () => {
  it.each([
    ['tables', '|a|b|\n|-|-:|\n|1|2|', '<td>1</td>'],
    ['strikethrough', '~~x~~', '<s>x</s>'],
    [
      'addresses as links',
      'https://a.example',
      '<a href="https://a.example" target="_blank" rel="noopener noreferrer nofollow">'
    ],
    ['task lists', '- [x] done\n- [ ] open', '<li>☑ done</li>\n<li>☐ open</li>'],
    [
      'definition lists',
      'IOC\n: an indicator *of*\n  compromise\n: a sign',
      '<dl>\n<dt>IOC</dt>\n<dd>an indicator <em>of</em>\ncompromise</dd>\n<dd>a sign</dd>\n</dl>'
    ],
    ['raw HTML', 'a <kbd>b</kbd>', 'a <kbd>b</kbd>'],
    ['headings without an id', '# Title', '<h1>Title</h1>'],
    ['blocks of code in colour', '```python\nimport os\n```', '<span class="k">import</span>'],
    ['diagrams as their source', '```mermaid\ngraph TD\n```', '<code>graph TD\n</code>']
  ])('has %s', (_, source, expected) => {
    expect(written(source)).toContain(expected);
  });

  it.each(['a: b\nc :d', 'x\n:smile: y', ': x', '- a\n\n  : b'])('makes no definition list of %j', source => {
    expect(written(source)).not.toContain('<dl>');
  });
});

describe('row "attachments"', () => {
  it.each([
    ['a drawing before pixels', { 'image/png': PNG, 'image/svg+xml': SVG }, 'src="data:image/svg+xml,'],
    ['pixels when the drawing is broken', { 'image/png': PNG, 'image/svg+xml': '<svg>' }, 'src="data:image/png;'],
    ['a gif', { 'image/gif': GIF }, 'src="data:image/gif;']
  ])('show %s', (_, bundle, expected) => {
    expect(written('![x](attachment:a.png)', { 'a.png': bundle })).toContain(expected);
  });

  it.each([[{}], [{ 'a.png': { 'text/plain': 'x' } }], [{ 'a.png': { 'image/png': 'PHN2Zz4=' } }]])(
    'that are missing, as in %j, become their description and a notice; nbconvert stops there',
    attachments => {
      expect(written('![the plot](attachment:a.png)', attachments)).toContain('<p>the plot</p>');
      expect(codesOf(notebook([markdownCell('![x](attachment:a.png)', { attachments })]))).toEqual([
        'attachment-present'
      ]);
    }
  );
});

describe('row "image metadata"', () => {
  it.each([
    [{ width: 300, height: 200 }, 'width="300" height="200"'],
    [{ width: '300' }, 'width="300"'],
    [{ width: '300" onerror="alert(1)' }, 'alt="Figure of cell 1" loading'],
    [{ width: 99_999 }, 'alt="Figure of cell 1" loading'],
    [{ alt: 'a <b> "c"' }, 'alt="a &lt;b&gt; &#34;c&#34;"']
  ])('%j', (metadata, expected) => {
    expect(shown(display({ 'image/png': PNG }, { 'image/png': metadata }))).toContain(expected);
  });
});

describe('row "image/svg+xml"', () => {
  it('with a prolog is drawn; nbconvert 6.5 stopped there', () => {
    const svg = `<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n${SVG}`;
    expect(shown(display({ 'image/svg+xml': svg }))).toContain('<img src="data:image/svg+xml,%3Csvg');
  });

  it('inside of HTML is a picture, as displacy and graphviz write it', () => {
    const html = shown(display({ 'text/html': `<div>a ${SVG} b</div>` }));
    expect(html).toMatch(/<div>a <img src="data:image\/svg\+xml,[^"]*" alt=""> b<\/div>/);
    expect(html).not.toContain('<svg');
  });
});

describe('row "text/html"', () => {
  it('that asks for a frame of its own stands in the report like the rest', () => {
    expect(shown(display({ 'text/html': '<b>x</b>' }, { 'text/html': { isolated: true } }))).toContain('<b>x</b>');
  });

  it('is never a link where it only names an address', () => {
    expect(shown(display({ 'text/html': '<p>https://evil.example</p>' }))).not.toContain('<a ');
    expect(shown(display({ 'text/plain': 'https://evil.example' }))).not.toContain('<a ');
    expect(shown(display({ 'text/markdown': 'https://evil.example <x@evil.example>' }))).not.toMatch(/<a href="https/);
  });
});

describe('row "raw cell"', () => {
  const raw = (source: string, metadata: object) => bodyOf(notebook([{ cell_type: 'raw', source, metadata }]));

  it.each([
    ['HTML, made safe', { raw_mimetype: 'text/html' }, '<b onclick=x>b</b>', '<b>b</b>'],
    ['Markdown', { raw_mimetype: 'text/markdown' }, '**b**', '<strong>b</strong>'],
    ['Markdown, by its older name', { format: 'text/markdown' }, '$x$', '<math>']
  ])('is shown when it is %s', (_, metadata, source, expected) => {
    expect(raw(source, metadata)).toContain(expected);
  });

  it.each([[{}], [{ raw_mimetype: 'text/latex' }], [{ raw_mimetype: '' }]])('is not shown with %j', metadata => {
    expect(raw('words', metadata)).not.toContain('words');
  });
});

describe('§3, pandas', () => {
  const FRAME =
    '<div>\n<style scoped>\n    .dataframe tbody tr th { vertical-align: top; }\n</style>\n<table border="1" class="dataframe">\n  <thead>\n' +
    '    <tr style="text-align: right;">\n      <th></th>\n      <th>ip</th>\n    </tr>\n  </thead>\n  <tbody>\n    <tr>\n' +
    '      <th>0</th>\n      <td>198.51.100.7</td>\n    </tr>\n  </tbody>\n</table>\n<p>1 rows × 1 columns</p>\n</div>';

  it('the table is ours to style, without blanks between its parts, and its size is told', () => {
    const html = shown(display({ 'text/html': FRAME }));
    expect(html).toContain('<tbody><tr><th>0</th><td>198.51.100.7</td></tr></tbody></table>');
    expect(html).toContain('<table class="nbr-df">');
    expect(html).toContain('1 rows × 1 columns');
    expect(html).not.toContain('scoped');
  });

  it('scikit-learn says what it is as text', () => {
    const html = shown(
      display({
        'text/html':
          '<style>x</style><div class="sk-text-repr-fallback"><pre>LogisticRegression()</pre></div><div>no</div>'
      })
    );
    expect(textOf(html)).toBe('LogisticRegression()');
  });
});

describe('§4, what a report may weigh', () => {
  it('shows a picture once, whatever cell it is in', () => {
    const html = shown(display({ 'image/svg+xml': SVG }), display({ 'image/svg+xml': SVG }));
    expect(html.match(/<img/g)).toHaveLength(1);
    expect(html).toContain('The same figure as in cell 1.');
  });

  it('gives up code first, then logs, then JSON and text, and tables, pictures and prose last', () => {
    const filler = (name: string) => `${name} ${'x'.repeat(60)}\n`.repeat(700);
    const value = notebook([
      codeCell(
        [
          stream(filler('log')),
          stream(filler('warning'), 'stderr'),
          display({ 'text/html': `<table>${'<tr><td>table</td></tr>'.repeat(300)}</table>` }),
          error('KeyError', 'ip')
        ],
        { source: filler('code') }
      ),
      markdownCell(filler('prose'))
    ]);
    const whole = reportOf(value).bytes;
    const left = (softBytes: number) => {
      const { html } = reportOf(value, { limits: { softBytes } });
      return ['code', 'warning', 'log', 'table', 'prose'].filter(
        word =>
          (html.match(new RegExp(`(?:^|[>\\n])${word}\\b`, 'gm'))?.length ?? 0) >= 300 ||
          (word === 'prose' && html.includes('prose xxx'))
      );
    };
    expect(left(whole + 2_000)).toEqual(['code', 'warning', 'log', 'table', 'prose']);
    expect(left(whole - 1_000)).toEqual(['warning', 'log', 'table', 'prose']);
    expect(left(whole - 50_000)).toEqual(['log', 'table', 'prose']);
    expect(left(whole - 100_000)).toEqual(['table', 'prose']);
    expect(left(10_000)).toEqual(['table', 'prose']);
  });
});

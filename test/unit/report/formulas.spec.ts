import { renderReport, renderReportWithMaths } from '../../../src/report/index.js';
import { holdsFormulas } from '../../../src/report/maths/holds-formulas.js';
import { splitFormulas } from '../../../src/report/maths/split-formulas.js';
import { typesetTex } from '../../../src/report/maths/typeset-tex.js';
import { sanitizeMathml } from '../../../src/report/sanitize/index.js';
import { visibleTexts } from '../../../src/playbook/index.js';
import { codeCell, display, markdownCell, notebook } from '../../support/notebook-parts.js';

const body = (html: string): string => html.replace(/<style>.*?<\/style>/s, '');
const written = (source: string): string => body(renderReport(notebook([markdownCell(source)]), { typesetTex }).html);
const formulasIn = (source: string): string[] =>
  [...written(source).matchAll(/<code class="nbr-tex">([^<]*)<\/code>/g)].map(([, tex = '']) => tex);
const refusal = (tex: string): string | undefined => {
  const made = typesetTex({ tex, display: true });
  return made.kind === 'refused' ? made.reason : undefined;
};
const mathml = (tex: string): string => {
  const made = typesetTex({ tex, display: true });
  return made.kind === 'refused' ? made.reason : (sanitizeMathml(made.markup) ?? 'unsafe');
};

describe('a formula of a Markdown cell', () => {
  it.each([
    ['a $x^2$ b', ['x^2']],
    ['$ x^2 $', ['x^2']],
    ['$$x$$', ['x']],
    ['a $$x$$ b', ['x']],
    ['\\\\(x\\\\) and \\\\[y\\\\]', ['x', 'y']],
    ['\\(x^2\\) and \\[\\frac ab\\]', ['x^2', '\\frac ab']],
    ['\\begin{align}a &= b\\end{align}', ['\\begin{align}a &amp;= b\\end{align}']],
    [
      '\\begin{matrix}\\begin{matrix}a\\end{matrix}\\end{matrix}',
      ['\\begin{matrix}\\begin{matrix}a\\end{matrix}\\end{matrix}']
    ],
    ['$$\na\n- b\n= c\n$$', ['a\n- b\n= c']],
    ['text\n$$\na\n* b\n$$\nmore', ['a\n* b']],
    ['> $$\n> a\n> - b\n> $$', ['a\n- b']],
    ['- item\n  $$x$$', ['x']],
    ['# Title with $x$', ['x']],
    ['|a|\n|-|\n|$x$|', ['x']],
    ['[$x$](https://a.example)', ['x']],
    ['*a $x*y$ b*', ['x*y']],
    ['$a_1$ and $a_2$', ['a_1', 'a_2']],
    ['$\\text{if $x$ then}$', ['\\text{if $x$ then}']],
    ['$a$$b$', ['a', 'b']],
    ['$n$th', ['n']]
  ])('is found in %j', (source, expected) => {
    expect(formulasIn(source)).toEqual(expected);
  });

  it('is found in every line of a long list of them', () => {
    expect(formulasIn('$$x_1 + x_2 + x_3 + x_4$$\n'.repeat(400))).toHaveLength(400);
    expect(formulasIn('\\begin{align}\nx\n- y\n\\end{align}\n'.repeat(400))).toHaveLength(400);
  });

  it.each([
    'it costs $5 and $6',
    'between $5-$6, or $1,000 and $2,000 a year',
    'it costs $5, or 6$ more',
    'US$5 and US$6',
    '$HOME/bin and $PATH',
    '`$x$` and ``a $y$ b``',
    '    $x$ in indented code',
    '```\n$$x$$\n```',
    '\\$x\\$',
    'a $x\n\ny$ b',
    '$$',
    '$$$$',
    '$ $',
    '\\[not a link\\](x)',
    'a \\( b \\) c',
    '\\begin{align} without an end',
    '$}x{$',
    '![$x$](attachment:a.png)'
  ])('is not found in %j', source => {
    expect(formulasIn(source)).toEqual([]);
  });

  it('keeps money and variables as they were written', () => {
    expect(written('pay $5 and $6 from $HOME/x to $TMP')).toContain('<p>pay $5 and $6 from $HOME/x to $TMP</p>');
  });

  it('keeps its source as the description of a picture', () => {
    expect(written('![a $x$](data:image/png;base64,AAAA)')).toContain('alt="a $x$"');
  });

  it('is not made by writing down the characters that stand for one', () => {
    const html = written('$x$ &#xe000;0&#xe001; &#xe000;0&#xe001; <b title="&#xe000;0&#xe001;">b</b> \ue0000\ue001');
    expect(html.match(/<math>/g)).toHaveLength(1);
    expect(html).toContain('<b title="\ue0000\ue001">b</b>');
  });
});

describe('a formula in a report', () => {
  it('is MathML, with its source for whoever has none of that', () => {
    expect(written('$x<1$')).toContain(
      '<p><span class="nbr-m"><math><mrow><mi>x</mi><mo>&lt;</mo><mn>1</mn></mrow></math></span><code class="nbr-tex">x&lt;1</code></p>'
    );
  });

  it('scrolls by keyboard where it has a line of its own', () => {
    expect(written('$$x$$')).toContain('<span class="nbr-m nbr-mm" tabindex="0"><math display="block">');
  });

  it.each([
    [10, 'nbr-m nbr-mm'],
    [30, 'nbr-m nbr-mm nbr-mf'],
    [50, 'nbr-m nbr-mm nbr-mg']
  ])('of %i terms has the classes %s, by which wide ones are printed smaller', (terms, classes) => {
    expect(written(`$$${'+x'.repeat(terms)}$$`)).toContain(`<span class="${classes}"`);
  });

  it('brings its style sheet along, and a report without formulas has none', () => {
    const sheetOf = (source: string) => renderReport(notebook([markdownCell(source)]), { typesetTex }).html;
    expect(sheetOf('$x$')).toContain('.nbr-tex');
    expect(sheetOf('$5')).not.toContain('.nbr-tex');
  });

  it('that KaTeX refuses is its source, and both report and reader are told', () => {
    const report = renderReport(notebook([markdownCell('$\\foo{x}$ and $$\\bar$$')]), { typesetTex });
    expect(body(report.html)).toContain(
      '<code title="Not typeset: Undefined control sequence: \\foo.">$\\foo{x}$</code>'
    );
    expect(body(report.html)).toContain('2 formulas are shown as their source: they cannot be typeset.');
    expect(report.notices.map(({ code, cell }) => ({ code, cell }))).toEqual([
      { code: 'formula-typeset', cell: 0 },
      { code: 'formula-typeset', cell: 0 }
    ]);
  });

  it('is its source when nobody handed in what typesets it', () => {
    const { html, notices } = renderReport(notebook([markdownCell('a $x_1$ b')]));
    expect(body(html)).toContain('<p>a <code>$x_1$</code> b</p>');
    expect(notices).toEqual([]);
  });

  it('leaves what is read for observables untouched', () => {
    expect(
      visibleTexts(notebook([codeCell([display({ 'text/latex': '$x$', 'text/plain': '198.51.100.7' })])]))
    ).toContain('198.51.100.7');
  });

  it('takes room each time it is repeated, however often', () => {
    const cells = Array.from({ length: 8 }, () => markdownCell(`$${"x'".repeat(1_400)}$ `.repeat(20)));
    const { bytes, notices } = renderReport(notebook(cells), { typesetTex, limits: { softBytes: 5_000_000 } });
    expect(bytes).toBeLessThanOrEqual(3_500_000);
    expect(notices.map(({ message }) => message)).toContain(
      'A formula is shown as its source: there are too many formulas.'
    );
  });

  it('is one of at most 2,000, and the others are their source', () => {
    const source = Array.from({ length: 2_100 }, (_, at) => `$x_{${at}}$`).join(' ');
    const html = written(source);
    expect(html.match(/<math>/g)).toHaveLength(2_000);
    expect(html).toContain('<code title="Not typeset: there are too many formulas.">$x_{2099}$</code>');
  });
});

describe('a text/latex output', () => {
  const shown = (source: string): string =>
    body(renderReport(notebook([codeCell([display({ 'text/latex': source })], { source: '' })]), { typesetTex }).html);

  it.each([
    ['of sympy', '$\\displaystyle x^{2}$', '<msup><mi>x</mi><mn>2</mn></msup>'],
    ['in brackets', '\\[x\\frac12\\]', '<mfrac><mn>1</mn><mn>2</mn></mfrac>'],
    ['with eqnarray', '\\begin{eqnarray}a &=& b\\end{eqnarray}', '<mtd class="nbr-mr"><mstyle'],
    ['with words', 'Let $x$ be', '<div class="nbr-md">Let <span class="nbr-m"><math>'],
    ['without formulas', '\\textbf{x}', '>\\textbf{x}</pre>']
  ])('%s is shown', (_, source, expected) => {
    expect(shown(source)).toContain(expected);
  });
});

describe('what typesets formulas is loaded', () => {
  it.each([
    ['a formula in a cell', [markdownCell('$x$')], true],
    ['a formula in a Markdown output', [codeCell([display({ 'text/markdown': '$x$' })])], true],
    ['a formula in a TeX output', [codeCell([display({ 'text/latex': '$x$' })])], true],
    ['money', [markdownCell('$5 and $6')], false],
    ['money in a text that is too long to be read for it', [markdownCell(`$5 and $6 ${'x'.repeat(100_000)}`)], true],
    ['a formula in code', [markdownCell('`$x$`'), codeCell([], { source: 'x = "$x$"' })], false],
    ['a formula in plain text', [codeCell([display({ 'text/plain': '$x$', 'text/html': '$x$' })])], false]
  ])('for %s: %#', (_, cells, expected) => {
    expect(holdsFormulas(notebook(cells))).toBe(expected);
  });

  it('for a formula that a widget captured', () => {
    const captured = { output_type: 'display_data', data: { 'text/latex': '$x$' }, metadata: {} };
    const state = { w: { model_name: 'OutputModel', state: { outputs: [captured] } } };
    const widgets = { 'application/vnd.jupyter.widget-state+json': { state } };
    expect(holdsFormulas(notebook([codeCell([])], { widgets }))).toBe(true);
    expect(holdsFormulas(notebook([codeCell([])], { widgets: {} }))).toBe(false);
  });

  it.each([[null], ['x'], [{ cells: [null, { cell_type: 'markdown', source: 7 }] }], [{ worksheets: [1] }]])(
    'not for %j',
    value => {
      expect(holdsFormulas(value)).toBe(false);
    }
  );

  it('by the asynchronous renderer, which gives what the synchronous one gives with it', async () => {
    const value = notebook([markdownCell('$x$')]);
    expect((await renderReportWithMaths(value)).html).toBe(renderReport(value, { typesetTex }).html);
  });
});

describe('typesetTex', () => {
  it.each([
    ['\\def\\x{\\x}\\x', 'Too many expansions: infinite loop or need to increase maxExpand setting'],
    ['\\def\\a#1{\\a{#1#1}}\\a{x}', 'macros with parameters are not for reports'],
    ['\\newcommand{\\a}[1]{#1}\\a{x}', 'macros with parameters are not for reports'],
    ['x'.repeat(3_001), 'it has more than 3000 characters'],
    [`\\def\\a{x}${'\\a+'.repeat(200)}`, 'it defines macros in more than 500 characters'],
    [`${'{'.repeat(60)}x${'}'.repeat(60)}`, 'it nests deeper than 50 levels'],
    [`${'\\hat'.repeat(400)} x`, 'it nests deeper than 50 levels'],
    ['\\href{javascript:alert(1)}{x}', '\\href is not for reports'],
    ['\\includegraphics{x.png}', '\\includegraphics is not for reports'],
    ['\\htmlClass{modal}{x}', '\\htmlClass is not for reports'],
    ['\\htmlStyle{position:fixed}{x}', '\\htmlStyle is not for reports'],
    ['\\url{https://a.example}', '\\url is not for reports']
  ])('refuses %j', (tex, reason) => {
    expect(refusal(tex)).toBe(reason);
  });

  it.each(['\\def\\x{y}\\x', '\\let\\x=y \\x', '\\%\\#', '\\begin{multline}a\\\\b\\end{multline}'])('takes %j', tex => {
    expect(refusal(tex)).toBeUndefined();
  });
});

describe('the MathML of a report', () => {
  it.each([
    ['letters of alphabets that no style sheet draws', '\\mathbb{R}', '<mi>ℝ</mi>'],
    ['bold as a class', '\\mathbf{x}', '<mi class="nbr-mb" mathvariant="normal">x</mi>'],
    ['columns by class', '\\begin{aligned}a&=b\\end{aligned}', '<mtd class="nbr-mr">'],
    ['a box by class', '\\boxed{x}', '<mrow class="nbr-mo">'],
    ['numbers of lines', '\\begin{align}a\\tag{7}\\end{align}', '<mtext>(7)</mtext>'],
    [
      'a token that holds elements as a row',
      '\\stackrel{a}{b}',
      '<mrow><mover><mrow><mi>b</mi></mrow><mi>a</mi></mover></mrow>'
    ],
    ['ink where KaTeX says black', '\\rule{1em}{1em}', 'mathbackground="currentcolor"']
  ])('has %s', (_, tex, expected) => {
    expect(mathml(tex)).toContain(expected);
  });

  it.each([
    ['a shift that would cover other lines', '\\raisebox{-19em}{x}', 'voffset'],
    ['a size beyond reason', '\\rule{9999em}{99em}', '9999'],
    ['what is measured relative to its content', '\\llap{x}', 'width'],
    ['its source a second time', 'x', 'annotation'],
    ['a namespace', 'x', 'xmlns']
  ])('has not %s', (_, tex, absent) => {
    expect(mathml(tex)).not.toContain(absent);
  });

  it('keeps sizes that multiply within three times the size of the page', () => {
    expect(mathml(`${'{\\Huge '.repeat(6)}x${'}'.repeat(6)}`).match(/mathsize/g)).toHaveLength(1);
  });
});

describe('splitFormulas', () => {
  it('reads a hundred thousand openings in a moment', () => {
    for (const opening of ['$', '$$', '\\(', '\\\\[', '\\begin{a}', '\\begin{a}\\end{b}', '${', '\\({'])
      expect(splitFormulas(opening.repeat(100_000)).length).toBeGreaterThan(0);
  });
});

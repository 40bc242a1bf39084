import { createStyleSheet, sanitizeHtml, sanitizeReport } from '../../../src/report/sanitize/index.js';
import { HOSTILE_HTML, HOSTILE_PAYLOADS } from '../../support/hostile-html';
import { textOf, violations } from '../../support/report-oracle';

const LINK = ' target="_blank" rel="noopener noreferrer nofollow"';
const sanitize = (untrusted: string): string => sanitizeHtml(untrusted).html;

describe.each(Object.entries(HOSTILE_HTML))('%s', (_idea, payloads) => {
  it.each(payloads.map(payload => [payload]))('leaves only what a report may hold of %j', payload => {
    const styles = createStyleSheet();
    const { html } = sanitizeHtml(payload, { styles });
    expect(violations(html, { kind: 'output' })).toEqual([]);
    const report = `<div class="nbr" ng-non-bindable><style>${styles.css()}</style>${html}</div>`;
    expect(violations(report)).toEqual([]);
    expect(sanitizeReport(report)).toBe(report);
  });
});

it('knows each payload once', () => {
  expect(new Set(HOSTILE_PAYLOADS).size).toBe(HOSTILE_PAYLOADS.length);
});

describe('the structure that is emitted', () => {
  it.each([
    ['an open paragraph ends before a block', '<p>a<div>b</div>', '<p>a</p><div>b</div>'],
    ['formatting ends with the block it is in', '<p><b>a</p>b', '<p><b>a</b></p>b'],
    ['a row gets its body', '<table><tr><td>x', '<table><tbody><tr><td>x</td></tr></tbody></table>'],
    ['a cell gets its row', '<table><td>x', '<table><tbody><tr><td>x</td></tr></tbody></table>'],
    ['text beside the cells gets a cell', '<table>x<tr>', '<table><tbody><tr><td>x</td></tr><tr></tr></tbody></table>'],
    ['cells without a table are text', '<tr><td>x</td></tr>', 'x'],
    [
      'blanks between the parts of a table go',
      '<table>\n <tr>\n  <td> x </td>\n</table>',
      '<table><tbody><tr><td> x </td></tr></tbody></table>'
    ],
    [
      'a cell ends with the next one',
      '<table><tr><td><b>x<td>y</table>',
      '<table><tbody><tr><td><b>x</b></td><td>y</td></tr></tbody></table>'
    ],
    ['an item ends with the next one', '<ul><li>a<li>b</ul>', '<ul><li>a</li><li>b</li></ul>'],
    ['an inner list keeps the outer item', '<ul><li>a<ul><li>b</ul>c</ul>', '<ul><li>a<ul><li>b</li></ul>c</li></ul>'],
    [
      'a link ends with the next one',
      '<a href=http://a>1<a href=http://b>2',
      `<a href="http://a"${LINK}>1 (a)</a><a href="http://b"${LINK}>2 (b)</a>`
    ],
    ['end tags of nothing are ignored', '</div></p></br></td>x', 'x'],
    [
      'an end tag stays in its cell',
      '<div><table><tr><td>x</div>y',
      '<div><table><tbody><tr><td>xy</td></tr></tbody></table></div>'
    ],
    ['old names are renamed', '<tt>x</tt><strike>y</strike><center>z</center>', '<code>x</code><s>y</s><div>z</div>'],
    ['unknown elements leave their text', '<x-y>a<blink>b</blink></x-y>', 'ab'],
    ['a section of an output is a plain block', '<section>a</section>', '<div>a</div>'],
    ['boxes of task lists stay', '<li><input type=checkbox checked disabled>a', '<li>\u2611 a</li>']
  ])('%s', (_title, untrusted, expected) => {
    expect(sanitize(untrusted)).toBe(expected);
  });

  it('leaves out elements below 256 levels and keeps their text', () => {
    const html = sanitize(`${'<div>'.repeat(300)}deep`);
    expect(html.match(/<div>/g)).toHaveLength(256);
    expect(html).toContain('deep');
    expect(violations(sanitize(`${'<div>'.repeat(254)}<table><tr><td>x`), { kind: 'output' })).toEqual([]);
  });
});

describe('attributes', () => {
  it.each([
    ['<td colspan=2 rowspan=1001 onclick=x>', 'td', ' colspan="2"'],
    ['<ol start=-3 reversed=x type=i>', 'ol', ' start="-3" reversed type="i"'],
    ['<p lang=de dir=RTL title="a&quot;b" id=x name=y>', 'p', ' lang="de" dir="RTL" title="a&#34;b"'],
    ['<details open=open>', 'details', ' open'],
    ['<time datetime="2026-01-02T03:04Z">', 'time', ' datetime="2026-01-02T03:04Z"'],
    [`<p title=${'x'.repeat(2000)}>`, 'p', ` title="${'x'.repeat(1000)}"`],
    ['<div align=center width=5>', 'div', ' align="center"']
  ])('of %s are judged one by one', (untrusted, tag, expected) => {
    const inTable = tag === 'td' ? `<table><tbody><tr>${untrusted}` : untrusted;
    expect(sanitize(inTable)).toContain(`<${tag}${expected}></${tag}>`);
  });

  it('a link leads to a tab of its own and tells nothing about this page', () => {
    expect(sanitize('<a href=" https://a.example/\n?x&amp;y " target=_top>x</a>')).toBe(
      '<a href="https://a.example/?x&amp;y" target="_blank" rel="noopener noreferrer nofollow">x (a.example)</a>'
    );
    expect(sanitizeHtml('<a href="https://a.example">x</a>', { links: 'text' }).html).toBe('x');
  });

  it.each([
    ['other words', 'the bank', 'the bank (a.example)'],
    ['no words', '', '(a.example)'],
    ['its own address', 'https://a.example/x', 'https://a.example/x'],
    ['its own host', 'A.example', 'A.example'],
    ['its own host behind other words', 'the bank (a.example)', 'the bank (a.example)'],
    ['the host of somebody else', 'https://bank.example/a.example', 'https://bank.example/a.example (a.example)'],
    ['a host that begins like its own', 'a.example.org', 'a.example.org (a.example)'],
    ['its own host as the end of words', '<b>b</b>ank', 'bank (a.example)']
  ])('a link with %s shows the host it leads to', (_, words, expected) => {
    expect(textOf(sanitize(`<a href="https://u:p@a.example/x">${words}</a>`))).toBe(expected);
    // Whatever closes it.
    expect(textOf(sanitize(`<p><a href="https://a.example">${words}<p>`))).toBe(expected);
  });

  it('a link that writes a mail shows no host', () => {
    expect(textOf(sanitize('<a href="mailto:a@b.example">write</a>'))).toBe('write');
  });

  it('a picture that would be fetched is named, not shown', () => {
    const { html, dropped, imageCount } = sanitizeHtml(
      '<img alt="A &lt;logo&gt;" src="https://u:p@evil.example:8/x?y">'
    );
    expect(html).toBe('A &lt;logo&gt; (not loaded from evil.example:8)');
    expect([...dropped]).toEqual([['img', 1]]);
    expect(imageCount).toBe(0);
  });

  it('a picture in the report always has an alt attribute', () => {
    expect(sanitize('<img width=20 src="data:image/png;base64,\nAA\n==">')).toBe(
      '<img width="20" src="data:image/png;base64,AA==" alt="">'
    );
  });
});

describe('styles', () => {
  const cssOf = (style: string): string => {
    const styles = createStyleSheet();
    sanitizeHtml(`<p style="${style}">x</p>`, { styles });
    return styles.css().replace(/^\.nbr\.nbr \.q1/, '');
  };

  const inkOf = (hue: string): string => `color:oklch(from currentcolor clamp(.46,l,.78) ${hue})`;
  it.each([
    ['color:red', `{color:#f00;${inkOf('.18 29')}}`],
    ['COLOR : #FFF ; font-weight:bold', `{color:#fff;${inkOf('.00 90')};font-weight:bold}`],
    ['background-color: #f7fbff; color: #000000', '{background:#f7fbff;color:#000}'],
    ['color: rgba(0, 10, 20, .5)', `{color:#000a14;${inkOf('.03 239')}}`],
    ['color: hsl(120deg 50% 50% / 20%)', `{color:#40bf40;${inkOf('.18 143')}}`],
    ['border-top: 1px solid #ccc', '{border-top:1px solid #ccc}'],
    ['width: 100%', '{width:100%}'],
    [
      'background: linear-gradient(90deg, transparent 50.0%, #d65f5f 50.0%, #d65f5f 82.5%, transparent 82.5%)',
      '{background:linear-gradient(90deg,#0000 50%,#d65f5f52 50% 83%,#0000 83%)}'
    ],
    ['width: 10em', '{width:10em}'],
    ['color:red !important', ''],
    ['color:inherit', ''],
    ['color:nonsense', ''],
    ['width:99em', ''],
    ['width:101%', ''],
    ['width:10px', ''],
    ['position:fixed', ''],
    ['background:url(x)', ''],
    ['color:var(--x)', ''],
    ['color:re\\64', ''],
    ['color:red/**/', ''],
    ['--x:red', ''],
    ['font-size:900px', ''],
    ['color', '']
  ])('%s becomes %s', (style, css) => {
    expect(cssOf(style)).toBe(css);
  });

  it('equal ones share a class, and a class of the output is never kept', () => {
    const styles = createStyleSheet();
    const { html } = sanitizeHtml(
      '<b class="q9" style="color:red">1</b><i style="color: RED;">2</i><u style="color:blue">3</u>',
      { styles }
    );
    expect(html).toBe('<b class="q1">1</b><i class="q1">2</i><u class="q2">3</u>');
    expect(styles.css()).toBe(
      `.nbr.nbr .q1{color:#f00;${inkOf('.18 29')}}.nbr.nbr .q2{color:#00f;${inkOf('.18 264')}}`
    );
  });
});

describe('a table of pandas', () => {
  const row = (n: number): string => `    <tr>\n      <th>${n}</th>\n      <td>a</td>\n    </tr>\n`;
  const frame = (rows: number): string =>
    `<div>\n<style scoped>\n  .dataframe td { color: red }\n</style>\n<table border="1" class="dataframe">\n  <thead>\n` +
    `    <tr style="text-align: right;">\n      <th></th>\n      <th>x</th>\n    </tr>\n  </thead>\n  <tbody>\n` +
    `${Array.from({ length: rows }, (_, n) => row(n)).join('')}  </tbody>\n</table>\n</div>`;

  it('is marked as ours and loses its style sheet and its indentation', () => {
    const { html, dropped } = sanitizeHtml(frame(1));
    expect(html).toBe(
      '<div>\n\n<table class="nbr-df"><thead><tr><th></th><th>x</th></tr></thead><tbody><tr><th>0</th><td>a</td></tr>' +
        '</tbody></table>\n</div>'
    );
    expect([...dropped]).toEqual([['style', 1]]);
  });

  it('shows the rows that fit and counts the others, and goes on after the table', () => {
    const { html, omittedRows } = sanitizeHtml(`${frame(10)}<p>after</p>`, { maxTableRows: 4 });
    expect(html.match(/<tr>/g)).toHaveLength(4);
    expect(omittedRows).toBe(7);
    expect(html).toContain('<p>after</p>');
  });

  it('with tables in cells counts the rows of the outer one only', () => {
    const inner = '<table><tr><td>i</table>';
    const { html, omittedRows } = sanitizeHtml(`<table>${`<tr><td>${inner}${inner}`.repeat(3)}</table>`, {
      maxTableRows: 2
    });
    expect(omittedRows).toBe(1);
    expect(html.match(/<td>i<\/td>/g)).toHaveLength(4);
  });
});

describe('a styled table of pandas', () => {
  const sheet = (rules: string): string =>
    `<style type="text/css">\n${rules}</style>\n<table id="T_1a"><tbody><tr><td id="T_1a_row0_col0" class="data">1</td>` +
    '<td id="T_1a_row0_col1">2</td></tr></tbody></table>';
  const render = (rules: string): { html: string; css: string; dropped: readonly string[] } => {
    const styles = createStyleSheet();
    const { html, dropped } = sanitizeHtml(sheet(rules), { styles });
    return { html, css: styles.css(), dropped: [...dropped.keys()] };
  };

  it('keeps the colours of its cells, as classes', () => {
    const { html, css, dropped } = render(
      '#T_1a th { color: red; }\n#T_1a_row0_col0, #T_1a_row0_col1 {\n  background-color: #f7fbff;\n  color: #000000;\n}\n' +
        '#T_1a_row0_col1 {\n  font-weight: bold;\n}\n'
    );
    expect(css).toBe(
      '.nbr.nbr .q1{background:#f7fbff;color:#000}.nbr.nbr .q2{background:#f7fbff;color:#000;font-weight:bold}'
    );
    expect(html).toBe('\n<table><tbody><tr><td class="q1">1</td><td class="q2">2</td></tr></tbody></table>');
    expect(dropped).toEqual([]);
  });

  const TABLE =
    '<table id="T_1a"><caption>c</caption><thead><tr><th class="blank level0"></th><th class="col_heading level0 col0">h</th></tr></thead>' +
    '<tbody><tr><th class="row_heading level0 row0">0</th><td id="T_1a_row0_col0" class="data row0 col0">1</td></tr>' +
    '<tr><th class="row_heading level0 row1">1</th><td id="T_1a_row1_col0" class="data row1 col0">2</td></tr></tbody></table>';
  /** The texts of the elements that a rule reaches, and what the first of them is given. */
  const reached = (rules: string): readonly string[] => {
    const styles = createStyleSheet();
    const { html } = sanitizeHtml(`<style type="text/css">${rules}</style>${TABLE}`, { styles });
    const names = [...html.matchAll(/<(\w+) class="q(\d+)">/g)].map(([, tag = '', at = '']) => `${tag} q${at}`);
    return [
      ...names,
      ...styles
        .css()
        .split('}')
        .filter(rule => rule !== '')
    ];
  };

  it.each([
    ['#T_1a th', ['th q1', 'th q1', 'th q1', 'th q1']],
    ['#T_1a th.col_heading', ['th q1']],
    ['#T_1a .row1', ['th q1', 'td q1']],
    ['#T_1a tbody th', ['th q1', 'th q1']],
    ['#T_1a caption', ['caption q1']],
    ['#T_1a', ['table q1']],
    ['#T_1a tr:nth-child(even)', ['tr q1']],
    ['#T_1a tbody tr:nth-child(odd) td', ['td q1']],
    ['#T_1a thead th:nth-child(2)', ['th q1']],
    ['#T_1a tbody td, #T_1a caption', ['caption q1', 'td q1', 'td q1']]
  ])('gives %s what it asks for, and nothing else', (selector, elements) => {
    expect(reached(`${selector} { font-weight: bold; }`)).toEqual([...elements, '.nbr.nbr .q1{font-weight:bold']);
  });

  it('prefers what browsers prefer: a part of the table that is named more exactly, then the last rule', () => {
    const rules =
      '#T_1a td.data { font-weight: bold; text-align: left }\n#T_1a td { font-weight: normal; font-style: italic }\n' +
      '#T_1a_row0_col0 { font-style: oblique; text-align: right; white-space: pre }';
    expect(reached(rules)).toContain('.nbr.nbr .q1{white-space:pre;font-style:italic;font-weight:bold;text-align:left');
  });

  it.each([
    '#T_1a td:hover{color:red}',
    '#T_1a td::after{content:"x"}',
    '#T_1a td > b{color:red}',
    '#T_1a > *{color:red}',
    '#T_2b td{color:red}',
    '#T_1a td[id]{color:red}',
    '#T_1a td:not(.x){color:red}',
    '#T_1a td + td{color:red}',
    '#T_1a tr:nth-child(999999999999n){color:red}',
    '#T_1a a b c d td{color:red}',
    'body #T_1a td{color:red}',
    'td{color:red}',
    '#T_1a t\\64{color:red}',
    '#T_1a td/**/{color:red}',
    '#T_1a td{color:expression(alert(1))}',
    '#T_1a td{background:url(x);position:fixed;inset:0;z-index:9}',
    '#T_1a td{color:r\\65 d}',
    '@import "x";@media all{#T_1a td{color:red}}'
  ])('takes nothing from %j', rules => {
    expect(reached(rules)).toEqual([]);
  });

  it.each([
    '*{display:none}',
    '#T_1a_row0_col0 *{color:red}',
    '#T_1a_row0_col0:hover{color:red}',
    '#T_1a_row0_col0{position:fixed;background:url(x)}',
    '@media all{#T_1a_row0_col0{color:red}}',
    `#T_1a_row0_col0{${'color:red;'.repeat(500)}}`,
    '#T_1a_row0_col0{color:red'.replace('{', '')
  ])('takes nothing from %j', rules => {
    const { html, css } = render(rules);
    expect(css).toBe('');
    expect(html).not.toContain('class');
  });
});

describe('what is told about the work', () => {
  it('counts what was left out, and not what nobody misses', () => {
    const { dropped } = sanitizeHtml(
      '<script>1</script><script>2</script><p class=x onclick=1 style="color:red">x<form>y</form><iframe>z</iframe><\u0130>'
    );
    expect([...dropped]).toEqual([
      ['script', 2],
      ['[onclick]', 1],
      ['form', 1],
      ['iframe', 1]
    ]);
  });

  it('repeats at most 50 names of the attacker', () => {
    const { dropped } = sanitizeHtml(Array.from({ length: 200 }, (_, n) => `<x-${n}>`).join(''));
    expect(dropped.size).toBe(51);
    expect(dropped.get('other')).toBe(150);
  });

  it('measures visible text, not markup', () => {
    expect(sanitizeHtml('<p> ab </p>\n<b>c</b><script>dddd</script>').textLength).toBe(3);
  });

  it('stops at the length that was asked for, balanced', () => {
    const { html, truncated } = sanitizeHtml(`<ul>${'<li>item'.repeat(1000)}`, { maxLength: 500 });
    expect(truncated).toBe(true);
    expect(html.length).toBeLessThan(600);
    expect(sanitizeHtml('x'.repeat(1000), { maxLength: 500 }).html).toHaveLength(500);
    expect(sanitizeHtml(`<img alt=a src="data:image/png;base64,${'A'.repeat(1000)}">`, { maxLength: 500 }).html).toBe(
      'a'
    );
    expect(violations(html, { kind: 'output' })).toEqual([]);
  });
});

describe('the second pass over a report', () => {
  const css = '.nbr p{color:red}';
  const report = (inside: string, style = css): string =>
    `<div class="nbr" ng-non-bindable><style>${style}</style>${inside}</div>`;

  it.each([
    [
      'our elements',
      '<section class="nbr-cell" aria-label="Cell 1"><details open><summary>Code</summary></details></section>'
    ],
    ['code colours', '<pre class="nbr-code" tabindex="0" role="region"><span class="k">def</span></pre>'],
    ['formulas', '<p><math display="block"><mrow><mi>x</mi><mo stretchy="false">(</mo></mrow></math></p>']
  ])('keeps %s', (_title, inside) => {
    expect(sanitizeReport(report(inside), { css })).toBe(report(inside));
    expect(violations(report(inside))).toEqual([]);
  });

  it.each([
    ['a style sheet that is not ours', report('', '.nbr p{color:blue}'), { css }],
    ['a rule of another shape behind it', report('', `${css}.nbr{display:none}`), { css }],
    ['a declaration outside the policy', report('', `${css}.nbr.nbr .q1{position:fixed}`), { css }],
    ['a second style sheet', report(`<style>${css}</style>`), { css }],
    ['a style sheet deeper inside', `<div class="nbr" ng-non-bindable><p><style>${css}</style></p></div>`, { css }],
    ['a style attribute', report('<p style="color:red">x</p>'), { css }],
    ['a class of the page', report('<p class="modal-backdrop in">x</p>'), { css }],
    ['HTML in a formula', report('<math><mi><b>x</b></mi></math>'), { css }],
    ['a self-closing tag', report('<br/>'), { css }],
    ['an unescaped quote', report("it's"), { css }],
    ['an id', report('<p id="x">x</p>'), { css }],
    ['a comment', report('<!-- x -->'), { css }]
  ])('does not repeat %s', (_title, fragment, options) => {
    const again = sanitizeReport(fragment, options);
    expect(again).not.toBe(fragment);
    expect(violations(again)).toEqual([]);
  });

  it('keeps interned styles behind our sheet', () => {
    const styles = createStyleSheet();
    const { html } = sanitizeHtml('<p style="color:#123;border:1px solid red">x</p>', { styles });
    const whole = report(html, css + styles.css());
    expect(sanitizeReport(whole, { css })).toBe(whole);
  });
});

it('does not let two halves of a character find each other where a tag between them is dropped', () => {
  const once = sanitizeHtml('<svg><text>\ud800<b>\udfff</b>x</text></svg>').html;
  expect(sanitizeHtml(once).html).toBe(once);
});

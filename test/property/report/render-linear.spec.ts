import { renderReport } from '../../../src/report/index.js';
import { typesetTex } from '../../../src/report/maths/typeset-tex.js';
import { codeCell, display, error, markdownCell, notebook, stream } from '../../support/notebook-parts.js';

/**
 * Work that grows with the square of the input would take hours on inputs of this size: the time limit of the test is
 * generous for linear work on a slow machine, and out of reach for anything else.
 */
const SIZE = 400_000;
const ESC = '\u001b';
jest.setTimeout(60_000);

const repeated = (part: string, size = SIZE) => part.repeat(Math.ceil(size / part.length)).slice(0, size);

const TERMINAL: readonly (readonly [title: string, text: string])[] = [
  ['escapes without an end', repeated(`${ESC}[`)],
  ['one escape with endless parameters', `${ESC}[${repeated('1;')}m`],
  ['colours that are never reset', repeated(`${ESC}[31mx${ESC}[1m`)],
  ['escapes within escapes', repeated(`${ESC}${ESC}]`)],
  ['strings without an end', repeated(`${ESC}]0;`)],
  ['one string without an end', `${ESC}P${repeated('x')}`],
  ['backspaces', repeated('a\b')],
  ['only backspaces', repeated('\b')],
  ['carriage returns', repeated('abc\r')],
  ['a long line overwritten often', `${repeated('x', SIZE / 2)}${repeated('\ry', SIZE / 2)}`],
  ['erased lines', `${repeated('x', SIZE / 2)}${repeated(`${ESC}[2Kx\r`, SIZE / 2)}`],
  ['erased ends of lines', `${repeated('x', SIZE / 2)}\r${repeated(`${ESC}[Kx`, SIZE / 2)}`],
  ['many colours in one overwritten line', repeated(`${ESC}[31ma${ESC}[32mb\b`)],
  ['empty lines', repeated('\n')],
  ['one long line', repeated('x')],
  ['surrogates', repeated('\u{1f600}\b')],
  ['characters to escape', repeated('<&>"\'')],
  ['line ends of another system', repeated('\r\n')]
];

const MARKDOWN: readonly (readonly [title: string, text: string])[] = [
  ['brackets', repeated('[', 50_000)],
  ['nested links', `${repeated('[a](', 50_000)}`],
  ['pictures', repeated('![', 50_000)],
  ['emphasis that opens', repeated('*a **', 50_000)],
  ['emphasis that alternates', repeated('_*a', 50_000)],
  ['quotes in quotes', `${repeated('>', 20_000)}a`],
  ['lists in lists', Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
  ['backticks', Array.from({ length: 500 }, (_, length) => `e${'`'.repeat(length)}`).join('')],
  ['comments without an end', repeated('<!--', 50_000)],
  ['declarations without an end', repeated('<?<!A', 50_000)],
  ['tags without an end', repeated('<a x="', 50_000)],
  ['elements that are never closed', repeated('<b>', 100_000)],
  ['tables of many columns', `${repeated('|a', 4_000)}\n${repeated('|-', 4_000)}\n${repeated('a\n', 4_000)}`],
  ['entities', repeated('&#x', 100_000)],
  ['addresses', repeated('http://a.b ', 50_000)],
  ['an address without an end', `http://${repeated('a.', 50_000)}`],
  ['addresses of mail', repeated('a@', 50_000)],
  ['tildes', repeated('~~a ', 50_000)],
  ['definitions of links', repeated('[a]: b\n', 50_000)],
  ['definitions without an end', repeated('[a\n', 50_000)],
  ['boxes', repeated('- [ ] ', 50_000)],
  ['fences', repeated('```\n', 50_000)]
];

const FORMULAS: readonly (readonly [title: string, text: string])[] = [
  ['openings', repeated('$', 50_000)],
  ['openings of lines', repeated('$$a\n', 50_000)],
  ['openings in brackets', repeated('\\\\(', 50_000)],
  ['lines of openings in brackets', repeated('\\[\n', 50_000)],
  ['environments without an end', repeated('\\begin{a}\n', 50_000)],
  ['ends without a beginning', repeated('\\end{a} \\)', 50_000)],
  ['braces', repeated('${', 50_000)],
  ['sums of money', repeated('$5 and ', 50_000)],
  ['many small ones', repeated('$x$ ', 50_000)],
  ['many different ones', Array.from({ length: 5_000 }, (_, at) => `$x_{${at}}$`).join(' ')],
  ['one large one', `$${repeated('x_1+', 50_000)}$`],
  ['large ones', Array.from({ length: 40 }, (_, at) => `$${at}${repeated("x'&\\\\", 2_900)}$`).join(' ')],
  [
    'macros',
    Array.from({ length: 400 }, (_, at) => `$\\def\\a{${at}${repeated('x', 300)}}${repeated('\\a+', 90)}$`).join(' ')
  ],
  [
    'macros that are provided',
    Array.from(
      { length: 400 },
      (_, at) => `$\\providecommand\\a{${at}${repeated("x'", 150)}}${repeated('\\a', 46)}$`
    ).join(' ')
  ],
  [
    'macros that call one another',
    Array.from({ length: 400 }, (_, at) => `$\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{${at}\\a}\\a$`).join(' ')
  ]
];

const CODE: readonly (readonly [title: string, text: string])[] = [
  ['parentheses', repeated('(', 100_000)],
  ['quotes', repeated('"', 100_000)],
  ['f-strings', repeated('f"{', 100_000)],
  ['comments', repeated('#', 100_000)],
  ['decorators', repeated('@a(', 100_000)],
  ['numbers', repeated('1e', 100_000)],
  ['magics', repeated('%a\n', 100_000)],
  ['blanks', repeated(' ', 100_000)],
  ['one long name', repeated('a', 100_000)],
  ['questions', repeated('?', 100_000)]
];

describe('a report is made in linear time', () => {
  it.each(TERMINAL)('of a log with %s', (_, text) => {
    const report = renderReport(
      notebook([codeCell([stream(text), error('E', text, [text])]), codeCell([display({ 'text/plain': text })])])
    );
    expect(report.html.endsWith('</div>')).toBe(true);
  });

  it.each(MARKDOWN)('of Markdown with %s', (_, text) => {
    const report = renderReport(notebook([markdownCell(text), codeCell([display({ 'text/markdown': text })])]));
    expect(report.html.endsWith('</div>')).toBe(true);
  });

  it.each(FORMULAS)('of formulas with %s', (_, text) => {
    const cells = [markdownCell(text), codeCell([display({ 'text/latex': text }), display({ 'text/markdown': text })])];
    expect(renderReport(notebook(cells), { typesetTex }).html.endsWith('</div>')).toBe(true);
  });

  it.each(CODE)('of code with %s', (_, source) => {
    const report = renderReport(notebook([codeCell([], { source }), codeCell([], { source: `%%html\n${source}` })]));
    expect(report.html.endsWith('</div>')).toBe(true);
  });

  it('of JSON that nests deeply', () => {
    let deep: unknown = 1;
    for (let i = 0; i < SIZE; i += 1) deep = { a: [deep] };
    expect(renderReport(notebook([codeCell([display({ 'application/json': deep })])])).html).toContain('…');
  });

  it('of a hundred thousand small outputs', () => {
    const outputs = Array.from({ length: 100_000 }, (_, index) => stream('x\n', index % 2 === 0 ? 'stdout' : 'stderr'));
    expect(renderReport(notebook([codeCell(outputs)])).bytes).toBeLessThanOrEqual(6_000_000);
  });
});

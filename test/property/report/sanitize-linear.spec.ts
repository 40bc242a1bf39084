import { createStyleSheet, sanitizeHtml, sanitizeReport } from '../../../src/report/sanitize/index.js';
import { rebuildSvg } from '../../../src/report/svg-document.js';
import { violations } from '../../support/report-oracle';

/** Inputs that made some sanitizer slow or its output large, by the number of repeated parts. */
const ADVERSARIAL: Readonly<Record<string, (n: number) => string>> = {
  'open tags': n => '<div>'.repeat(n),
  'open tags and as many stray end tags of others': n => '<div>'.repeat(n) + '</span>'.repeat(n),
  'open tags and as many end tags': n => '<div>'.repeat(n) + '</div>'.repeat(n),
  'paragraphs that end one another': n => '<p>'.repeat(n),
  'links in bold text': n => '<a href=http://x><b>'.repeat(n),
  'formatting across blocks': n => '<b><i><p>x</b></i>'.repeat(n),
  'formatting that is never closed': n => '<b><i><u><s>x<p>'.repeat(n),
  'items in items': n => '<ul><li>'.repeat(n),
  'items that end one another': n => '<ul>' + '<li><div><p>x'.repeat(n),
  'definitions across lists': n => '<dl><dd><ul><dt>'.repeat(n),
  'tables in tables': n => '<table><tr><td>'.repeat(n),
  'tables without cells': n => '<table>x'.repeat(n),
  'text between rows': n => '<table>' + 'x<tr>'.repeat(n),
  'captions and columns in turn': n => '<table>' + '<caption>x<col>'.repeat(n),
  'headings in headings': n => '<h1><h2>'.repeat(n),
  'less-than signs': n => '<'.repeat(n),
  ampersands: n => '&'.repeat(n),
  'references without semicolon': n => '&amp&lt&notit'.repeat(n),
  'open comments': n => '<!--'.repeat(n),
  'open CDATA sections': n => '<![CDATA['.repeat(n),
  attributes: n => `<p ${Array.from({ length: n }, (_, k) => `a${k}=1 `).join('')}>`,
  'one attribute again and again': n => `<p ${'title=x '.repeat(n)}>`,
  'a long attribute': n => `<p title="${'&lt;'.repeat(n)}">`,
  'a long style': n => `<p style="${'color:red;'.repeat(n)}">x`,
  'a long colour': n => `<p style="color:rgb(${'1,'.repeat(n)})">x`,
  'a long gradient': n => `<p style="background:linear-gradient(${'red 1%,'.repeat(n)}red)">x`,
  'distinct styles': n => Array.from({ length: n }, (_, k) => `<b style="width:${k % 100}.${k}%">x</b>`).join(''),
  'rules for cells': n => `<style>${'#T_1{color:red}'.repeat(n)}</style>${'<b id=T_1>'.repeat(n)}`,
  'a long address': n => `<a href="${'https://'.repeat(n)}">x</a>`,
  'a long host': n => `<img src="//${'a@'.repeat(n)}">`,
  'a long picture': n => `<img src="data:image/png;base64,${'A'.repeat(n)}=!">`,
  'drawings in drawings': n => '<svg>'.repeat(n),
  'short drawings': n => '<svg></svg>'.repeat(n),
  'open scripts': n => '<script>'.repeat(n),
  'open dropped elements of all kinds': n => '<select><template><xmp><math><title>'.repeat(n),
  'null characters': n => '\0'.repeat(n),
  'lone surrogates': n => '\ud800'.repeat(n)
};

describe.each(Object.entries(ADVERSARIAL))('%s', (_title, build) => {
  it('P7: cost at most twice as many steps when there are twice as many', () => {
    const steps = (n: number): number => sanitizeHtml(build(n), { styles: createStyleSheet() }).steps;
    expect(steps(4_000)).toBeLessThanOrEqual(2.05 * steps(2_000) + 2_000);
    expect(steps(4_000)).toBeLessThanOrEqual(8 * build(4_000).length + 100);
  });

  it('do not grow the output beyond a constant factor, and stay within the policy', () => {
    const untrusted = build(1_000);
    const { html } = sanitizeHtml(untrusted, { styles: createStyleSheet() });
    expect(html.length).toBeLessThanOrEqual(12 * untrusted.length);
    expect(violations(html, { kind: 'output' })).toEqual([]);
    expect(sanitizeReport(html)).toBe(html);
  });
});

it('P7: a drawing of 100,000 elements is read in one go', () => {
  const drawing = `<svg>${'<path d="M0 0"/>'.repeat(100_000)}</svg>`;
  expect(rebuildSvg(drawing)?.length).toBeLessThan(2 * drawing.length);
});

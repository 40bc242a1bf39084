import { html, join, styleElement, text } from '../../../src/report/html.js';
import { renderReport } from '../../../src/report/index.js';
import { readReportNotebook } from '../../../src/report/notebook.js';
import { isWithinVocabulary, renderPlainText } from '../../../src/report/seal.js';
import { REPORT_CSS } from '../../../src/report/theme/css.js';
import { codeCell, display, error, markdownCell, notebook, stream } from '../../support/notebook-parts.js';

const value = notebook([
  markdownCell('# <b>prose</b>'),
  codeCell([
    stream('\u001b[31mlog\u001b[0m'),
    error('KeyError', 'ip'),
    display({ 'text/plain': 'said', 'text/html': '<i>rich</i>' })
  ])
]);
const plain = (maxBytes: number) => renderPlainText(readReportNotebook(value, 'collapse'), maxBytes);

describe('the second look at a report', () => {
  it('finds nothing in a report as it was made', () => {
    expect(isWithinVocabulary(renderReport(value).html)).toBe(true);
  });

  it.each([
    ['a script', html`<div class="nbr"><script>x</script></div>`],
    ['a handler', html`<div class="nbr" onclick="x"></div>`],
    ['an id', html`<div class="nbr" id="x"></div>`],
    ['a class of the page', html`<div class="nbr modal-backdrop"></div>`],
    ['a form', html`<div class="nbr"><form></form></div>`],
    ['a picture from elsewhere', html`<div class="nbr"><img src="https://a.example/x.png" alt=""></div>`],
    ['a second style sheet', html`<div class="nbr">${styleElement(REPORT_CSS)}${styleElement('*{color:red}')}</div>`],
    ['an element that is not closed', html`<div class="nbr"><p>`]
  ])('finds %s', (_, fragment) => {
    expect(isWithinVocabulary(fragment)).toBe(false);
  });
});

describe('the plain text that replaces a report', () => {
  it('holds prose, logs, errors and texts, all escaped', () => {
    const blocks = ['# <b>prose</b>', 'log', 'KeyError: ip', 'said'].map(block => html`<pre>${text(block)}</pre>`);
    expect(plain(100_000)).toContain(join(blocks));
  });

  it('is itself within the vocabulary, and says why it is there', () => {
    expect(isWithinVocabulary(plain(100_000))).toBe(true);
    expect(plain(100_000)).toContain('failed its own safety check');
  });

  it('is no larger than it may be', () => {
    expect(Buffer.byteLength(plain(7_000))).toBeLessThanOrEqual(7_000);
  });
});

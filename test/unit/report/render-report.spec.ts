import { renderReport } from '../../../src/report/index.js';

const code = (outputs: readonly unknown[], extra: object = {}) => ({
  cell_type: 'code',
  source: 'print(1)',
  metadata: {},
  execution_count: 1,
  outputs,
  ...extra
});
const notebook = (cells: readonly unknown[], metadata: object = {}) => ({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
const display = (data: object) => ({ output_type: 'display_data', data, metadata: {} });
/** The report without its style sheet, so that words of the sheet are not mistaken for content. */
const bodyOf = (value: unknown) => renderReport(value).html.replace(/<style>.*?<\/style>/s, '');

describe('renderReport', () => {
  it('is at most 8,000 bytes for an empty notebook', () => {
    expect(renderReport(notebook([])).bytes).toBeLessThanOrEqual(8_000);
  });

  it.each([
    ['a stream', code([{ output_type: 'stream', name: 'stdout', text: ['a<', 'b'] }]), '<pre class="nbr-pre" tabindex="0">a&lt;b</pre>'],
    ['standard error', code([{ output_type: 'stream', name: 'stderr', text: 'oops' }]), '<div class="nbr-stderr">'],
    ['markdown', { cell_type: 'markdown', source: '# Hi', metadata: {} }, '<div class="nbr-md"><h1>Hi</h1>'],
    ['an error', code([{ output_type: 'error', ename: 'KeyError', evalue: "'ip'", traceback: ['t'] }]), '<b>KeyError</b>: &#39;ip&#39;'],
    ['a table', code([display({ 'text/html': '<table><tr><td>1</td></tr></table>' })]), 'role="region" aria-label="Table of cell 1"><table>'],
    ['a picture', code([display({ 'image/png': 'iVBORw0KGgoAAAA=\n' })]), '<img src="data:image/png;base64,iVBORw0KGgoAAAA=" alt="Figure of cell 1" loading="lazy" decoding="async">'],
    ['JSON', code([display({ 'application/json': { a: 1 } })]), '<summary>JSON <span class="nbr-hint">object with 1 key</span></summary>'],
    ['text', code([display({ 'text/plain': "'x'" })]), '&#39;x&#39;</pre>']
  ])('shows %s', (_, cell, expected) => {
    expect(bodyOf(notebook([cell]))).toContain(expected);
  });

  it('folds the code and highlights it with short classes', () => {
    expect(bodyOf(notebook([code([], { source: 'import os' })]))).toContain(
      '<details class="nbr-code"><summary>Code <span class="nbr-hint">import os</span></summary><pre class="nbr-pre" tabindex="0"><code><span class="k">import</span> os</code></pre></details>'
    );
  });
});

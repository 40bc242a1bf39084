import { renderReport } from '../../../../src/report/index.js';
import { durationText, momentText } from '../../../../src/report/digest/moment.js';
import { codeCell, error, notebook, stream } from '../../../support/notebook-parts.js';

const TAXONOMY = { level: 'malicious', namespace: 'Scirius', predicate: 'alerts', value: 12 };
const lines = (...values: readonly object[]) => stream(values.map(value => `${JSON.stringify(value)}\n`));
const taxonomies = (...values: readonly object[]) => codeCell([lines(...values)], { tags: ['taxonomies'] });
const artifacts = (...values: readonly object[]) => codeCell([lines(...values)], { tags: ['artifacts'] });
const ran = (status: string, more: object = {}) => ({ huntbook: { version: 1, status, ...more } });
const digestOf = (value: unknown) =>
  /<section class="nbr-digest.*?<\/section>/s.exec(renderReport(value).html)?.[0] ?? '';

describe('the digest', () => {
  it('is left out when there is nothing to say', () => {
    expect(digestOf(notebook([codeCell([stream('x')])]))).toBe('');
    const papermill = { start_time: '2026-11-22T20:55:01.123456+00:00', duration: 75.4 };
    expect(digestOf(notebook([codeCell([stream('x')])], { papermill }))).toBe('');
    expect(digestOf(notebook([taxonomies(TAXONOMY)], { papermill }))).toContain('20:55:01');
  });

  it.each([
    ['completed', [], '✓</span>Completed'],
    ['failed', [], '✕</span>Failed'],
    ['cancelled', [], '■</span>Stopped before its end'],
    ['failed', [taxonomies(TAXONOMY)], '!</span>Partial result'],
    ['cancelled', [taxonomies(TAXONOMY)], '!</span>Partial result']
  ])('says in words and by an icon how a run ended: %s', (status, cells, expected) => {
    expect(digestOf(notebook(cells, ran(status)))).toContain(`aria-hidden="true">${expected}</b>`);
  });

  it('names the observable, when it ran and how long', () => {
    const metadata = {
      huntbook: { version: 1, status: 'completed', observable: { dataType: 'ip' } },
      papermill: {
        parameters: { thehive_observable_value: '203.0.113.7\u202e<' },
        start_time: '2026-11-22T20:55:01.123456+00:00',
        duration: 75.4
      }
    };
    const digest = digestOf(notebook([], metadata));
    expect(digest).toContain('ip <code>203.0.113.7\\u{202e}&lt;</code>');
    expect(digest).toContain('2026-11-22 20:55:01 UTC · 1 min 15 s');
  });

  it('names the cell that failed and its exception', () => {
    const value = notebook(
      [codeCell([]), codeCell([error('KeyError', "'ip'")])],
      ran('failed', { failure: { message: 'x', cell: 1 } })
    );
    expect(digestOf(value)).toContain('<b>Cell 2 (&#34;run()&#34;) failed.</b> <code>KeyError: &#39;ip&#39;</code>');
  });

  it('counts cells as their author does, and names the one that failed by its first line', () => {
    const failed = codeCell([error('KeyError', "'ip'")], { source: '\nimport requests_nope  # <b>\nx' });
    const added = (tag: string) => codeCell([], { tags: [tag] });
    const value = notebook(
      [added('papermill-error-cell-tag'), codeCell([]), added('injected-parameters'), failed],
      ran('failed', {
        failure: { message: 'x', cell: 3 },
        problems: [{ code: 'x', severity: 'error', at: { cell: 3, line: 2 }, message: 'm' }]
      })
    );
    expect(digestOf(value)).toContain('<b>Cell 2 (&#34;import requests_nope  # &lt;b&gt;&#34;) failed.</b>');
    expect(digestOf(value)).toContain('>cell 2, line 2</span>');
  });

  it('says what ended the run when no cell did', () => {
    const value = notebook([], ran('failed', { failure: { message: 'The kernel died.' } }));
    expect(digestOf(value)).toContain('<b>The run failed.</b> <code>The kernel died.</code>');
  });

  it('finds the failure in a notebook that somebody else ran', () => {
    expect(digestOf(notebook([codeCell([error('E', 'v')])]))).toContain('Failed');
    expect(digestOf(notebook([codeCell([error('E', 'v')], { tags: ['raises-exception'] })]))).toBe('');
  });

  it.each([
    [['completed', 'completed'], '✓</span>Completed'],
    [['completed', 'failed', 'pending'], '■</span>Stopped before its end'],
    [['completed', 'running', 'pending'], '■</span>Stopped before its end'],
    [['pending', 'pending'], ''],
    [['completed', 7], '■</span>Stopped before its end'],
    [['completed', undefined], ''],
    [[], '']
  ])('reads how a run of papermill ended from its cells: %j', (statuses, expected) => {
    const cells = statuses.map(status => codeCell([], { metadata: { papermill: { status } } }));
    const markdown = { cell_type: 'markdown', source: '', metadata: {} };
    expect(digestOf(notebook([markdown, ...cells]))).toContain(expected);
    if (expected === '') expect(digestOf(notebook(cells))).toBe('');
  });

  it.each([
    [TAXONOMY, '<li class="nbr-chip nbr-malicious"><b>malicious</b><span>Scirius:alerts=&#34;12&#34;</span></li>'],
    [
      { ...TAXONOMY, level: 'safe', value: null },
      '<li class="nbr-chip nbr-safe"><b>safe</b><span>Scirius:alerts</span></li>'
    ],
    [{ ...TAXONOMY, value: '<i>' }, '=&#34;&lt;i&gt;&#34;']
  ])('draws taxonomies as TheHive does: %j', (taxonomy, expected) => {
    expect(digestOf(notebook([taxonomies(taxonomy)]))).toContain(expected);
  });

  it('lists artifacts, without columns in which nothing stands', () => {
    const digest = digestOf(
      notebook([artifacts({ dataType: 'ip', data: '203.0.113.7', tlp: 3 }, { dataType: 'file', data: 'a.bin' })])
    );
    expect(digest).toContain('<h3>');
    expect(digest).toContain('<td><code>203.0.113.7</code></td><td><span class="nbr-tlp nbr-tlp3">red</span></td>');
    expect(digest).not.toContain('Message');
  });

  it('tells a file that came along by name, kind and size, however long its name', () => {
    const file = { dataType: 'file', content: 'AAAA'.repeat(1_000), contentType: 'image/png' };
    const digest = digestOf(notebook([artifacts({ ...file, filename: 'plot.png' })]));
    expect(digest).toContain('<code>plot.png (image/png, 3,000 bytes)</code>');
    expect(digest).not.toContain('AAAA');
    expect(digestOf(notebook([artifacts({ ...file, filename: 'n'.repeat(400) })]))).toContain('3,000 bytes');
  });

  it('shows the first 50 artifacts and counts the others', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ dataType: 'domain', data: `d${index}.example`, tlp: 2 }));
    const digest = digestOf(notebook([artifacts(...many)]));
    expect(digest.match(/<code>d\d+\.example/g)).toHaveLength(50);
    expect(digest).toContain('10 more artifacts are not shown.');
  });

  it('counts operations by what comes of them, those that are held back among them', () => {
    const cell = codeCell(
      [
        lines(
          { type: 'AddTagToCase', tag: 'a' },
          { type: 'MarkAlertAsRead' },
          { type: 'Format' },
          { type: 'CreateTask' }
        )
      ],
      { tags: ['operations'] }
    );
    const target = { entity: 'case', parent: 'none', thehive: 4 };
    const digest = digestOf(notebook([cell], ran('completed', { target })));
    expect(digest).toContain('<h3>4 operations: 1 will apply, 1 will fail, 2 held back</h3>');
    expect(digest).toContain('is held back: TheHive 4 does not know');
    expect(digest).toContain('Why operations were held back is among the problems.');
    expect(digest).toContain('CreateTask needs');
    expect(digestOf(notebook([cell]))).toContain('<h3>4 operations: 1 held back</h3>');
  });

  it('names an operation that was held back where there is no other', () => {
    const cell = codeCell([lines({ tag: 'a' })], { tags: ['operations'] });
    expect(digestOf(notebook([cell]))).toContain('<h3>1 operation: 1 held back</h3><p');
  });

  it('lists problems with their place, each once', () => {
    const cell = codeCell([stream('{"dataType": "ip"}\n')], { tags: ['artifacts'] });
    const { problems } = renderReport(notebook([cell]));
    expect(problems.map(({ code, at }) => ({ code, cell: at.cell, line: at.line }))).toEqual([
      { code: 'artifact-data-present', cell: 0, line: 1 }
    ]);
    const stored = notebook([cell], ran('completed', { problems }));
    expect(renderReport(stored).problems).toHaveLength(1);
    expect(digestOf(stored)).toContain(
      '<h3>1 problem</h3><ul class="nbr-problems"><li class="nbr-bad"><b>Error</b> <span class="nbr-at">cell 1, line 1</span>'
    );
  });
});

describe('times in words', () => {
  it.each([
    ['2026-11-22T20:55:01.123456+00:00', '2026-11-22 20:55:01 UTC'],
    ['2026-11-22T20:55:01', '2026-11-22 20:55:01 UTC'],
    ['2026-11-22T20:55:01Z', '2026-11-22 20:55:01 UTC'],
    ['2026-11-22T20:55:01+02:00', '2026-11-22 20:55:01 +02:00'],
    ['yesterday', undefined],
    ['<b>', undefined]
  ])('%s reads %s', (iso, expected) => {
    expect(momentText(iso)).toBe(expected);
  });

  it.each([
    [0, '0.0 s'],
    [0.44, '0.4 s'],
    [9.96, '10 s'],
    [59.7, '1 min 0 s'],
    [200, '3 min 20 s'],
    [3_900, '1 h 5 min']
  ])('%d seconds read %s', (seconds, expected) => {
    expect(durationText(seconds)).toBe(expected);
  });
});

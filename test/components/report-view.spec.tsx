import { render, screen } from '@testing-library/react';
import { renderReportWithMaths } from '../../src/report/index.js';
import { reportPage } from '../../src/lab/report-viewer/report-page.js';
import { ReportView } from '../../src/lab/report-viewer/report-view.js';
import type { ReportState } from '../../src/lab/report-viewer/report-state.js';
import { PLAIN_TEXTS as trans } from '../support/plain-texts.js';

const view = { code: 'collapse', hasDetails: true } as const;
const nothing = (): void => undefined;
const show = (state: ReportState) =>
  render(
    <ReportView {...{ state, view, trans, onCode: nothing, onDetails: nothing, onSave: nothing, onDrawn: nothing }} />
  );

test.each<[ReportState, string]>([
  [{ kind: 'loading' }, 'Fetching the notebook…'],
  [{ kind: 'rendering', bytes: 52_000_000 }, 'Rendering 52.0 MB of notebook in the background…'],
  [{ kind: 'unreadable', reason: 'empty', detail: '' }, 'It is empty.'],
  [{ kind: 'unreadable', reason: 'not-a-notebook', detail: '' }, 'It is JSON, but has no list of cells.'],
  [{ kind: 'failed', message: 'RangeError' }, 'The report could not be made']
])('the state %j says what is going on', (state, text) => {
  show(state);
  expect(document.body.textContent).toContain(text);
  for (const name of ['Shown', 'Folded', 'Hidden', 'Save as HTML']) {
    expect(screen.getByRole<HTMLButtonElement>('button', { name }).disabled).toBe(true);
  }
});

test('a colour of a theme that is no colour does not get into the page', () => {
  const page = reportPage('', {
    text: '</style><script>alert(1)</script>',
    paper: 'url(https://canary.invalid)',
    isDark: true
  });
  expect(page).not.toContain('canary');
  expect(page).not.toContain('<script>');
  expect(page).toContain('color-scheme:dark');
});

test('the fragment stands in the page as it was rendered', async () => {
  const { html } = await renderReportWithMaths({ nbformat: 4, cells: [{ cell_type: 'markdown', source: '# Hi' }] });
  expect(reportPage(html, { text: '#222', paper: '#fff', isDark: false })).toContain(`<body>\n${html}\n</body>`);
});

import { readRunMetadata } from '../../src/playbook/index.js';
import { ReportModel } from '../../src/lab/report-viewer/report-model.js';
import type { ReportRenderer } from '../../src/lab/report-viewer/report-renderer.js';
import type { RenderedReport, ReportAnswer, ReportRequest } from '../../src/lab/report-viewer/report-request.js';

/** A renderer whose answers come when the test says so. */
class HeldRenderer implements ReportRenderer {
  readonly requests: Omit<ReportRequest, 'id'>[] = [];
  readonly answers: ((answer: ReportAnswer) => void)[] = [];
  isDisposed = false;
  holdsText = false;
  render(request: Omit<ReportRequest, 'id'>): Promise<ReportAnswer> {
    this.requests.push(request);
    this.holdsText = true;
    return new Promise(resolve => this.answers.push(resolve));
  }
  dispose(): void {
    this.isDisposed = true;
  }
}

const failed = (message: string): ReportAnswer => ({ id: 0, kind: 'failed', message });
function model(): { renderer: HeldRenderer; report: ReportModel } {
  const renderer = new HeldRenderer();
  const ink = () => ({ text: '#222', paper: '#fff', isDark: false });
  return { renderer, report: new ReportModel({ renderer, ink, title: () => 'x', text: () => 'text' }) };
}

test('an answer that was overtaken by a later request is not shown', async () => {
  const { renderer, report } = model();
  const first = report.show();
  const second = report.show();
  renderer.answers[1]?.(failed('second'));
  await second;
  renderer.answers[0]?.(failed('first'));
  await first;
  expect(report.state).toMatchObject({ kind: 'failed', message: 'second' });
});

const REPORT: RenderedReport = {
  ...{ html: '<p>the same</p>', bytes: 15, cells: 1, notices: [], problems: [], roleCells: [], kernel: undefined },
  run: readRunMetadata({}),
  full: undefined
};

test('a file that is saved without a change stays drawn, for its frame loads nothing anew', async () => {
  const { renderer, report } = model();
  const first = report.show();
  renderer.answers[0]?.({ id: 0, kind: 'rendered', report: REPORT });
  await first;
  expect(report.state).toMatchObject({ kind: 'shown', isDrawn: false });
  report.drawn();
  const again = report.show();
  renderer.answers[1]?.({ id: 0, kind: 'rendered', report: REPORT });
  await again;
  expect(report.state).toMatchObject({ kind: 'shown', isDrawn: true });
  const changed = report.show();
  renderer.answers[2]?.({ id: 0, kind: 'rendered', report: { ...REPORT, html: '<p>another</p>' } });
  await changed;
  expect(report.state).toMatchObject({ kind: 'shown', isDrawn: false });
});

test('a toggle asks for the same notebook again without sending it', () => {
  const { renderer, report } = model();
  void report.show();
  void report.setCode('hide');
  expect(renderer.requests.map(({ text, code }) => [text, code])).toEqual([
    ['text', 'collapse'],
    [undefined, 'hide']
  ]);
});

test('a toggle sends the notebook again when the renderer has lost it', () => {
  const { renderer, report } = model();
  void report.show();
  renderer.holdsText = false;
  void report.setCode('hide');
  expect(renderer.requests.map(({ text, code }) => [text, code])).toEqual([
    ['text', 'collapse'],
    ['text', 'hide']
  ]);
});

test('a page to save is asked for with the notebook when the renderer has lost it, and a failure says why', async () => {
  const { renderer, report } = model();
  const saved = report.pageToSave();
  renderer.answers[0]?.(failed('no memory'));
  expect(await saved).toMatchObject({ kind: 'failed', message: 'no memory' });
  expect(renderer.requests).toEqual([{ text: 'text', code: 'collapse', target: 'page', title: 'x' }]);
});

test('after it is disposed nothing is told any more, and the renderer is gone', async () => {
  const { renderer, report } = model();
  const told = jest.fn();
  report.changed.connect(told);
  const shown = report.show();
  told.mockClear();
  report.dispose();
  report.dispose();
  renderer.answers[0]?.(failed('late'));
  await shown;
  expect(told).not.toHaveBeenCalled();
  expect(renderer.isDisposed).toBe(true);
});

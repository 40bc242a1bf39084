import type { INotebookTracker } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';
import { PreviewModel } from '../../src/lab/preview/preview-model.js';
import type { ReportRenderer } from '../../src/lab/report-viewer/report-renderer.js';
import type { IPlaybookChecks } from '../../src/tokens.js';

const signal = () => new Signal<object, void>({});
const live = { changed: signal(), results: undefined };
const checks = { resultsOf: () => live } as unknown as IPlaybookChecks;
const renderer: ReportRenderer = {
  holdsText: false,
  isDisposed: false,
  render: () => Promise.reject(new Error('The renderer is asked for nothing here.')),
  dispose: () => undefined
};

/** A preview of a notebook whose context is ready when the promise says so. */
function preview(ready: Promise<void>): PreviewModel {
  const content = { modelContentChanged: signal(), model: { toJSON: () => ({}) } };
  const panel = { content, context: { ready }, disposed: signal(), isDisposed: false, title: { label: 'a' } };
  const notebooks = { currentWidget: panel, currentChanged: signal() } as unknown as INotebookTracker;
  return new PreviewModel({ notebooks, checks, renderer, draw: () => Promise.resolve(undefined) });
}

test.each([
  ['that cannot be loaded', () => Promise.reject(new Error('404 Not Found')), 'Error: 404 Not Found'],
  ['that cannot be rendered', () => Promise.resolve(), 'Error: The renderer is asked for nothing here.']
])('a notebook %s is named in the panel', async (_what, ready, failure) => {
  const model = preview(ready());
  const told = new Promise<void>(done => model.changed.connect(() => model.failure !== undefined && done()));
  model.setVisible(true);
  await told;
  expect(model.failure).toBe(failure);
  model.dispose();
});

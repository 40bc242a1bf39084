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

test('a notebook that is ready late does not take the place of the one that is followed now', async () => {
  let isReady = (): void => undefined;
  const panelOf = (label: string, ready: Promise<void>) => ({
    content: { modelContentChanged: signal(), model: { toJSON: () => ({ label }) } },
    ...{ context: { ready }, disposed: signal(), isDisposed: false, title: { label } }
  });
  const slow = panelOf('slow', new Promise(done => (isReady = done)));
  const notebooks = { currentWidget: slow as object, currentChanged: new Signal<object, object>({}) };
  const titles: string[] = [];
  const asked: ReportRenderer = {
    ...renderer,
    render: ({ title }) => {
      titles.push(title);
      return Promise.resolve({ id: 0, kind: 'failed', message: title });
    }
  };
  const model = new PreviewModel({
    notebooks: notebooks as unknown as INotebookTracker,
    checks,
    renderer: asked,
    draw: () => Promise.resolve(undefined)
  });
  model.setVisible(true);
  const quick = panelOf('quick', Promise.resolve());
  notebooks.currentWidget = quick;
  notebooks.currentChanged.emit(quick);
  isReady();
  await new Promise(done => setTimeout(done, 20));
  expect([titles, model.failure]).toEqual([['quick'], 'quick']);
  model.dispose();
});

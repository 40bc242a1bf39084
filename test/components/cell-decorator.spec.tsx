import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';
import { CellDecorator } from '../../src/lab/notebook/cell-decorator.js';

/** As much of a notebook as the decorator sees: one cell that is a placeholder until the test makes it real. */
function scene() {
  let makeReal = (): void => undefined;
  const ready = new Promise<void>(done => (makeReal = done));
  const model = { metadataChanged: new Signal<object, { key: string }>({}) };
  const cell = { model, ready, isDisposed: false, isPlaceholder: () => true };
  const content = {
    modelChanged: new Signal<object, void>({}),
    cellInViewportChanged: new Signal<object, unknown>({}),
    model: { cells: { changed: new Signal<object, void>({}) } },
    widgets: [cell]
  };
  const panel = { content, disposed: new Signal<object, void>({}) };
  const painted = jest.fn();
  const decorator = new CellDecorator(panel as unknown as NotebookPanel, (each: Cell) => painted(each));
  return { decorator, painted, makeReal, panel, cell };
}

const nextFrame = (): Promise<unknown> => new Promise(done => requestAnimationFrame(done));

test('a cell that becomes real is painted once then, however often it was asked for before', async () => {
  const { decorator, painted, makeReal, cell } = scene();
  await nextFrame();
  for (let round = 0; round < 5; round += 1) {
    decorator.refresh();
    await nextFrame();
  }
  expect(painted).toHaveBeenCalledTimes(6);
  makeReal();
  await cell.ready;
  await nextFrame();
  expect(painted).toHaveBeenCalledTimes(7);
});

test('nothing is connected any more after it is disposed, and nothing painted', async () => {
  const { decorator, painted, panel, makeReal, cell } = scene();
  await nextFrame();
  decorator.dispose();
  decorator.dispose();
  painted.mockClear();
  panel.content.modelChanged.emit();
  panel.content.cellInViewportChanged.emit(cell);
  panel.content.model.cells.changed.emit();
  cell.model.metadataChanged.emit({ key: 'tags' });
  makeReal();
  await cell.ready;
  await nextFrame();
  expect(painted).not.toHaveBeenCalled();
});

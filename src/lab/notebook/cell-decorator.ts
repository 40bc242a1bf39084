import type { Cell, ICellModel } from '@jupyterlab/cells';
import type { CellList, Notebook, NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

/** Draws on one cell what its model says. Called often: it must be quick, and change nothing that is right already. */
type PaintCell = (cell: Cell) => void;

/**
 * Keeps a drawing on every cell of a notebook, in every windowing mode: when it is loaded, when cells come, go or move,
 * when their tags change, and when a cell that was only a placeholder becomes real. Never writes to the notebook.
 *
 * Cells are asked again whenever they enter the viewport, because a change of the windowing mode replaces their nodes
 * without a word. Source: facts/jupyterlab-frontend §1.1 (300 cells, all four modes).
 */
export class CellDecorator implements IDisposable {
  readonly #panel: NotebookPanel;
  readonly #paint: PaintCell;
  #bound = new WeakSet<ICellModel>();
  readonly #awaited = new WeakSet<Cell>();
  #cells: CellList | undefined;
  #frame = 0;
  #isDisposed = false;

  constructor(panel: NotebookPanel, paint: PaintCell) {
    this.#panel = panel;
    this.#paint = paint;
    const { content } = panel;
    content.modelChanged.connect(this._onModelChanged, this);
    content.cellInViewportChanged.connect(this._onCellInViewport, this);
    panel.disposed.connect(this.dispose, this);
    this._onModelChanged();
  }

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** Draws all cells again at the next frame, however often it is asked for until then. */
  refresh(): void {
    if (this.#isDisposed || this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.#isDisposed) for (const cell of this.#notebook.widgets) this._bind(cell);
    });
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    cancelAnimationFrame(this.#frame);
    Signal.clearData(this);
  }

  get #notebook(): Notebook {
    return this.#panel.content;
  }

  private _onModelChanged(): void {
    this.#cells?.changed.disconnect(this.refresh, this);
    this.#cells = this.#notebook.model?.cells;
    this.#cells?.changed.connect(this.refresh, this);
    this.#bound = new WeakSet();
    this.refresh();
  }

  private _onCellInViewport(_: Notebook, cell: Cell): void {
    this._bind(cell);
  }

  private _bind(cell: Cell): void {
    if (!this.#bound.has(cell.model)) {
      this.#bound.add(cell.model);
      cell.model.metadataChanged.connect(this._onMetadataChanged, this);
    }
    this.#paint(cell);
    if (!cell.isPlaceholder() || this.#awaited.has(cell)) return;
    this.#awaited.add(cell);
    // A cell that goes before it was ever drawn rejects, and then there is nothing to draw.
    cell.ready.then(
      () => this.#isDisposed || cell.isDisposed || this.#paint(cell),
      () => undefined
    );
  }

  private _onMetadataChanged(model: ICellModel, change: { readonly key: string }): void {
    if (change.key !== 'tags') return;
    const cell = this.#notebook.widgets.find(widget => widget.model === model);
    if (cell !== undefined) this.#paint(cell);
    else this.refresh();
  }
}

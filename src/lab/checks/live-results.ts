import type { CodeCellModel, ICellModel, ICodeCellModel } from '@jupyterlab/cells';
import { NotebookActions, type CellList, type Notebook, type NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import { Signal, type ISignal } from '@lumino/signaling';
import { joinResults, readResults, type Results } from '../../playbook/index.js';
import { cellRoles, tagsOf } from '../roles/edit-roles.js';

/** How long changes are gathered before they are read: outputs come in bursts. */
const GATHER_MS = 300;

/**
 * What the role cells of an open notebook say, by the code that the worker runs. Only cells with a role are followed, and
 * after a change only the changed cells are read again. Nothing is read until somebody asks for `results`.
 */
export class LiveResults implements IDisposable {
  readonly #panel: NotebookPanel;
  readonly #changed = new Signal<this, void>(this);
  readonly #gather: Debouncer<void, void, []>;
  #followed = new Set<ICodeCellModel>();
  #read = new WeakMap<ICellModel, Results>();
  #cells: CellList | undefined;
  #results: Results | undefined;
  #isDisposed = false;

  constructor(panel: NotebookPanel) {
    this.#panel = panel;
    this.#gather = new Debouncer(() => this._tell(), GATHER_MS);
    panel.content.modelChanged.connect(this._onModelChanged, this);
    panel.disposed.connect(this.dispose, this);
    // Text that is appended to a stream tells nobody; the end of the execution does. Source: facts/jupyterlab-frontend §1.8.
    NotebookActions.executed.connect(this._onExecuted, this);
    this._onModelChanged();
  }

  /** Told at most every 300 ms while outputs or tags change. */
  get changed(): ISignal<this, void> {
    return this.#changed;
  }

  get results(): Results {
    this.#results ??= joinResults(
      this.#panel.content.widgets.flatMap(({ model }, cell) =>
        tagsOf(model).length === 0 ? [] : [{ cell, results: this._resultsOf(model) }]
      )
    );
    return this.#results;
  }

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#gather.dispose();
    Signal.clearData(this);
  }

  private _resultsOf(model: ICellModel): Results {
    const known = this.#read.get(model);
    if (known !== undefined) return known;
    const cell = {
      cell_type: model.type,
      metadata: { ...model.metadata, tags: [...tagsOf(model)] },
      ...(isCode(model) ? { outputs: model.outputs.toJSON() } : {})
    };
    const results = readResults({ cells: [cell] });
    this.#read.set(model, results);
    return results;
  }

  private _onModelChanged(): void {
    this.#cells?.changed.disconnect(this._onCellsChanged, this);
    this.#cells = this.#panel.content.model?.cells;
    this.#cells?.changed.connect(this._onCellsChanged, this);
    this._onCellsChanged();
  }

  /** Cells came, went or moved: positions change, and a moved cell is a new model. */
  private _onCellsChanged(): void {
    const models = [...(this.#cells ?? [])];
    for (const model of models) model.metadataChanged.connect(this._onMetadataChanged, this);
    const followed = new Set(models.filter(isCode).filter(model => cellRoles(model).length > 0));
    for (const model of this.#followed) if (!followed.has(model)) this._unfollow(model);
    for (const model of followed) if (!this.#followed.has(model)) this._follow(model);
    this.#followed = followed;
    this._stale();
  }

  private _follow(model: ICodeCellModel): void {
    model.outputs.changed.connect(this._onOutputsChanged, this);
    model.stateChanged.connect(this._onStateChanged, this);
  }

  private _unfollow(model: ICodeCellModel): void {
    if (model.isDisposed) return;
    model.outputs.changed.disconnect(this._onOutputsChanged, this);
    model.stateChanged.disconnect(this._onStateChanged, this);
  }

  private _onMetadataChanged(model: ICellModel, change: { readonly key: string }): void {
    if (change.key !== 'tags') return;
    this.#read.delete(model);
    this._onCellsChanged();
  }

  private _onOutputsChanged(outputs: CodeCellModel['outputs']): void {
    for (const model of this.#followed) if (model.outputs === outputs) this._forget(model);
  }

  private _onStateChanged(model: ICellModel): void {
    this._forget(model);
  }

  private _onExecuted(
    _: unknown,
    { notebook, cell }: { readonly notebook: Notebook; readonly cell: { readonly model: ICellModel } }
  ): void {
    if (notebook === this.#panel.content && cellRoles(cell.model).length > 0) this._forget(cell.model);
  }

  private _forget(model: ICellModel): void {
    this.#read.delete(model);
    this._stale();
  }

  private _stale(): void {
    this.#results = undefined;
    if (!this.#isDisposed) this.#gather.invoke().catch(() => undefined);
  }

  private _tell(): void {
    if (!this.#isDisposed) this.#changed.emit();
  }
}

function isCode(model: ICellModel): model is ICodeCellModel {
  return model.type === 'code';
}

import { ReactWidget, UseSignal } from '@jupyterlab/apputils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import type { JSX } from 'react';
import type { IPlaybookChecks } from '../../tokens.js';
import type { LiveResults } from '../checks/live-results.js';
import { playbookIcon } from '../icons.js';
import { goToCell } from '../notebook/go-to-cell.js';
import { cellRoles } from '../roles/edit-roles.js';
import { RoleOutlineView, type OutlineCell } from './role-outline-view.js';

const LINE_LENGTH = 80;

type Parts = {
  readonly notebooks: INotebookTracker;
  readonly checks: IPlaybookChecks;
  readonly trans: TranslationBundle;
};

/** The side panel with the roles of the current notebook. */
export class RoleOutline extends ReactWidget {
  readonly #parts: Parts;
  readonly #changed = new Signal<this, void>(this);
  #panel: NotebookPanel | null = null;
  #live: LiveResults | undefined;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    this.id = 'huntbook-roles';
    this.addClass('jp-HuntbookOutline');
    this.title.icon = playbookIcon;
    this.title.caption = parts.trans.__('Playbook Roles');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', parts.trans.__('Playbook Roles'));
    parts.notebooks.currentChanged.connect(this._onCurrentChanged, this);
    this._onCurrentChanged();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    Signal.clearData(this);
    super.dispose();
  }

  protected override render(): JSX.Element {
    return (
      <UseSignal signal={this.#changed}>
        {() => (
          <RoleOutlineView
            name={this.#panel?.title.label}
            cells={this.isVisible ? this._cells() : []}
            trans={this.#parts.trans}
            goTo={cell => void goToCell(this.#panel, cell)}
          />
        )}
      </UseSignal>
    );
  }

  protected override onAfterShow(): void {
    this.#changed.emit();
  }

  private _onCurrentChanged(): void {
    this.#live?.changed.disconnect(this._onChanged, this);
    this.#panel = this.#parts.notebooks.currentWidget;
    this.#live = this.#panel === null ? undefined : this.#parts.checks.resultsOf(this.#panel);
    this.#live?.changed.connect(this._onChanged, this);
    this._onChanged();
  }

  private _onChanged(): void {
    if (this.isVisible) this.#changed.emit();
  }

  private _cells(): readonly OutlineCell[] {
    const problems = this.#live?.results.problems ?? [];
    return (this.#panel?.content.widgets ?? []).flatMap(({ model }, cell) => {
      const roles = cellRoles(model);
      if (roles.length === 0) return [];
      const line = model.sharedModel.getSource().trimStart().split('\n', 1)[0]?.slice(0, LINE_LENGTH) ?? '';
      return [{ cell, roles, line, problems: problems.filter(({ at }) => at.cell === cell).length }];
    });
  }
}

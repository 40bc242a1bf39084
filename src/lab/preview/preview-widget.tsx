import { ReactWidget, UseSignal } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import type { JSX } from 'react';
import type { IRoleManager } from '../../tokens.js';
import { fixOf } from '../checks/fixes.js';
import { playbookIcon } from '../icons.js';
import { goToCell } from '../notebook/go-to-cell.js';
import { openLink } from '../notebook/open-link.js';
import { inkAt } from '../report-viewer/report-page.js';
import type { PreviewModel } from './preview-model.js';
import { PreviewView } from './preview-view.js';

type PreviewParts = {
  readonly model: PreviewModel;
  readonly roles: IRoleManager;
  readonly trans: TranslationBundle;
};

/** The preview panel. Owns its model, and tells it when nobody looks. */
export class PreviewWidget extends ReactWidget {
  readonly #parts: PreviewParts;

  constructor(parts: PreviewParts) {
    super();
    this.#parts = parts;
    this.id = 'huntbook-preview';
    this.addClass('jp-HuntbookPreview');
    this.title.label = parts.trans.__('TheHive Preview');
    this.title.icon = playbookIcon;
    this.title.closable = true;
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#parts.model.dispose();
    super.dispose();
  }

  /** The theme has changed: the frame is told its colours. */
  recolour(): void {
    this.update();
  }

  protected override onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    // A panel that is added visible is never told that it was shown.
    this.#parts.model.setVisible(this.isVisible);
  }

  protected override onAfterShow(): void {
    this.#parts.model.setVisible(true);
  }

  protected override onAfterHide(): void {
    this.#parts.model.setVisible(false);
  }

  protected override render(): JSX.Element {
    const { model, roles, trans } = this.#parts;
    return (
      <UseSignal signal={model.changed}>
        {() => (
          <PreviewView
            name={model.panel?.title.label}
            results={model.results}
            report={model.report}
            failure={model.failure}
            target={model.target}
            isPinned={model.isPinned}
            showsRaw={model.showsRaw}
            cachedUntil={cachedUntil(model.panel)}
            ink={inkAt(this.node)}
            trans={trans}
            onPin={() => model.togglePin()}
            onRaw={showsRaw => model.setShowsRaw(showsRaw)}
            onTarget={target => model.setTarget(target)}
            onLink={address => void openLink(address, trans)}
            goTo={cell => void goToCell(model.panel, cell)}
            fixOf={problem => (model.panel === null ? undefined : fixOf(problem, { panel: model.panel, roles, trans }))}
          />
        )}
      </UseSignal>
    );
  }
}

/** Source: Cortex 4.1 `JobSrv.scala`, `cache.job`: ten minutes unless the administrator says otherwise. */
const CACHE_MS = 10 * 60_000;

function cachedUntil(panel: NotebookPanel | null): string | undefined {
  const savedAt = panel?.context.contentsModel?.last_modified;
  if (savedAt === undefined) return undefined;
  const untilMs = new Date(savedAt).getTime() + CACHE_MS;
  return untilMs > Date.now()
    ? new Date(untilMs).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    : undefined;
}

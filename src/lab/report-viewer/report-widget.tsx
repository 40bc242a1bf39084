import { ReactWidget, showErrorMessage, UseSignal } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { ABCWidgetFactory, DocumentWidget, type DocumentRegistry } from '@jupyterlab/docregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import { reportIcon } from '../icons.js';
import { ReportModel } from './report-model.js';
import { inkAt } from './report-page.js';
import { WorkerRenderer } from './report-renderer.js';
import { ReportView } from './report-view.js';
import { unreadableText } from './unreadable-text.js';

type Context = DocumentRegistry.IContext<DocumentRegistry.IModel>;

/** The report of the file of a context. Reads the text of the context, never changes it. */
export class ReportWidget extends ReactWidget {
  readonly model: ReportModel;
  readonly #context: Context;
  readonly #trans: TranslationBundle;

  constructor(context: Context, trans: TranslationBundle) {
    super();
    this.#context = context;
    this.#trans = trans;
    this.model = new ReportModel({
      renderer: new WorkerRenderer(),
      ink: () => inkAt(this.node),
      title: () => this.#name,
      text: () => context.model.toString()
    });
    this.addClass('jp-HuntbookReport');
    context.fileChanged.connect(this._onFileChanged, this);
    context.ready.then(
      () => this._onFileChanged(),
      (error: unknown) => this.model.fail(String(error))
    );
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.model.dispose();
    super.dispose();
  }

  protected override render(): JSX.Element {
    return (
      <UseSignal signal={this.model.changed}>
        {() => (
          <ReportView
            state={this.model.state}
            view={this.model.view}
            trans={this.#trans}
            onCode={code => void this.model.setCode(code)}
            onDetails={() => this.model.toggleDetails()}
            onSave={() => void this._save()}
            onDrawn={() => this.model.drawn()}
          />
        )}
      </UseSignal>
    );
  }

  get #name(): string {
    return PathExt.basename(this.#context.path, '.ipynb');
  }

  private _onFileChanged(): void {
    // The first event comes before the context is ready.
    if (this.isDisposed || !this.#context.isReady) return;
    void this.model.show();
  }

  private async _save(): Promise<void> {
    const answer = await this.model.pageToSave();
    if (answer.kind === 'rendered') return download(`${this.#name}.html`, answer.report.html);
    const reason =
      answer.kind === 'failed' ? answer.message : unreadableText(answer.reason, answer.detail, this.#trans);
    await showErrorMessage(this.#trans.__('The report could not be made'), reason.slice(0, 500));
  }
}

/** Hands a text to the user as a file. It is never opened here, where it would have the rights of JupyterLab. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export const REPORT_FACTORY = 'TheHive report';

/**
 * Opens notebooks as reports. The context is one of plain text: with the notebook's own the next editor of the same file
 * would come without a kernel. Source: facts/jupyterlab-frontend §1.6.
 */
export class ReportFactory extends ABCWidgetFactory<DocumentWidget<ReportWidget>> {
  readonly #trans: TranslationBundle;

  constructor(trans: TranslationBundle) {
    super({
      name: REPORT_FACTORY,
      label: trans.__('TheHive report'),
      fileTypes: ['notebook'],
      modelName: 'text',
      readOnly: true
    });
    this.#trans = trans;
  }

  protected createNewWidget(context: Context): DocumentWidget<ReportWidget> {
    const widget = new DocumentWidget({ content: new ReportWidget(context, this.#trans), context });
    widget.title.icon = reportIcon;
    return widget;
  }
}

import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification, type MainAreaWidget, type WidgetTracker } from '@jupyterlab/apputils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { describeFailure } from '../../failure.js';
import type { ICompanion } from '../../tokens.js';
import { CommandIDs } from '../command-ids.js';
import { runIcon } from '../icons.js';
import { isEditable } from '../notebook/find-notebook.js';
import { goToCell } from '../notebook/go-to-cell.js';
import { applyTrialCell } from '../test-observable/trial-cell.js';
import { wholeContent } from './notebook-content.js';
import { inputOf } from './run-form.js';
import { isOver } from './run-progress.js';
import type { RunSession } from './run-session.js';
import type { RunWidget } from './run-widget.js';

type Parts = {
  readonly notebooks: INotebookTracker;
  readonly companion: ICompanion;
  readonly tracker: WidgetTracker<MainAreaWidget<RunWidget>>;
  readonly open: () => Promise<RunWidget>;
  readonly trans: TranslationBundle;
};

const NO_ARGS = { args: { type: 'object', properties: {} } } as const;

/** Adds the commands of the panel; its buttons do the same. */
export function addRunCommands(app: JupyterFrontEnd, parts: Parts): void {
  const { notebooks, tracker, open, trans } = parts;
  const hasNotebook = (): boolean => notebooks.currentWidget !== null;
  const session = (): RunSession | undefined => tracker.find(() => true)?.content.model.session;
  const show = async (): Promise<RunWidget> => {
    const widget = await open();
    const area = tracker.find(() => true);
    if (area !== undefined) app.shell.activateById(area.id);
    return widget;
  };

  app.commands.addCommand(CommandIDs.openRun, {
    label: trans.__('Run as Cortex…'),
    caption: trans.__('Choose an observable, and run a copy of this notebook as Cortex would'),
    icon: runIcon,
    describedBy: NO_ARGS,
    execute: async () => {
      await show();
    }
  });

  app.commands.addCommand(CommandIDs.runAsCortex, {
    label: trans.__('Run as Cortex Once More'),
    caption: trans.__('Run a copy of this notebook with the observable that the panel holds'),
    icon: runIcon,
    isEnabled: hasNotebook,
    describedBy: NO_ARGS,
    execute: async () => {
      const { model } = await show();
      await model.session?.run();
    }
  });

  app.commands.addCommand(CommandIDs.cancelRun, {
    label: trans.__('Cancel the Run as Cortex'),
    caption: trans.__('End the run of this notebook that goes on; what it found until then is kept'),
    isEnabled: () => {
      const progress = session()?.state.progress;
      return progress !== undefined && !isOver(progress.job);
    },
    describedBy: NO_ARGS,
    execute: () => session()?.cancel()
  });

  app.commands.addCommand(CommandIDs.applyTestObservable, {
    label: trans.__('Apply Test Observable Here'),
    caption: trans.__('Add a marked cell that sets the observable of the panel, to try the cells of this notebook'),
    isEnabled: () => isEditable(notebooks.currentWidget),
    describedBy: NO_ARGS,
    execute: async () => {
      const { model } = await show();
      if (model.session !== undefined) await applyObservable(model.session, parts);
    }
  });
}

async function applyObservable(session: RunSession, { companion, trans }: Parts): Promise<void> {
  const { panel, state } = session;
  const input = inputOf(state.form);
  if ('fault' in input) return session.setFault(input.fault);
  try {
    const content = await wholeContent(panel);
    const { source } = await companion.trialCell({ notebook: panel.context.localPath, content, input: input.value });
    if (!isEditable(panel)) return;
    await goToCell(panel, applyTrialCell(panel.content, source));
  } catch (error) {
    Notification.error(trans.__('The test observable could not be applied. %1', describeFailure(error)));
  }
}

import type { TranslationBundle } from '@jupyterlab/translation';
import type { UnreadableReason } from './read-notebook.js';

/** Why a file is no notebook that can be shown, and what can be done; `detail` is the place of the fault. */
export function unreadableText(reason: UnreadableReason, detail: string, trans: TranslationBundle): string {
  switch (reason) {
    case 'empty':
      return trans.__('It is empty.');
    case 'not-json':
      return trans.__('It is not valid JSON: %1. Open it with the editor to mend it, or restore a checkpoint.', detail);
    case 'not-a-notebook':
      return trans.__('It is JSON, but has no list of cells.');
  }
}

import { acceptCompletion, autocompletion, completionStatus } from '@codemirror/autocomplete';
import { linter } from '@codemirror/lint';
import { Prec, type EditorState, type Extension } from '@codemirror/state';
import { hoverTooltip, keymap, tooltips } from '@codemirror/view';
import type { TranslationBundle } from '@jupyterlab/translation';
import { STATIC_CATALOG } from '../../scirius/index.js';
import { completionsOf } from './completions.js';
import { diagnosticsOf } from './diagnostics.js';
import { fieldHelp } from './field-help.js';
import { keysOfList } from './keys-of-list.js';
import { queryColours } from './query-colours.js';

/** How long after a key a cell is checked, in milliseconds. */
const CHECK_DELAY_MS = 100;

/** Everything that makes an editor one for queries. */
export function querySupport(trans: TranslationBundle): Extension {
  const catalog = STATIC_CATALOG;
  return [
    queryColours(),
    linter(view => diagnosticsOf(view.state.doc.toString(), catalog), { delay: CHECK_DELAY_MS }),
    autocompletion({
      override: [({ state, pos, explicit }) => completionsOf(state.doc.toString(), pos, { catalog, explicit, trans })],
      icons: false
    }),
    Prec.highest(keymap.of([{ key: 'Tab', run: view => acceptCompletion(view) || isListOpen(view.state) }])),
    keysOfList(isListOpen),
    hoverTooltip((view, position) => fieldHelp(view.state.doc.toString(), position, catalog)),
    // Cells clip what stands out of them.
    tooltips({ parent: document.body, position: 'fixed' })
  ];
}

function isListOpen(state: EditorState): boolean {
  return completionStatus(state) === 'active';
}

import type { EditorState, Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView, type PluginValue } from '@codemirror/view';

const KEYS: ReadonlySet<string> = new Set(['Tab', 'Escape']);

/**
 * Leaves Tab and Escape to an open list. JupyterLab takes shortcuts before the editor sees them (Lumino 2 listens on the
 * document, capturing), unless an element says that they are its own; said for all keys it would take Shift+Enter, too.
 */
export function keysOfList(isListOpen: (state: EditorState) => boolean): Extension {
  return ViewPlugin.define(view => new KeysOfList(view, isListOpen));
}

class KeysOfList implements PluginValue {
  readonly #view: EditorView;
  readonly #isListOpen: (state: EditorState) => boolean;

  constructor(view: EditorView, isListOpen: (state: EditorState) => boolean) {
    this.#view = view;
    this.#isListOpen = isListOpen;
    // The window is asked before the document.
    window.addEventListener('keydown', this.#onKey, true);
  }

  destroy(): void {
    window.removeEventListener('keydown', this.#onKey, true);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { dom, state } = this.#view;
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (KEYS.has(event.key) && !hasModifier && this.#isListOpen(state)) dom.dataset['lmSuppressShortcuts'] = 'true';
    else delete dom.dataset['lmSuppressShortcuts'];
  };
}

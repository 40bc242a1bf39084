import { Compartment, type Extension, type Text } from '@codemirror/state';
import { ViewPlugin, type EditorView, type PluginValue, type ViewUpdate } from '@codemirror/view';
import { isQueryCell } from '../../scirius/cell/read-cell.js';

/** Enough for the blank lines that may stand before the magic. */
const HEAD = 256;

/**
 * Turns an editor into one for queries once its text begins with `%%scirius`. What it turns on is loaded with the first
 * query; other cells get nothing of it. It stays when the text becomes another one, because it has nothing to say there,
 * and CodeMirror's completion cannot be taken out while it waits for an answer (autocomplete 6.20: a RangeError).
 */
export function querySwitch(load: () => Promise<Extension>): Extension {
  const slot = new Compartment();
  return [slot.of([]), ViewPlugin.define(view => new QuerySwitch(view, slot, load))];
}

class QuerySwitch implements PluginValue {
  readonly #slot: Compartment;
  readonly #load: () => Promise<Extension>;
  #isAsked = false;
  #isDisposed = false;

  constructor(view: EditorView, slot: Compartment, load: () => Promise<Extension>) {
    this.#slot = slot;
    this.#load = load;
    this.#settle(view);
  }

  update({ docChanged, view }: ViewUpdate): void {
    if (docChanged) this.#settle(view);
  }

  destroy(): void {
    this.#isDisposed = true;
  }

  #settle(view: EditorView): void {
    if (this.#isAsked || !beginsAsQuery(view.state.doc)) return;
    this.#isAsked = true;
    // Without the chunk a cell is what it was: an ordinary one.
    this.#load().then(
      extension => this.#isDisposed || view.dispatch({ effects: this.#slot.reconfigure(extension) }),
      () => undefined
    );
  }
}

function beginsAsQuery(text: Text): boolean {
  return isQueryCell(text.sliceString(0, HEAD));
}

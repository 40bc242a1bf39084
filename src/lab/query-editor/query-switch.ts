import { Compartment, type Extension, type Text } from '@codemirror/state';
import { ViewPlugin, type EditorView, type PluginValue, type ViewUpdate } from '@codemirror/view';
import { isQueryCell } from '../../scirius/cell/read-cell.js';

/** Enough for the blank lines that may stand before the magic. */
const HEAD = 256;

/**
 * Turns an editor into one for queries while its text begins with `%%scirius`, and back. What it turns on is loaded
 * with the first query; other cells get nothing of it.
 */
export function querySwitch(load: () => Promise<Extension>): Extension {
  const slot = new Compartment();
  const plugin = ViewPlugin.define(view => new QuerySwitch(view, slot, load));
  return [slot.of([]), plugin];
}

class QuerySwitch implements PluginValue {
  readonly #slot: Compartment;
  readonly #load: () => Promise<Extension>;
  #isOn = false;
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
    const isQuery = beginsAsQuery(view.state.doc);
    if (isQuery === this.#isOn) return;
    this.#isOn = isQuery;
    // Without the chunk a cell is what it was: an ordinary one.
    this.#load().then(
      extension => {
        if (this.#isDisposed || this.#isOn !== isQuery) return;
        view.dispatch({ effects: this.#slot.reconfigure(isQuery ? extension : []) });
      },
      () => undefined
    );
  }
}

function beginsAsQuery(text: Text): boolean {
  return isQueryCell(text.sliceString(0, HEAD));
}

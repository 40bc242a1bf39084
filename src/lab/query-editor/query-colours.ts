import { Prec, type Extension } from '@codemirror/state';
import { Decoration, ViewPlugin, type DecorationSet, type EditorView } from '@codemirror/view';
import { paintsOf } from './paints.js';

/** Colours the parts of a query, over the colours of the language that the kernel speaks. */
export function queryColours(): Extension {
  const plugin = ViewPlugin.define(view => new QueryColours(view), { decorations: ({ decorations }) => decorations });
  // Marks that take precedence stand inside the others, so their colour counts.
  return Prec.highest(plugin);
}

class QueryColours {
  decorations: DecorationSet;

  constructor(view: EditorView) {
    this.decorations = decorate(view);
  }

  update({ docChanged, view }: { readonly docChanged: boolean; readonly view: EditorView }): void {
    if (docChanged) this.decorations = decorate(view);
  }
}

function decorate(view: EditorView): DecorationSet {
  const marks = paintsOf(view.state.doc.toString()).map(({ from, to, paint }) =>
    Decoration.mark({ class: `jp-HuntbookQuery-${paint}` }).range(from, to)
  );
  return Decoration.set(marks, true);
}

import type { Diagnostic } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import { checkQueryCell, type CellDiagnostic, type FieldCatalog } from '../../scirius/index.js';

/** What is wrong with a query cell, each with its ways out as buttons. */
export function diagnosticsOf(text: string, catalog: FieldCatalog): readonly Diagnostic[] {
  return checkQueryCell(text, catalog).map(found => ({
    from: found.from,
    to: found.to,
    severity: found.severity,
    message: `${found.message} ${found.hint}`,
    actions: found.fixes.map(fix => ({
      name: fix.title,
      apply: (view: EditorView) => applyIfUnchanged(view, { text, fix })
    }))
  }));
}

/** Places are those of the text that was checked; the editor checks again a moment after any change. */
function applyIfUnchanged(
  view: EditorView,
  { text, fix }: { readonly text: string; readonly fix: CellDiagnostic['fixes'][number] }
): void {
  if (view.state.doc.toString() === text) view.dispatch({ changes: [...fix.changes], userEvent: 'input.fix' });
}

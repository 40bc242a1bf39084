import type { Completion } from '@codemirror/autocomplete';
import type { TranslationBundle } from '@jupyterlab/translation';
import { escapeWord, readQueryCell, type CellCompletion, type FieldCatalog } from '../../scirius/index.js';

type FieldChoices = {
  readonly context: Extract<CellCompletion, { kind: 'field' }>;
  readonly text: string;
  readonly catalog: FieldCatalog;
  readonly trans: TranslationBundle;
};

/** The fields of a catalog as choices: those of the kinds of events that the filter names come first. */
export function fieldChoices({ context, text, catalog, trans }: FieldChoices): Completion[] {
  const cell = readQueryCell(text);
  const inFilter = cell !== undefined && context.from >= cell.body.from;
  const types = eventTypesOf(cell?.filter ?? '');
  return catalog.names.map(name => {
    const field = catalog.find(name);
    return {
      label: name,
      detail: field?.type ?? '',
      info: () => describe(field?.description ?? '', trans),
      apply: inFilter && text.charAt(context.to) !== ':' ? `${escapeWord(name)}:` : name,
      boost: types.has(name.split('.')[0] ?? '') ? 10 : 0
    };
  });
}

/** The kinds of events that a filter names by `event_type`. */
function eventTypesOf(filter: string): ReadonlySet<string> {
  const named = [...filter.matchAll(/event_type:\s?"?(\w+)/g)].map(([, type]) => type ?? '');
  return new Set(named);
}

function describe(description: string, trans: TranslationBundle): HTMLElement {
  const node = document.createElement('span');
  node.textContent = description === '' ? trans.__('A field of the server.') : description;
  return node;
}

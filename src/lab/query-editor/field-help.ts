import type { Tooltip } from '@codemirror/view';
import { readQueryCell, type FieldCatalog } from '../../scirius/index.js';

const BEFORE = /[\w@.-]*$/;
const BEHIND = /^[\w@.-]*/;
/** Names are short; a line may not be. */
const REACH = 200;

/** Explains the field under the pointer; null where there is none, as CodeMirror has it. */
export function fieldHelp(text: string, position: number, catalog: FieldCatalog): Tooltip | null {
  const cell = readQueryCell(text);
  if (cell === undefined || position <= cell.magic.to) return null;
  const before = BEFORE.exec(text.slice(Math.max(0, position - REACH), position))?.[0] ?? '';
  const behind = BEHIND.exec(text.slice(position, position + REACH))?.[0] ?? '';
  const field = catalog.find(before + behind);
  if (field === undefined) return null;
  return {
    pos: position - before.length,
    end: position + behind.length,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'jp-HuntbookQuery-help';
      const name = document.createElement('b');
      name.textContent = field.name;
      dom.append(name, ` ${field.type}`, document.createElement('br'), field.description);
      return { dom };
    }
  };
}

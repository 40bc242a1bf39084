import { NO_SHEET, type StylerSheet } from './styler.js';
import { fitsTable, type TablePlace } from './styler-selector.js';

/** What a tag says of itself: its untrusted `id` and `class`. */
export type TableTag = {
  readonly tag: string;
  readonly id: string | undefined;
  readonly classNames: string | undefined;
};

/** Keeps where a pass is in a styled table, and tells what its sheet says of each element. */
export class StyledTable {
  #sheet: StylerSheet = NO_SHEET;
  #id: string | undefined;
  #path: TablePlace[] = [];
  #sections = 0;
  #rows = 0;
  #cells = 0;

  /** The sheet of what comes next; it replaces the one before. */
  set sheet(sheet: StylerSheet) {
    this.#sheet = sheet;
  }

  /** Whether elements without an id or a class can have a style too. */
  get isStyling(): boolean {
    return this.#sheet.rules.length > 0;
  }

  /** Declarations for an element that opens now, the strongest last; none outside of tables but by id. */
  open(element: TableTag): readonly string[] {
    const { cells, rules } = this.#sheet;
    const own = element.id === undefined ? undefined : cells.get(element.id);
    const found = own === undefined ? [] : [{ weight: 0, declarations: own }];
    if (rules.length > 0 && this.#enter(element)) {
      for (const { selector, declarations } of rules) {
        if (selector.table !== this.#id || !fitsTable(selector, this.#path)) continue;
        // `#T_1` and the id of a table are the same text: it was found above.
        if (selector.steps.length > 0) found.push({ weight: selector.weight, declarations });
      }
    }
    return found.sort((one, other) => one.weight - other.weight).map(({ declarations }) => declarations);
  }

  /** Whether the element is part of a table; then it is the last of the path. */
  #enter({ tag, id, classNames }: TableTag): boolean {
    const place = (index: number): TablePlace => ({
      tag,
      classes: new Set(classNames?.split(/\s+/, MAX_CLASSES)),
      index
    });
    switch (tag) {
      case 'table':
        this.#id = id;
        this.#sections = this.#rows = this.#cells = 0;
        this.#path = [place(1)];
        return true;
      case 'caption':
      case 'thead':
      case 'tbody':
      case 'tfoot':
        this.#rows = 0;
        this.#sections += 1;
        this.#path = [...this.#path.slice(0, 1), place(this.#sections)];
        return true;
      case 'tr':
        this.#rows += 1;
        this.#cells = 0;
        this.#path = [
          ...this.#path.filter(({ tag: outer }) => outer !== 'tr' && outer !== 'td' && outer !== 'th'),
          place(this.#rows)
        ];
        return true;
      case 'td':
      case 'th':
        this.#cells += 1;
        this.#path = [...this.#path.filter(({ tag: outer }) => outer !== 'td' && outer !== 'th'), place(this.#cells)];
        return true;
      default:
        return false;
    }
  }
}

const MAX_CLASSES = 12;

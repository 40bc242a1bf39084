import { MAX_DECLARATIONS } from './style-policy.js';
import { parseTableSelector, type TableSelector } from './styler-selector.js';

/** What pandas' `Styler` says of one table: declarations by id of a cell, and by selector; all still untrusted. */
export type StylerSheet = { readonly cells: ReadonlyMap<string, string>; readonly rules: readonly StylerRule[] };
export type StylerRule = { readonly selector: TableSelector; readonly declarations: string };

export const NO_SHEET: StylerSheet = { cells: new Map(), rules: [] };

/**
 * The rules of a `<style>` element that pandas writes beside a styled table. Only selectors that are the id of a cell,
 * or name parts of one table, are read; everything else of the sheet is ignored. Linear.
 * Source: pandas 3.1 templates `html_style.tpl`: `#T_3f2a_row0_col1, #T_3f2a_row2_col1 { background-color: … }`.
 */
export function readStylerSheet(css: string): StylerSheet {
  const cells = new Map<string, string>();
  const rules: StylerRule[] = [];
  for (const rule of css.split('}')) {
    const brace = rule.indexOf('{');
    const declarations = rule.slice(brace + 1).trim();
    if (brace < 0 || declarations.length > MAX_RULE || declarations.split(';').length > MAX_DECLARATIONS) continue;
    for (const selector of rule.slice(0, brace).split(',')) {
      const id = CELL.exec(selector)?.[1];
      if (id !== undefined) {
        const known = cells.get(id);
        // A cell under several gradients has one rule for each; without a limit, one id could hold the whole sheet.
        if (known === undefined) cells.set(id, declarations);
        else if (known.length + declarations.length < MAX_RULE) cells.set(id, `${known};${declarations}`);
      }
      if (rules.length >= MAX_RULES || selector.length > MAX_SELECTOR) continue;
      const parsed = parseTableSelector(selector);
      if (parsed !== undefined) rules.push({ selector: parsed, declarations });
    }
  }
  return { cells, rules };
}

/** UTF-16 units of the declarations of one cell. */
const MAX_RULE = 1_500;
const CELL = /^\s*#(T_[\w-]{1,100})\s*$/;
/** Each is tried on each element of a table; authors write a dozen. */
const MAX_RULES = 40;
const MAX_SELECTOR = 300;

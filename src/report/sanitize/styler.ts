import { MAX_DECLARATIONS } from './style-policy.js';

/**
 * The rules of a `<style>` element that pandas' `Styler` writes beside a table: id of a cell → its declarations, still
 * untrusted. Only selectors that are one id are read; everything else of the sheet is ignored. Linear.
 * Source: pandas 2.2 templates `html_style.tpl`: `#T_3f2a_row0_col1, #T_3f2a_row2_col1 { background-color: … }`.
 */
export function readStylerRules(css: string): ReadonlyMap<string, string> {
  const rules = new Map<string, string>();
  for (const rule of css.split('}')) {
    const brace = rule.indexOf('{');
    const declarations = rule.slice(brace + 1).trim();
    if (brace < 0 || declarations.length > MAX_RULE || declarations.split(';').length > MAX_DECLARATIONS) continue;
    for (const selector of rule.slice(0, brace).split(',')) {
      const id = CELL.exec(selector)?.[1];
      if (id === undefined) continue;
      const known = rules.get(id);
      // A cell under several gradients has one rule for each; without a limit, one id could hold the whole sheet.
      if (known === undefined) rules.set(id, declarations);
      else if (known.length + declarations.length < MAX_RULE) rules.set(id, `${known};${declarations}`);
    }
  }
  return rules;
}

/** UTF-16 units of the declarations of one cell. */
const MAX_RULE = 1_500;
const CELL = /^\s*#(T_[\w-]{1,100})\s*$/;

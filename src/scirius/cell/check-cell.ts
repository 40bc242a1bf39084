import { lintFilter, STATIC_CATALOG, type FieldCatalog, type Fix } from '../language/index.js';
import { checkLine, type CellDiagnostic } from './check-line.js';
import { unmaskInserts, type Insert } from './inserts.js';
import { CELL_TABLE } from './line-table.js';
import { readQueryCell, type QueryCell } from './read-cell.js';

/** What a variable holds is not known before the cell runs. */
const ABOUT_VALUES: ReadonlySet<string> = new Set(['value-of-field-type', 'range-in-order', 'value-quoted']);

/**
 * Everything about a `%%scirius` cell that its author should know before running it, by place in the cell; nothing for
 * other cells. Total and linear.
 */
export function checkQueryCell(text: string, catalog: FieldCatalog = STATIC_CATALOG): readonly CellDiagnostic[] {
  const cell = readQueryCell(text);
  if (cell === undefined) return [];
  const { from } = cell.body;
  const written = text.slice(from);
  const inFilter = [...checkInserts(cell.inserts), ...checkFilter(cell, written, catalog)];
  const found = [...checkLine(cell.words, cell.magic, catalog), ...inFilter.map(one => shift(one, from))];
  return found.sort((one, other) => one.from - other.from);
}

function checkInserts(inserts: readonly Insert[]): readonly CellDiagnostic[] {
  return inserts.flatMap(({ fault, name, from, to }) => {
    if (fault === undefined) return [];
    const where = fault === 'insert-apart' ? 'is glued to other text' : 'stands inside quotes or a regular expression';
    return [{ code: fault, ...CELL_TABLE[fault], from, to, message: `{{${name}}} ${where}.`, fixes: [] }];
  });
}

function checkFilter(
  { filter, inserts }: QueryCell,
  written: string,
  catalog: FieldCatalog
): readonly CellDiagnostic[] {
  // No filter at all asks for everything.
  if (filter.trim() === '') return [];
  const restore = (text: string): string => unmaskInserts(text, written, inserts);
  return lintFilter(filter, catalog)
    .filter(({ code, from, to }) => !(ABOUT_VALUES.has(code) && inserts.some(at => at.from < to && from < at.to)))
    .map(one => ({
      ...one,
      message: restore(one.message),
      fixes: one.fixes.map(fix => ({ title: restore(fix.title), changes: withRestored(fix, restore) }))
    }));
}

function withRestored(fix: Fix, restore: (text: string) => string): Fix['changes'] {
  return fix.changes.map(change => ({ ...change, insert: restore(change.insert) }));
}

function shift(one: CellDiagnostic, by: number): CellDiagnostic {
  const moved = <S extends { readonly from: number; readonly to: number }>(at: S): S => ({
    ...at,
    from: at.from + by,
    to: at.to + by
  });
  return { ...moved(one), fixes: one.fixes.map(fix => ({ ...fix, changes: fix.changes.map(moved) })) };
}

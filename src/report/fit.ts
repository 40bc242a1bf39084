import { cellHtml, type RenderedCell } from './cell.js';
import type { PartKind } from './part.js';
import { utf8Length } from '../json/index.js';

/** What is shortened, from first to last, until the report is below its soft limit. */
const SOFT_ORDER: readonly PartKind[] = ['code', 'stderr', 'json', 'stdout', 'text'];
/** What goes too when the report is still above its hard limit. */
const HARD_ORDER: readonly PartKind[] = ['html', 'image', 'markdown', 'error'];

export type Fitted = { readonly cells: readonly RenderedCell[]; readonly shortened: number; readonly dropped: number };

/**
 * The cells within `room`: above `soft` bytes the least valuable parts are replaced by shorter ones, the largest
 * first, above `hard` the others too, and then whole cells go, from the end. Parts are replaced as a whole.
 */
export function fitCells(
  cells: readonly RenderedCell[],
  room: { readonly soft: number; readonly hard: number }
): Fitted {
  let bytes = sizeOf(cells);
  if (bytes <= room.soft) return { cells, shortened: 0, dropped: 0 };
  const fitted = cells.map(cell => ({ ...cell, parts: [...cell.parts] }));
  let shortened = 0;
  const shorten = (kind: PartKind, limit: number): void => {
    for (const { cell, at, size } of largestFirst(fitted, kind)) {
      if (bytes <= limit) return;
      const part = fitted[cell]?.parts[at];
      if (part === undefined) continue;
      const shorter = part.shorter();
      const saved = size - utf8Length(shorter);
      if (saved <= 0) continue;
      fitted[cell]?.parts.splice(at, 1, { ...part, html: shorter, shorter: () => shorter });
      bytes -= saved;
      shortened += 1;
    }
  };
  for (const kind of SOFT_ORDER) shorten(kind, room.soft);
  for (const kind of HARD_ORDER) shorten(kind, room.hard);
  const kept = fitted.length;
  while (bytes > room.hard && fitted.length > 0) bytes -= sizeOf(fitted.splice(-1));
  return { cells: fitted, shortened, dropped: kept - fitted.length };
}

function largestFirst(
  cells: readonly RenderedCell[],
  kind: PartKind
): readonly { cell: number; at: number; size: number }[] {
  return cells
    .flatMap(({ parts }, cell) =>
      parts.flatMap((part, at) => (part.kind === kind ? [{ cell, at, size: utf8Length(part.html) }] : []))
    )
    .sort((a, b) => b.size - a.size);
}

function sizeOf(cells: readonly RenderedCell[]): number {
  return cells.reduce((sum, cell) => sum + utf8Length(cellHtml(cell)), 0);
}

import { splitsPair, utf8Length } from '../../json/index.js';

/** Where a text is cut: `[0, headEnd)` and `[tailStart, end)` stay. */
export type Cut = { readonly headEnd: number; readonly tailStart: number; readonly omitted: string };
export type TextLimits = { readonly textBytes: number; readonly textLines: number };

/** Of what may stay, four fifths are the beginning: there a log says what it is about. */
const HEAD_SHARE = 0.8;

/**
 * Where to cut `text` so that it keeps within `limits`, and in words what is left out; `undefined` when it fits.
 * Cuts stand at line ends wherever lines are short enough, and never part a surrogate pair.
 */
export function cutText(text: string, limits: TextLimits): Cut | undefined {
  const lines = countLines(text);
  if (lines <= limits.textLines && text.length * 3 <= limits.textBytes) return undefined;
  if (lines <= limits.textLines && utf8Length(text) <= limits.textBytes) return undefined;
  const headLines = Math.max(1, Math.floor(limits.textLines * HEAD_SHARE));
  const headEnd = forwards(text, headLines, Math.floor(limits.textBytes * HEAD_SHARE));
  const tailLines = Math.max(1, limits.textLines - headLines);
  const tailStart = Math.max(headEnd, backwards(text, tailLines, Math.floor(limits.textBytes * (1 - HEAD_SHARE))));
  if (tailStart <= headEnd) return undefined;
  return { headEnd, tailStart, omitted: describe(text.slice(headEnd, tailStart)) };
}

function describe(omitted: string): string {
  const what = omitted.includes('\n') ? counted(countLines(omitted), 'line') : counted(omitted.length, 'character');
  return `${what} omitted`;
}

/** A number of things in words, e.g. `1 row`, `1,200 rows`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A whole number with a comma between thousands, the same in every locale. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** How many lines `text` has; a line end at its very end begins no further one. */
export function countLines(text: string): number {
  if (text === '') return 0;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < text.length - 1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function forwards(text: string, lines: number, bytes: number): number {
  let end = 0;
  let left = bytes;
  for (let line = 0; line < lines && end < text.length; line += 1) {
    const newline = text.indexOf('\n', end);
    const next = newline === -1 ? text.length : newline + 1;
    const size = utf8Length(text.slice(end, Math.min(next, end + left + 1)));
    if (size > left || next - end > left) return end === 0 ? wholePair(text, within(text, 0, left)) : end;
    left -= size;
    end = next;
  }
  return end;
}

function backwards(text: string, lines: number, bytes: number): number {
  let start = text.length;
  let left = bytes;
  for (let line = 0; line < lines && start > 0; line += 1) {
    const next = start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
    const size = utf8Length(text.slice(Math.max(next, start - left - 1), start));
    if (size > left || start - next > left) {
      return start === text.length ? wholePair(text, text.length - Math.floor(left / 3)) : start;
    }
    left -= size;
    start = next;
  }
  return start;
}

/** The first offset after `from` at which `bytes` are used up; every UTF-16 unit takes at most 3. */
function within(text: string, from: number, bytes: number): number {
  return Math.min(text.length, from + Math.floor(bytes / 3));
}

function wholePair(text: string, index: number): number {
  return splitsPair(text, index) ? index - 1 : index;
}

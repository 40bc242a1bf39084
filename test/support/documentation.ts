import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './error-page.js';

/** A page of the documentation; `path` is from the root of the project. */
export type Page = { readonly path: string; readonly text: string };

/** What stands between ``` lines: `info` is what follows the opening marks, `line` the number of the first line inside. */
export type Fence = { readonly page: string; readonly info: string; readonly text: string; readonly line: number };

/** The pages people read: those of docs/, and the ones at the root and beside the worker. */
export function pages(): readonly Page[] {
  const below = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map(name => join('docs', name));
  const others = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'companion/cortex/README.md'];
  return [...below, ...others]
    .filter(path => path.endsWith('.md'))
    .sort()
    .map(path => ({ path: relative(ROOT, join(ROOT, path)), text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** One page by its path from the root. */
export function page(path: string): Page {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

/** The fences of a page. Throws for one that never ends. */
export function fences({ path, text }: Page): readonly Fence[] {
  const found: Fence[] = [];
  let open: { readonly info: string; readonly line: number; readonly lines: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const info = /^```(.*)$/.exec(line)?.[1];
    if (open === undefined && info !== undefined) open = { info: info.trim(), line: index + 2, lines: [] };
    else if (open !== undefined && info !== undefined) {
      found.push({ page: path, info: open.info, text: open.lines.join('\n'), line: open.line });
      open = undefined;
    } else open?.lines.push(line);
  }
  if (open !== undefined) throw new Error(`${path}: the fence at line ${String(open.line - 1)} never ends.`);
  return found;
}

/** The rows of the table whose first cells are `head`, as text per cell. Throws when there is no such table. */
export function tableRows({ path, text }: Page, head: readonly string[]): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const start = lines.findIndex(line => head.every((name, index) => splitRow(line)[index] === name));
  if (start < 0) throw new Error(`${path}: there is no table with the columns ${head.join(', ')}.`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex(line => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? rows.length : end).map(splitRow);
}

function splitRow(line: string): readonly string[] {
  return line.startsWith('|')
    ? line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim())
    : [];
}

/** What stands in backticks in a text. */
export function codesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

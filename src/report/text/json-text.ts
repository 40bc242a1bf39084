import { ExactNumber } from '../../json/index.js';
import { isRecord } from '../json-shape.js';

export type JsonTextLimits = { readonly depth: number; readonly length: number };

/**
 * JSON with two spaces of indentation, cut where it nests deeper than `depth` or gets longer than `length` UTF-16
 * units. Unlike `JSON.stringify` it neither recurses without bound nor writes a gigabyte before it is cut.
 */
export function jsonText(value: unknown, limits: JsonTextLimits): { readonly text: string; readonly isWhole: boolean } {
  const chunks: string[] = [];
  let left = limits.length;
  let isWhole = true;

  const put = (chunk: string): void => {
    chunks.push(chunk);
    left -= chunk.length;
  };
  const cut = (): void => {
    if (isWhole || chunks.at(-1) !== '…') put('…');
    isWhole = false;
  };
  const putItems = (
    entries: Iterable<readonly [string, unknown]>,
    ends: readonly [string, string],
    depth: number
  ): void => {
    put(ends[0]);
    let count = 0;
    for (const [key, item] of entries) {
      put(`${count === 0 ? '' : ','}\n${'  '.repeat(depth + 1)}`);
      count += 1;
      if (left <= 0) {
        cut();
        break;
      }
      put(key);
      putValue(item, depth + 1);
    }
    put(count === 0 ? ends[1] : `\n${'  '.repeat(depth)}${ends[1]}`);
  };
  const putValue = (item: unknown, depth: number): void => {
    const isList = Array.isArray(item);
    if (!isList && !isRecord(item)) put(scalarText(item, Math.max(left, 0)));
    else if (depth >= limits.depth) cut();
    else if (isList) putItems(listEntries(item), ['[', ']'], depth);
    else if (item instanceof ExactNumber) put(item.text);
    else putItems(objectEntries(item), ['{', '}'], depth);
  };

  putValue(value, 0);
  return { text: chunks.join(''), isWhole: isWhole && left >= 0 };
}

function scalarText(value: unknown, length: number): string {
  if (typeof value === 'string') return JSON.stringify(value.length > length ? `${value.slice(0, length)}…` : value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'null';
}

function* listEntries(items: readonly unknown[]): Generator<readonly [string, unknown]> {
  for (const item of items) yield ['', item];
}

function* objectEntries(value: object): Generator<readonly [string, unknown]> {
  for (const [key, item] of Object.entries(value)) yield [`${scalarText(key, 1_000)}: `, item];
}

import { isRecord, listOf } from '../json-shape.js';

/** Numbers of a list: how many there are, and the first ones. */
export type Values = { readonly length: number; readonly first: readonly unknown[] };

/**
 * A list of a Plotly figure, of which at most `count` values are read: a JSON list, or numbers as base64 of a typed
 * array. `undefined` for anything else, and for lists of lists. Total.
 * Source: plotly 6 and 7 write `{"bdata": "…", "dtype": "f8", "shape": "2, 3"}`; plotly.js 3, "typed arrays".
 */
export function readValues(value: unknown, count: number): Values | undefined {
  if (Array.isArray(value)) return { length: value.length, first: listOf(value).slice(0, count) };
  if (!isRecord(value) || typeof value.bdata !== 'string' || typeof value.dtype !== 'string') return undefined;
  const type = TYPES.get(value.dtype);
  if (type === undefined || (typeof value.shape === 'string' && value.shape.includes(','))) return undefined;
  const length = Math.floor(base64Length(value.bdata) / type.bytes);
  const bytes = decodeBase64(value.bdata, Math.min(count, length) * type.bytes);
  if (bytes === undefined) return undefined;
  const view = new DataView(bytes.buffer);
  const first = Array.from({ length: Math.min(count, length) }, (_, at) => type.read(view, at * type.bytes));
  return { length, first };
}

type TypedArray = { readonly bytes: number; readonly read: (view: DataView, at: number) => number };

/** Little-endian, as numpy stores them on every machine that runs kernels. */
const TYPES: ReadonlyMap<string, TypedArray> = new Map<string, TypedArray>([
  ['i1', { bytes: 1, read: (view, at) => view.getInt8(at) }],
  ['u1', { bytes: 1, read: (view, at) => view.getUint8(at) }],
  ['i2', { bytes: 2, read: (view, at) => view.getInt16(at, true) }],
  ['u2', { bytes: 2, read: (view, at) => view.getUint16(at, true) }],
  ['i4', { bytes: 4, read: (view, at) => view.getInt32(at, true) }],
  ['u4', { bytes: 4, read: (view, at) => view.getUint32(at, true) }],
  // Seven digits are all that four bytes hold.
  ['f4', { bytes: 4, read: (view, at) => Number(view.getFloat32(at, true).toPrecision(7)) }],
  ['f8', { bytes: 8, read: (view, at) => view.getFloat64(at, true) }]
]);

const DIGITS = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((digit, value) => [digit, value])
);

/** Bytes that a base64 text stands for. */
function base64Length(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.floor((text.length * 3) / 4) - padding;
}

/** The first bytes of a base64 text; `undefined` when one of its characters is none of base64. */
function decodeBase64(text: string, count: number): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(count);
  let bits = 0;
  let width = 0;
  let at = 0;
  for (let index = 0; at < count; index += 1) {
    const digit = DIGITS.get(text.charAt(index));
    if (digit === undefined) return undefined;
    bits = ((bits << 6) | digit) & 0xffff;
    width += 6;
    if (width < 8) continue;
    width -= 8;
    bytes[at] = (bits >> width) & 0xff;
    at += 1;
  }
  return bytes;
}

import { isPlainRecord, jsonBytes, type PlainRecord } from '../json/index.js';

/** A cell as `full.notebooks[].cells[]` holds it: the original's keys, without what stands elsewhere already. */
export type CellDigest = {
  readonly cell_type: string;
  readonly source: string;
  readonly metadata: { readonly tags: readonly string[] };
  readonly outputs: readonly unknown[];
};

export type DigestOptions = {
  /** Bytes of JSON that the cells of this notebook may take. */
  readonly maxBytes: number;
  /** Whether the report's HTML goes along: then pictures and HTML outputs are only marked here. */
  readonly hasHtml: boolean;
};

/** Stands for an output that the HTML shows. */
export const SEE_HTML = '[see html]';
const LEFT_OUT = '[left out: the report would be too large; see the stored notebook]';
const TEXT_MIMES = /^(?:text\/plain|application\/(?:[\w.+-]*\+)?json)$/u;

/**
 * The cells of a plain notebook within a size. What does not fit loses its outputs, then its source; a marker says so.
 * Source: shape of the original analyzer's `full.notebooks[].cells` (facts/cortex-thehive §7, #22; §4 #28).
 */
export function digestCells(notebook: unknown, { maxBytes, hasHtml }: DigestOptions): readonly CellDigest[] {
  const cells = isPlainRecord(notebook) && Array.isArray(notebook.cells) ? notebook.cells.filter(isPlainRecord) : [];
  let left = maxBytes - jsonBytes(moreCells(cells.length)) - 1;
  if (left < 0) return [];
  const digests: CellDigest[] = [];
  for (const cell of cells) {
    const fitting = variants(cell, hasHtml).find(variant => jsonBytes(variant) <= left);
    if (fitting === undefined) return [...digests, moreCells(cells.length - digests.length)];
    left -= jsonBytes(fitting) + 1;
    digests.push(fitting);
  }
  return digests;
}

/** Stands for the cells that do not fit even without source and outputs. */
function moreCells(count: number): CellDigest {
  const source = `[${String(count)} more cells left out: the report would be too large; see the stored notebook]`;
  return { cell_type: 'markdown', source, metadata: { tags: [] }, outputs: [] };
}

function variants(cell: PlainRecord, hasHtml: boolean): readonly CellDigest[] {
  const outputs: readonly unknown[] = Array.isArray(cell.outputs) ? cell.outputs : [];
  const whole: CellDigest = {
    cell_type: String(cell.cell_type),
    source: typeof cell.source === 'string' ? cell.source : '',
    metadata: { tags: tagsOf(cell) },
    outputs: hasHtml ? outputs.map(markRich) : outputs
  };
  const marker = { output_type: 'stream', name: 'stderr', text: LEFT_OUT };
  const marked = outputs.length === 0 ? whole : { ...whole, outputs: outputs.map(markRich) };
  const bare = outputs.length === 0 ? whole : { ...whole, outputs: [marker] };
  return [whole, marked, bare, { ...bare, source: LEFT_OUT }];
}

function tagsOf(cell: PlainRecord): readonly string[] {
  const tags = isPlainRecord(cell.metadata) ? cell.metadata.tags : undefined;
  return Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string') : [];
}

/** Text and JSON stay: programs read them. Everything else is a picture or markup, which the HTML holds. */
function markRich(output: unknown): unknown {
  if (!isPlainRecord(output) || !isPlainRecord(output.data)) return output;
  const data = Object.entries(output.data).map(
    ([mime, value]) => [mime, TEXT_MIMES.test(mime) ? value : SEE_HTML] as const
  );
  const marked: PlainRecord = Object.fromEntries(data);
  return { ...output, data: marked };
}

import { isRecord, joinedText, own } from './record.js';
import { unquotePython } from './python-literal.js';

/** Where results of a cell can stand, in the order of its outputs. */
export type ResultSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly value: unknown }
  /** A picture, a table: shown in the report, but nothing to read results from. */
  | { readonly kind: 'rich'; readonly mimes: readonly string[] };

const JSON_MIME = 'application/json';
const TEXT_MIME = 'text/plain';

/**
 * The sources of results in the outputs of a cell. Output to stdout is one text, whatever other streams came between
 * its pieces; stderr and errors hold no results (cortex-thehive §4 #6, #7, #8).
 */
export function resultSources(outputs: unknown): readonly ResultSource[] {
  const sources: ResultSource[] = [];
  let printed: string[] = [];
  const flush = (): void => {
    if (printed.length > 0) sources.push({ kind: 'text', text: printed.join('') });
    printed = [];
  };
  for (const output of Array.isArray(outputs) ? outputs : []) {
    if (!isRecord(output)) continue;
    const kind = output['output_type'];
    if (kind === 'stream' && output['name'] === 'stdout') {
      printed.push(joinedText(output['text']) ?? '');
    } else if (kind === 'display_data' || kind === 'execute_result') {
      const source = sourceOf(output['data']);
      if (source === undefined) continue;
      flush();
      sources.push(source);
    }
  }
  flush();
  return sources;
}

/** JSON before text. Text beside other types is their fallback (`<Figure size …>`): read only when it begins like JSON. */
function sourceOf(bundle: unknown): ResultSource | undefined {
  if (!isRecord(bundle)) return undefined;
  const mimes = Object.keys(bundle);
  if (mimes.length === 0) return undefined;
  const value = own(bundle, JSON_MIME);
  if (value !== undefined) return typeof value === 'string' ? { kind: 'text', text: value } : { kind: 'json', value };
  const shown = joinedText(own(bundle, TEXT_MIME));
  if (shown === undefined) return { kind: 'rich', mimes };
  const text = unquotePython(shown) ?? shown;
  return mimes.length === 1 || /^\s*[{[]/.test(text) ? { kind: 'text', text } : { kind: 'rich', mimes };
}

/** Sentences that stand in a notebook where something was left out. */

type Amount = { readonly bytes: number; readonly ofBytes: number; readonly lines: number; readonly ofLines: number };

/** One line, in the place of the text that is missing. */
export function leftOutText(amount: Amount): string {
  const lines = amount.lines > 0 ? `${count(amount.lines)} of ${count(amount.ofLines)} lines, ` : '';
  return `[Huntbook left out a part of this text: ${lines}${size(amount.bytes)} of ${size(amount.ofBytes)}]`;
}

/** What a display says instead of its content. */
export function leftOutBundle(bytes: number, mimes: readonly string[]): string {
  const types = mimes.length === 0 ? '' : ` (${mimes.slice(0, 8).join(', ').slice(0, 300)})`;
  return `[Huntbook left out an output of ${size(bytes)}${types}]`;
}

/** What stands after the last output of a cell that had too many. */
export function leftOutOutputs(outputs: number, bytes: number): string {
  return `[Huntbook left out ${count(outputs)} more ${outputs === 1 ? 'output' : 'outputs'} of this cell: ${size(bytes)}]`;
}

/** Stands for an output in which readers would have seen a secret, although no text in it holds one. */
export function withheldOutput(): string {
  return '[Huntbook withheld an output: it showed a secret in parts.]';
}

/** A size for people: `104.9 MB`. Units are powers of 1,000. */
export function size(bytes: number): string {
  if (!Number.isFinite(bytes)) return 'unknown size (nested too deeply)';
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

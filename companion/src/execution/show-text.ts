import { countLines, type BoundedText } from './bounded-text.js';
import { leftOutText } from './markers.js';

// Longer than any secret in any of its encodings: what may hold a part of one next to a cut is left out.
const GUARD = 4_096;

export type ShownText = { readonly text: string; readonly isCut: boolean };

export type ShowOptions = {
  readonly redact?: ((text: string) => string) | undefined;
  /** A text with more lines is cut even if all of it is still known. */
  readonly lines: number;
  /** Of a text that is cut, the end shows at most this many bytes and lines. */
  readonly tailBytes: number;
  readonly tailLines: number;
};

/**
 * The text as the notebook stores it. Where a part was left out, a line says how much. Redaction runs on the joined
 * text; beside a cut, where half a secret could stand unseen, up to 4,096 characters more are left out.
 */
export function showText(text: BoundedText, options: ShowOptions): ShownText {
  const { redact } = options;
  if (!text.cut && text.totalLines <= options.lines && Buffer.byteLength(text.tail) <= options.tailBytes) {
    const whole = text.head + text.tail;
    return { text: redact === undefined ? whole : redact(whole), isCut: false };
  }
  const head = redact === undefined ? text.head : beforeCut(redact(text.head));
  const tail = lastLines(redact === undefined ? text.tail : afterCut(redact(text.tail)), options);
  const marker = leftOutText({
    bytes: Math.max(0, text.totalBytes - Buffer.byteLength(head) - Buffer.byteLength(tail)),
    ofBytes: text.totalBytes,
    lines: Math.max(0, text.totalLines - countLines(head) - countLines(tail)),
    ofLines: text.totalLines
  });
  const gap = head === '' || head.endsWith('\n') ? '' : '\n';
  return { text: `${head}${gap}${marker}\n${tail}`, isCut: true };
}

function beforeCut(text: string): string {
  const kept = text.slice(0, text.length - Math.min(GUARD, Math.ceil(text.length / 2)));
  return kept.slice(0, kept.lastIndexOf('\n') + 1 || wholeEnd(kept));
}

function afterCut(text: string): string {
  return text.slice(Math.min(GUARD, Math.ceil(text.length / 2)));
}

function wholeEnd(text: string): number {
  return /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length;
}

/** The end of a text, from the start of a line when there is one. */
function lastLines(text: string, options: ShowOptions): string {
  const from = Math.max(0, text.length - Math.max(1, options.tailBytes));
  let at = text.length;
  for (let lines = 0; lines < options.tailLines && at > from; lines += 1) at = lineStart(text, at);
  if (at > from) return text.slice(at);
  const line = text.indexOf('\n', from) + 1;
  const start = from > 0 && line > 0 && line < text.length ? line : from;
  return text.slice(/^[\udc00-\udfff]/.test(text.slice(start, start + 1)) ? start + 1 : start);
}

function lineStart(text: string, end: number): number {
  return end <= 1 ? 0 : text.lastIndexOf('\n', end - 2) + 1;
}

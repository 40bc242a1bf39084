/**
 * Text that only grows, kept within a limit: the beginning (`head`) and, once that is full, the end (`tail`). What lies
 * between is counted and forgotten, so a flood costs no more memory than the limit.
 */
export type BoundedText = {
  readonly head: string;
  readonly tail: string;
  /** Whether `head` is complete: what comes now belongs to `tail`. */
  readonly closed: boolean;
  /** Whether text between the two is gone. */
  readonly cut: boolean;
  readonly headBytes: number;
  /** All text that was ever added. */
  readonly totalBytes: number;
  readonly totalLines: number;
};

/** Room for a piece of text: what may still be added to `head`, and how much of the end is kept. */
export type TextRoom = {
  readonly headBytes: number;
  readonly headLines: number;
  readonly tailBytes: number;
};

export const EMPTY_TEXT: BoundedText = {
  head: '',
  tail: '',
  closed: false,
  cut: false,
  headBytes: 0,
  totalBytes: 0,
  totalLines: 0
};

/** The text with one more piece at its end. Joining is lazy in V8, so n pieces cost O(n). */
export function addText(text: BoundedText, piece: string, room: TextRoom): BoundedText {
  const bytes = Buffer.byteLength(piece);
  const lines = countLines(piece);
  const totals = { totalBytes: text.totalBytes + bytes, totalLines: text.totalLines + lines };
  if (text.closed) return { ...text, ...totals, ...keepEnd(text.tail + piece, room.tailBytes, text.cut) };
  if (bytes <= room.headBytes && lines <= room.headLines) {
    return { ...text, ...totals, head: text.head + piece, headBytes: text.headBytes + bytes };
  }
  const cut = cutAt(piece, bytes, room);
  const start = piece.slice(0, cut);
  const end = keepEnd(piece.slice(cut), room.tailBytes, false);
  return {
    ...totals,
    ...end,
    head: text.head + start,
    headBytes: text.headBytes + Buffer.byteLength(start),
    closed: true
  };
}

/** About how many bytes are held; the tail is counted in characters, since it changes with every piece. */
export function heldBytes(text: BoundedText): number {
  return text.headBytes + text.tail.length;
}

export function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Cutting only when the tail has doubled makes the cost per added character constant. */
function keepEnd(tail: string, bytes: number, cut: boolean): Pick<BoundedText, 'tail' | 'cut'> {
  return tail.length > 2 * bytes + 1024 ? { tail: tail.slice(-Math.max(1, bytes)), cut: true } : { tail, cut };
}

/** How many characters of the piece still fit, cut back to the end of a line when there is one. */
function cutAt(piece: string, bytes: number, room: TextRoom): number {
  const share = bytes === 0 ? 1 : Math.min(1, Math.max(0, room.headBytes) / bytes);
  const fits = Math.min(Math.floor(piece.length * share), lineEnd(piece, room.headLines));
  const line = piece.lastIndexOf('\n', fits - 1) + 1;
  return line > 0 && fits > 0 ? line : wholeCharacter(piece, fits);
}

function lineEnd(text: string, lines: number): number {
  if (lines <= 0) return 0;
  let at = -1;
  for (let line = 0; line < lines; line += 1) {
    at = text.indexOf('\n', at + 1);
    if (at === -1) return text.length;
  }
  return at + 1;
}

/** A position that does not split a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? at - 1 : at;
}

/** Stretches that take more than one byte per character: the engine finds them faster than a loop does. */
// eslint-disable-next-line no-control-regex -- the range of ASCII begins there
const BEYOND_ASCII = /[^\x00-\x7f]+/g;

/** How many bytes `text` takes as UTF-8. A lone surrogate counts as the replacement character it becomes: 3 bytes. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (const [stretch] of text.matchAll(BEYOND_ASCII)) bytes += extraBytes(stretch);
  return bytes;
}

/** How many bytes the JSON of a value takes as UTF-8; what has no JSON takes none. */
export function jsonBytes(value: unknown): number {
  return utf8Length(JSON.stringify(value) ?? '');
}

function extraBytes(text: string): number {
  let extra = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    extra += unit < 0x800 ? 1 : 2;
    // Two units make one character of four bytes.
    if (splitsPair(text, i + 1)) i += 1;
  }
  return extra;
}

/** Whether a cut at `index` would part a surrogate pair of `text`. */
export function splitsPair(text: string, index: number): boolean {
  return isLead(text.charCodeAt(index - 1)) && isTrail(text.charCodeAt(index));
}

function isLead(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isTrail(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** How many bytes `text` takes as UTF-8. A lone surrogate counts as the replacement character it becomes: 3 bytes. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (isLead(unit) && isTrail(text.charCodeAt(i + 1))) {
      bytes += 2;
      i += 1;
    } else bytes += 2;
  }
  return bytes;
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

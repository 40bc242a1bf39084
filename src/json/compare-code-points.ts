/** Orders texts by code point, as Python sorts: U+FF5E before U+1F600, which UTF-16 units order the other way round. */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    if (left.charCodeAt(at) !== right.charCodeAt(at)) return weight(left, at) - weight(right, at);
  }
  return left.length - right.length;
}

/** Pairs of surrogates above everything; a lone surrogate counts as its own code point, as in Python. */
function weight(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const isTail = code >= 0xdc00 && code <= 0xdfff && at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
  return isTail ? 0x110000 + code : (text.codePointAt(at) ?? 0);
}

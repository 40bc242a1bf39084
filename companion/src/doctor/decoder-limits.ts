/**
 * What Jackson reads with its default limits. Source: jackson-core 2.15 `StreamReadConstraints`
 * (FasterXML/jackson-core#1121, #863); facts/cortex-thehive §1.3. Characters are UTF-16 units.
 */
export const DECODER_LIMITS = {
  nesting: 1_000,
  stringChars: 20_000_000,
  nameChars: 50_000,
  numberChars: 1_000
} as const;

/**
 * Which limit of Cortex' decoder a JSON text exceeds, as the end of a sentence about it; undefined when none. Goes once
 * over the text, so that neither depth nor length can stop it.
 */
export function limitFault(text: string): string | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') {
      const { end, chars, isHalf } = readString(text, at + 1);
      const isName = /^\s{0,100}:/u.test(text.slice(end + 1, end + 102));
      const limit = isName ? DECODER_LIMITS.nameChars : DECODER_LIMITS.stringChars;
      if (chars > limit)
        return `holds a ${isName ? 'name' : 'text'} of ${count(chars)} characters, and Cortex reads ${count(limit)}`;
      if (isHalf) return 'holds half of a character (a lone surrogate)';
      at = end;
    } else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > DECODER_LIMITS.nesting)
        return `nests deeper than the ${count(DECODER_LIMITS.nesting)} levels that Cortex reads`;
    } else if (character === '}' || character === ']') depth -= 1;
    else if (/[-0-9]/u.test(character)) {
      const start = at;
      while (/[-+.0-9eE]/u.test(text.charAt(at + 1))) at += 1;
      if (at + 1 - start > DECODER_LIMITS.numberChars)
        return `holds a number of ${count(at + 1 - start)} digits, and Cortex reads ${count(DECODER_LIMITS.numberChars)}`;
    }
  }
  return undefined;
}

const count = (value: number): string => value.toLocaleString('en');

type ReadString = { readonly end: number; readonly chars: number; readonly isHalf: boolean };

/** Where the string ends that begins at `start`, how many characters it has, and whether one of them is half. */
function readString(text: string, start: number): ReadString {
  let chars = 0;
  let isHigh = false;
  let isHalf = false;
  let at = start;
  while (at < text.length && text.charAt(at) !== '"') {
    const isEscape = text.charAt(at) === '\\';
    const isCode = isEscape && text.charAt(at + 1) === 'u';
    const unit = isCode ? Number.parseInt(text.slice(at + 2, at + 6), 16) : text.charCodeAt(at);
    const isLow = unit >= 0xdc00 && unit < 0xe000;
    if (isLow !== isHigh) isHalf = true;
    isHigh = unit >= 0xd800 && unit < 0xdc00;
    chars += 1;
    at += isCode ? 6 : isEscape ? 2 : 1;
  }
  return { end: at, chars, isHalf: isHalf || isHigh };
}

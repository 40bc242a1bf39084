/** Characters that change what a reader believes to read: controls, text direction, zero width, private use, tags. */
const DECEIVING =
  /[\p{Cc}\p{Cs}\p{Co}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/**
 * `value` on one line, cut after `maxLength` UTF-16 units, with characters that cannot be seen spelled out, e.g.
 * `\u{202e}`: for values that an attacker chose and an analyst decides by.
 */
export function visibleText(value: string, maxLength: number): string {
  const shown = value.length > maxLength ? `${value.slice(0, maxLength)}…` : value;
  return shown.replace(DECEIVING, character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

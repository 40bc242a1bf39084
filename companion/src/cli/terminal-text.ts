/**
 * Text that cannot steer a terminal: control and format characters, which could move the cursor, rewrite lines or turn
 * the direction of writing, appear as `\u{1b}`. Line breaks and tabs stay. Notebooks are the attacker's text.
 */
export function terminalText(text: string): string {
  return text.replace(
    /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}]/gu,
    character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  );
}

/**
 * Letters in the alphabets of mathematics. Browsers know `mathvariant="normal"` only; what a style sheet can draw in
 * any font (bold, italic, sans-serif, monospace) is a class, and the others are characters of their own.
 * Source: MathML Core, "The mathvariant attribute"; Unicode, "Mathematical Alphanumeric Symbols".
 */

/** Variants that are classes: see style/report-maths.css. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['bold', 'nbr-mb'],
  ['italic', 'nbr-mi'],
  ['bold-italic', 'nbr-mb nbr-mi'],
  ['sans-serif', 'nbr-ms'],
  ['bold-sans-serif', 'nbr-mb nbr-ms'],
  ['sans-serif-italic', 'nbr-ms nbr-mi'],
  ['sans-serif-bold-italic', 'nbr-mb nbr-ms nbr-mi'],
  ['monospace', 'nbr-mt']
]);

/** Where the alphabet of a variant begins, and the letters that Unicode had before it. */
type Alphabet = {
  readonly upper: number;
  readonly lower: number;
  readonly digits?: number;
  readonly before: Readonly<Record<string, string>>;
};
const ALPHABETS: ReadonlyMap<string, Alphabet> = new Map([
  [
    'double-struck',
    {
      upper: 0x1d538,
      lower: 0x1d552,
      digits: 0x1d7d8,
      before: { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ' }
    }
  ],
  [
    'script',
    {
      upper: 0x1d49c,
      lower: 0x1d4b6,
      before: { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ', e: 'ℯ', g: 'ℊ', o: 'ℴ' }
    }
  ],
  ['fraktur', { upper: 0x1d504, lower: 0x1d51e, before: { C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' } }],
  ['bold-script', { upper: 0x1d4d0, lower: 0x1d4ea, before: {} }],
  ['bold-fraktur', { upper: 0x1d56c, lower: 0x1d586, before: {} }]
]);

/** The classes for a `mathvariant`, or undefined when it has none. */
export function variantClass(variant: string): string | undefined {
  return CLASSES.get(variant);
}

/** `text` in the alphabet of a `mathvariant`; letters that it does not have, and other variants, stay as they are. */
export function inAlphabet(text: string, variant: string): string {
  const alphabet = ALPHABETS.get(variant);
  if (alphabet === undefined) return text;
  return text.replace(/[A-Za-z0-9]/g, letter => {
    const known = alphabet.before[letter];
    if (known !== undefined) return known;
    if (letter >= 'a') return letterAt(alphabet.lower, letter, 'a');
    if (letter >= 'A') return letterAt(alphabet.upper, letter, 'A');
    return alphabet.digits === undefined ? letter : letterAt(alphabet.digits, letter, '0');
  });
}

function letterAt(start: number, letter: string, first: string): string {
  return String.fromCodePoint(start + letter.charCodeAt(0) - first.charCodeAt(0));
}

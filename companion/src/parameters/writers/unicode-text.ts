import { ParameterValueError } from '../failures.js';

/** What a language cannot hold in a text, and the sentence about it. */
export type Unsuitable = { readonly pattern: RegExp; readonly hint: string };

/** The rule of a language whose texts are well-formed Unicode. */
export const noSurrogates = (language: string): Unsuitable => ({
  pattern: /\p{Cs}/u,
  hint: `${language} has no text with half a surrogate pair.`
});

/**
 * The text, when the language can hold it.
 * @throws `PARAMETER_VALUE_UNSUITABLE`, which names the parameter and not its value
 */
export function checkedText(
  text: string,
  { name, language, unsuitable }: { readonly name: string; readonly language: string; readonly unsuitable: Unsuitable }
): string {
  if (!unsuitable.pattern.test(text)) return text;
  throw new ParameterValueError(`Parameter "${name}" holds a character that ${language} cannot hold.`, {
    hint: unsuitable.hint,
    details: { name, language }
  });
}

const SLUG_LENGTH = 60;

/**
 * Text that is safe as one part of a path, whatever `text` is: ASCII letters, digits, `.`, `_`, `@` and single dashes;
 * no dot or dash at either end, at most 60 characters. Empty when nothing of the text can stay.
 */
export function slug(text: string, maxLength = SLUG_LENGTH): string {
  // Cut first: an observable can be megabytes. Accents go, the letters below them stay.
  const plain = text
    .slice(0, maxLength * 8)
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/gu, '');
  const dashed = plain
    .replace(/[^A-Za-z0-9._@]+/gu, '-')
    .replace(/\.{2,}/gu, '.')
    .replace(/^[.-]+/u, '');
  return dashed.slice(0, maxLength).replace(/[.-]+$/u, '');
}

import type { ExactNumber } from './exact-number.js';
import type { JsonValue } from './json-value.js';
import { isPlaceholder } from './number-token.js';
import type { AlteredNumber } from './scan.js';

/**
 * The text with each altered number replaced by a placeholder that the engine's parser keeps: the n-th denormal number.
 * Text cannot forge one, since the scan counts real denormals among the altered.
 */
export function withPlaceholders(text: string, altered: readonly AlteredNumber[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const [index, number] of altered.entries()) {
    parts.push(text.slice(end, number.start), String((index + 1) * Number.MIN_VALUE));
    end = number.end;
  }
  parts.push(text.slice(end));
  return parts.join('');
}

/** Puts the altered numbers back, in place: the value was parsed just now and belongs to nobody else yet. */
export function restoreNumbers(value: JsonValue, altered: readonly AlteredNumber[]): JsonValue {
  const restore = (item: JsonValue): JsonValue => {
    if (typeof item === 'number') return isPlaceholder(item) ? originalOf(item, altered) : item;
    if (typeof item === 'object' && item !== null) restoreItems(item as Mutable);
    return item;
  };
  const restoreItems = (container: Mutable): void => {
    for (const key of Object.keys(container)) {
      const item = container[key] ?? null;
      const restored = restore(item);
      if (restored !== item) container[key] = restored;
    }
  };
  return restore(value);
}

type Mutable = Record<string, JsonValue>;

function originalOf(placeholder: number, altered: readonly AlteredNumber[]): number | ExactNumber {
  return altered[Math.round(placeholder / Number.MIN_VALUE) - 1]?.value ?? placeholder;
}

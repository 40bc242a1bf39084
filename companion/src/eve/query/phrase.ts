/**
 * Whether the tokens of a phrase stand in `tokens`, in order and next to each other, or at most `slop` moves away from
 * that. Source: Lucene's sloppy PhraseQuery: the spread of (position of a token minus its place in the phrase).
 */
export function phraseIsIn(
  phrase: { readonly tokens: readonly string[]; readonly slop: number },
  tokens: readonly string[]
): boolean {
  const places = phrase.tokens.map((wanted, n) =>
    tokens.flatMap((token, position) => (token === wanted ? [{ position, shift: position - n }] : []))
  );
  return fits(places, { slop: phrase.slop, used: [], low: Infinity, high: -Infinity });
}

type Place = { readonly position: number; readonly shift: number };
type SoFar = { readonly slop: number; readonly used: readonly number[]; readonly low: number; readonly high: number };

function fits(places: readonly (readonly Place[])[], { slop, used, low, high }: SoFar): boolean {
  const [first, ...others] = places;
  if (first === undefined) return true;
  return first.some(({ position, shift }) => {
    const [least, most] = [Math.min(low, shift), Math.max(high, shift)];
    if (most - least > slop || used.includes(position)) return false;
    return fits(others, { slop, used: [...used, position], low: least, high: most });
  });
}

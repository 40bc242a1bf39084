/**
 * Whether the tokens of a phrase stand in `tokens`, in order and next to each other, or at most `slop` moves away from
 * that. Source: Lucene's sloppy PhraseQuery: the spread of (position of a token minus its place in the phrase).
 */
export function phraseIsIn(
  phrase: { readonly tokens: readonly string[]; readonly slop: number },
  tokens: readonly string[]
): boolean {
  const positions = new Map<string, number[]>(phrase.tokens.map(token => [token, []]));
  tokens.forEach((token, position) => positions.get(token)?.push(position));
  const groups = [...positions].map(([word, at]) => ({
    at,
    places: phrase.tokens.flatMap((token, place) => (token === word ? [place] : []))
  }));
  // The least shift that is still possible; each round that fails makes it larger.
  for (let least = 1 - phrase.tokens.length; least <= tokens.length;) {
    const next = Math.max(...groups.map(group => firstShift(group, least, phrase.slop)));
    if (next === least) return true;
    least = next;
  }
  return false;
}

/** One word of a phrase: where it stands in a value, and its places in the phrase, both in order. */
type Group = { readonly at: readonly number[]; readonly places: readonly number[] };

/**
 * `least` when each place finds a position of its own at a shift from `least` to `least + slop`; else a larger least
 * shift, below which that cannot be. Each place takes the first position that is left, which is the best for all:
 * places that come later may take later positions only.
 */
function firstShift({ at, places }: Group, least: number, slop: number): number {
  let index = 0;
  for (const place of places) {
    index = firstFrom(at, { from: index, position: least + place });
    const position = at[index];
    if (position === undefined) return Infinity;
    if (position - place > least + slop) return position - place - slop;
    index += 1;
  }
  return least;
}

/** The first index from `from` on whose position is `position` or behind it. */
function firstFrom(
  at: readonly number[],
  { from, position }: { readonly from: number; readonly position: number }
): number {
  let [low, high] = [from, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? Infinity) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

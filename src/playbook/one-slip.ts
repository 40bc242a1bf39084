/** Whether two words are equal or one edit apart: insertion, deletion, substitution or a swap of neighbours. */
export function isOneSlip(word: string, wanted: string): boolean {
  if (Math.abs(word.length - wanted.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === wanted[start]) start++;
  const rest = (text: string, skipped: number): string => text.slice(start + skipped);
  const isSwap = word[start] === wanted[start + 1] && word[start + 1] === wanted[start];
  return (
    rest(word, 1) === rest(wanted, 1) ||
    rest(word, 0) === rest(wanted, 1) ||
    rest(word, 1) === rest(wanted, 0) ||
    (isSwap && rest(word, 2) === rest(wanted, 2))
  );
}

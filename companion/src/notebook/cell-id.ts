/** A new cell id: 8 hexadecimal digits. `random` gives numbers from 0 up to 1, default `Math.random`. Source: nbformat 5.11, `corpus/words.py`. */
export function newCellId(random: () => number = Math.random): string {
  const bits = Math.floor(random() * 0x1_0000_0000);
  return bits.toString(16).padStart(8, '0').slice(-8);
}

/** A new cell id that is not among `taken`, and is added to them. */
export function newUniqueCellId(taken: Set<string>, random: () => number): string {
  let id = newCellId(random);
  while (taken.has(id)) id = newCellId(random);
  taken.add(id);
  return id;
}

/** Work that is under way already is not begun again: whoever asks meanwhile gets what comes of it. */
export function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= work().finally(() => (running = undefined)));
}

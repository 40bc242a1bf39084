const LOOK_MS = 1_000;

/**
 * Calls `onGone` once when the process that started this one is gone, until it is disposed. A server that is killed tells
 * its children nothing; they get another parent.
 */
export function watchParent(onGone: () => void): Disposable {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, LOOK_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

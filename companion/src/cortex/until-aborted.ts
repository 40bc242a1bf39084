/**
 * What `work` gives, unless `signal` is aborted first: then its reason is thrown and `work` is left to itself. For system
 * calls that nothing can interrupt: opening a pipe that nobody writes, a file server that does not answer.
 */
export async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<'aborted'>(done => {
    onAbort = () => done('aborted');
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    // The race listens to both, so a failure that comes later is not one that nobody heard.
    const first = await Promise.race([aborted, work.then(value => ({ value }))]);
    if (first === 'aborted') throw signal.reason;
    return first.value;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

import { StorageError, storageErrorOf, type StorageErrorDetails } from './failures.js';

/** What `act` resolves to; what it throws becomes a `StorageError`, or the reason of `signal` once that is aborted. */
export async function attempt<T>(
  place: Omit<StorageErrorDetails, 'kind'> & { readonly signal?: AbortSignal | undefined },
  act: () => Promise<T>
): Promise<T> {
  const { signal, ...rest } = place;
  try {
    return await act();
  } catch (error) {
    // Node rejects with an AbortError of its own; callers are promised the reason.
    if (signal?.aborted === true) throw signal.reason;
    throw error instanceof StorageError ? error : storageErrorOf(error, rest);
  }
}

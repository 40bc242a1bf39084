export type ReadOptions = { readonly signal?: AbortSignal };

export type WriteOptions = {
  readonly signal?: AbortSignal;
  /** Wait until the bytes are on the disk, not only in the system's cache; default true. Checkpoints can do without. */
  readonly durable?: boolean;
};

/**
 * A place where notebooks live. Every method rejects with `StorageError` (code `STORAGE`), or with the reason of
 * `signal`. Locations are what a person wrote; only `describe` gives a form that may be shown, logged or stored.
 */
export interface Storage {
  /** The text at `location`, without byte order mark; kind `encoding` if it is not UTF-8. */
  read(location: string, options?: ReadOptions): Promise<string>;
  /** Puts `text` at `location`, whole or not at all. */
  write(location: string, text: string, options?: WriteOptions): Promise<void>;
  /** The locations of the files in a folder, not of what lies deeper, in code unit order. */
  list(folder: string): Promise<readonly string[]>;
  /** The location without credentials. */
  describe(location: string): string;
}

import type { DuckDb, DuckDBConnection } from './duckdb.js';
import { RowWriter, type WriteTarget } from './row-writer.js';

type OpenWriter = (target: WriteTarget) => Promise<RowWriter>;

/**
 * What `work` makes, once all that it wrote is stored; when it fails, nothing is, and its own error comes. It writes
 * through `connection` and through the writers that it opens, which are closed here.
 */
export async function inTransaction<T>(
  handles: { readonly duckDb: DuckDb; readonly connection: DuckDBConnection },
  work: (open: OpenWriter) => Promise<T>
): Promise<T> {
  const { connection } = handles;
  const writers: RowWriter[] = [];
  await connection.run('BEGIN');
  try {
    const made = await work(async target => {
      const writer = await RowWriter.open(handles, target);
      writers.push(writer);
      return writer;
    });
    for (const writer of writers) writer.close();
    await connection.run('COMMIT');
    return made;
  } catch (error) {
    for (const writer of writers) writer.abandon();
    // The first error is the one to tell; after a failed COMMIT there is nothing left to roll back.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

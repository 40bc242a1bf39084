import type * as Api from '@duckdb/node-api';
import type Native from '@duckdb/node-bindings';
import type { DuckDBAppender, DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { ServeFailed } from '../failures.js';

export type { DuckDBAppender, DuckDBConnection, DuckDBInstance, DuckDBValue };
export type DuckDb = typeof Api & { readonly native: typeof Native };

/**
 * DuckDB, loaded when it is first needed: 70 MB of native code that no Cortex job without events should pay for.
 * @throws {@link ServeFailed} `SERVE_FAILED`: there is none for this platform.
 */
export async function loadDuckDb(): Promise<DuckDb> {
  try {
    const [api, bindings] = await Promise.all([import('@duckdb/node-api'), import('@duckdb/node-bindings')]);
    return { ...api, native: bindings.default };
  } catch (error) {
    throw new ServeFailed(`DuckDB, which holds the events, has no library for ${process.platform}-${process.arch}.`, {
      hint: 'Use a platform that it supports (Linux, macOS or Windows on x64 or arm64), or build Huntbook on this one.',
      cause: error
    });
  }
}

/** A text as an SQL string literal: for paths of our own files in ATTACH, which takes no parameters. */
export function sqlString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

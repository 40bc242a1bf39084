import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The files that hold what is known of one file of events. */
export type SegmentFiles = { readonly database: string; readonly lines: string };

export function segmentFiles(folder: string, key: string): SegmentFiles {
  return { database: join(folder, `${key}.duckdb`), lines: join(folder, `${key}.lines`) };
}

export async function removeSegment({ database, lines }: SegmentFiles): Promise<void> {
  for (const path of [database, `${database}.wal`, lines]) await rm(path, { force: true });
}

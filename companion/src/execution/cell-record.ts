import { floatToJson, isJsonObject, type JsonObject } from '../../../src/json/index.js';
import type { Cell, Output } from '../notebook/index.js';
import type { Redaction } from './redaction.js';
import type { CellStatus } from './run-event.js';
import { pythonIsoTime, secondsBetween } from './time.js';

/** What is known of a cell's execution, apart from its outputs. Times in milliseconds since 1970. */
export type CellRecord = {
  readonly cell: Cell;
  readonly status: CellStatus;
  readonly startedMs: number | undefined;
  readonly endedMs: number | undefined;
  readonly executionCount: number | null;
  /** nbclient's `metadata.execution`; only of cells that were sent to the kernel. */
  readonly timing: JsonObject | undefined;
};

/** The record of a cell before the run: outputs, counts and times of an earlier run are gone. */
export function pendingCell(cell: Cell): CellRecord {
  const { execution: _times, huntbook, ...metadata } = cell.metadata;
  const ours = isJsonObject(huntbook) ? withoutCut(huntbook) : huntbook;
  const kept = ours === undefined ? metadata : { ...metadata, huntbook: ours };
  const none = { startedMs: undefined, endedMs: undefined, executionCount: null, timing: undefined };
  return { cell: { ...cell, metadata: cell.cell_type === 'code' ? kept : cell.metadata }, status: 'pending', ...none };
}

type StoredParts = {
  readonly outputs: readonly Output[];
  readonly isCut: boolean;
  readonly redaction: Redaction | undefined;
};

/**
 * The cell as the notebook stores it. `metadata.huntbook.outputsCut` marks a cell whose outputs are not all there.
 * Source of `metadata.papermill`: papermill 2.7, `engines.py`; there a cell that timed out or whose kernel died, and
 * all later ones, end as `completed`: here they are `failed` and `pending`.
 */
export function storedCell(record: CellRecord, parts: StoredParts): Cell {
  const { cell, timing } = record;
  const { redaction } = parts;
  const metadata: JsonObject = {
    tags: [],
    ...cell.metadata,
    papermill: papermillOf(record),
    ...(timing === undefined ? {} : { execution: timing }),
    ...(parts.isCut ? { huntbook: { ...huntbookOf(cell), outputsCut: true } } : {})
  };
  const base = {
    metadata: redaction === undefined ? metadata : redaction.object(metadata),
    source: redaction === undefined ? cell.source : redaction.text(cell.source)
  };
  if (cell.cell_type !== 'code') return { ...cell, ...base };
  return { ...cell, ...base, outputs: parts.outputs, execution_count: record.executionCount };
}

function papermillOf(record: CellRecord): JsonObject {
  const { status, startedMs, endedMs } = record;
  return {
    exception: status === 'pending' ? null : status === 'failed',
    start_time: startedMs === undefined ? null : pythonIsoTime(startedMs),
    end_time: endedMs === undefined ? null : pythonIsoTime(endedMs),
    duration: startedMs === undefined || endedMs === undefined ? null : floatToJson(secondsBetween(startedMs, endedMs)),
    status
  };
}

function huntbookOf(cell: Cell): JsonObject {
  const ours = cell.metadata['huntbook'];
  return isJsonObject(ours) ? ours : {};
}

function withoutCut(huntbook: JsonObject): JsonObject | undefined {
  const { outputsCut: _cut, ...rest } = huntbook;
  return Object.keys(rest).length === 0 ? undefined : rest;
}

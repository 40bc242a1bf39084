import { Failure } from '../../../src/failure.js';
import { NOTEBOOK_READ_HINTS, type NotebookReadKind } from './error-table.js';

/** Where in a notebook something is wrong. Cells and outputs count from 0, lines and columns from 1. */
export type NotebookPlace = {
  readonly cell?: number;
  readonly output?: number;
  /** The key, dotted when nested: `metadata`, `data.text/plain`. */
  readonly key?: string;
  readonly line?: number;
  readonly column?: number;
};

export type NotebookReadDetails = {
  readonly kind: NotebookReadKind;
  readonly path: string;
  readonly place: NotebookPlace;
  readonly reason: string;
};

/** The text is not a notebook that we can read. The message names the path as the caller gave it, the place and the reason. */
export class NotebookReadError extends Failure<NotebookReadDetails> {
  readonly code = 'NOTEBOOK_READ';
  declare readonly details: NotebookReadDetails;

  constructor(details: NotebookReadDetails, cause?: unknown) {
    const where = describePlace(details.place);
    super(`Cannot read the notebook ${details.path}: ${where === '' ? '' : `${where}: `}${details.reason}.`, {
      hint: NOTEBOOK_READ_HINTS[details.kind],
      details,
      cause
    });
  }
}

/** The place in words for a person, who counts cells and outputs from 1; empty for the notebook as a whole. */
export function describePlace(place: NotebookPlace): string {
  const parts: string[] = [];
  if (place.line !== undefined) parts.push(`line ${place.line}, column ${place.column ?? 1}`);
  if (place.cell !== undefined) parts.push(`cell ${place.cell + 1}`);
  if (place.output !== undefined) parts.push(`output ${place.output + 1}`);
  if (place.key !== undefined) parts.push(`"${place.key}"`);
  return parts.join(', ');
}

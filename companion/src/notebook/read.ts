import {
  isJsonArray,
  isJsonObject,
  JsonSyntaxFailure,
  parseJson,
  type JsonObject,
  type JsonValue
} from '../../../src/json/index.js';
import { newUniqueCellId } from './cell-id.js';
import { NotebookReadError } from './failures.js';
import type { Notebook } from './model.js';
import { NotebookPart } from './notebook-part.js';
import { readCell } from './read-cell.js';
import { withoutNotebookTransients } from './transient.js';
import { upgradeV3 } from './upgrade-v3.js';

export type ReadNotebookOptions = {
  /** What messages call the notebook; it must not hold a secret (`Storage.describe` gives such a name). */
  readonly path: string;
  /** Numbers from 0 up to 1 for new cell ids; default `Math.random`. */
  readonly random?: () => number;
};

const MINOR = 5;

/**
 * The notebook that `text` holds, versions 2, 3 and 4 upgraded to 4.5 as nbformat does: cells without an id (or with one
 * that was there before) get a new one, older minor versions get new ones throughout. Bytes must be UTF-8. Missing parts
 * get their defaults; unknown keys stay.
 *
 * @throws {@link NotebookReadError} `NOTEBOOK_READ` with path, place and reason. Never anything else, whatever the text.
 * Source: nbformat 5.11, `reader.py`, `v4/convert.py`, `validator.py` (duplicate ids), and papermill 2.7 `iorw.py`.
 */
export function readNotebook(text: string | Uint8Array, options: ReadNotebookOptions): Notebook {
  const { path, random = Math.random } = options;
  const root = parse(typeof text === 'string' ? text : decode(text, path), path);
  const { content, minor } = asVersion4(root, path);
  const notebook = new NotebookPart(content, path, {});
  const cells = notebook.list('cells').map((cell, index) => notebook.part(cell, { cell: index }));
  const ids = cellIds(cells, { random, renew: minor < MINOR });
  return {
    ...content,
    nbformat: 4,
    nbformat_minor: MINOR,
    metadata: withoutNotebookTransients(notebook.object('metadata')),
    cells: cells.map((cell, index) => readCell(cell, ids[index] ?? ''))
  };
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new NotebookReadError({ kind: 'encoding', path, place: {}, reason: 'it is not UTF-8 text' }, cause);
  }
}

function parse(text: string, path: string): JsonValue {
  try {
    return parseJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxFailure)) throw cause;
    const { reason, line, column } = cause.details;
    throw new NotebookReadError(
      { kind: 'json-syntax', path, place: { line, column }, reason: `not valid JSON, ${reason}` },
      cause
    );
  }
}

/** The content with version 4 keys, and the minor version it had; 0 for what was no version 4. */
function asVersion4(root: JsonValue, path: string): { readonly content: JsonObject; readonly minor: number } {
  const refuse = (kind: 'not-a-notebook' | 'version', reason: string): NotebookReadError =>
    new NotebookReadError({ kind, path, place: {}, reason });
  if (!isJsonObject(root)) throw refuse('not-a-notebook', 'it is JSON, but not an object');
  const major = root['nbformat'];
  const minor = root['nbformat_minor'] ?? 0;
  if (major === undefined) throw refuse('not-a-notebook', 'the key "nbformat" is missing');
  if (typeof major !== 'number' || typeof minor !== 'number') {
    throw refuse('not-a-notebook', 'its version is not a whole number');
  }
  if (major === 2 || major === 3) return { content: upgradeV3(new NotebookPart(root, path, {})), minor: 0 };
  if (major !== 4) throw refuse('version', `it has nbformat version ${major}; versions 2, 3 and 4 can be read`);
  if (!isJsonArray(root['cells'])) throw refuse('not-a-notebook', 'the list "cells" is missing');
  return { content: root, minor };
}

type IdOptions = { readonly random: () => number; readonly renew: boolean };

/** First the missing ids, then those that occur again: the order in which nbformat makes them. */
function cellIds(cells: readonly NotebookPart[], { random, renew }: IdOptions): readonly string[] {
  const given = cells.map(cell => (renew ? '' : cell.string('id')));
  const taken = new Set(given);
  const complete = given.map(id => (id === '' ? newUniqueCellId(taken, random) : id));
  const seen = new Set<string>();
  return complete.map(id => {
    const unique = seen.has(id) ? newUniqueCellId(taken, random) : id;
    seen.add(unique);
    return unique;
  });
}

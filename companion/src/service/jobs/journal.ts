import { open, type FileHandle } from 'node:fs/promises';
import { EVENT_LOG_LIMITS } from '../../cortex/index.js';
import { CursorInvalid } from '../failures.js';

/** One event as it stands in the journal, and where the next one begins. */
type JournalLine = { readonly text: string; readonly cursor: number };

type JournalPage = {
  readonly lines: readonly JournalLine[];
  /** Where to go on. */
  readonly cursor: number;
  /** Whether the journal holds no further whole line. */
  readonly isAtEnd: boolean;
};

const NEWLINE = 0x0a;
/** Every line fits: the worker leaves larger events out. */
const JOURNAL_PAGE_BYTES = 2 * EVENT_LOG_LIMITS.eventBytes;

/**
 * The whole lines of a journal from a cursor on, about a megabyte at a time. A cursor is a place in the file: to resume
 * costs nothing, however long the journal is. A journal that is not there yet is empty.
 * @throws CURSOR_INVALID
 */
export async function readJournal(path: string, cursor: number): Promise<JournalPage> {
  await using file = await openOrNone(path);
  const size = file === undefined ? 0 : (await file.stat()).size;
  if (cursor > size) throw wrongCursor(cursor);
  if (file === undefined || cursor === size) return { lines: [], cursor, isAtEnd: true };
  // One byte before, to see that a line ends there.
  const start = Math.max(0, cursor - 1);
  const buffer = Buffer.alloc(Math.min(JOURNAL_PAGE_BYTES, size - start));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  const bytes = buffer.subarray(0, bytesRead);
  if (cursor > 0 && bytes[0] !== NEWLINE) throw wrongCursor(cursor);
  const lines = splitLines(bytes.subarray(cursor - start), cursor);
  const next = lines.at(-1)?.cursor ?? cursor;
  return { lines, cursor: next, isAtEnd: lines.length === 0 || next === size };
}

async function openOrNone(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch {
    // The worker makes it when it starts.
    return undefined;
  }
}

function splitLines(bytes: Buffer, cursor: number): readonly JournalLine[] {
  const lines: JournalLine[] = [];
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    lines.push({ text: bytes.toString('utf8', start, end), cursor: cursor + end + 1 });
    start = end + 1;
  }
  return lines;
}

function wrongCursor(cursor: number): CursorInvalid {
  return new CursorInvalid(`The cursor ${String(cursor)} is none of this run.`, {
    hint: 'Begin with 0, or go on with the cursor of the answer before.'
  });
}

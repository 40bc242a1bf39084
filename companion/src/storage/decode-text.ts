import { isUtf8 } from 'node:buffer';
import { StorageError } from './failures.js';

/** The text of a file without byte order mark. Kind `encoding` if it is not UTF-8: a replaced byte would alter a notebook in silence. */
export function decodeText(bytes: Buffer, location: string): string {
  if (!isUtf8(bytes)) {
    throw new StorageError({ kind: 'encoding', location, operation: 'read' }, 'it is not UTF-8 text');
  }
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

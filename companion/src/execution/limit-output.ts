import type { ErrorOutput } from '../notebook/index.js';
import { leftOutBundle, leftOutText } from './markers.js';
import type { Bundle } from './output-event.js';

/** An error is stored with at most this much text, in characters. */
const ERROR_CHARACTERS = 65_536;
const EVALUE_CHARACTERS = 8_192;

/** The sentence that stands for a bundle of so many bytes. */
export function limitBundle(bundle: Bundle, bytes: number): Bundle {
  return { data: { 'text/plain': leftOutBundle(bytes, Object.keys(bundle.data)) }, metadata: {} };
}

/** The error with the end of its traceback, where Python says what happened, when all of it is too long. */
export function limitError(error: ErrorOutput): {
  readonly output: ErrorOutput;
  readonly bytes: number;
  readonly isCut: boolean;
} {
  const ename = error.ename.slice(0, EVALUE_CHARACTERS);
  const evalue = error.evalue.slice(0, EVALUE_CHARACTERS);
  const length = error.traceback.reduce((sum, line) => sum + line.length, 0);
  const isShort = length + error.traceback.length <= ERROR_CHARACTERS;
  const traceback = isShort ? error.traceback : lastLines(error.traceback, length);
  const isCut = !isShort || ename !== error.ename || evalue !== error.evalue;
  const bytes = Buffer.byteLength(ename) + Buffer.byteLength(evalue) + Buffer.byteLength(traceback.join('\n'));
  return { output: { output_type: 'error', ename, evalue, traceback }, bytes, isCut };
}

function lastLines(lines: readonly string[], length: number): readonly string[] {
  const kept: string[] = [];
  let room = ERROR_CHARACTERS;
  for (let at = lines.length - 1; at >= 0 && room > 0; at -= 1) {
    const line = (lines[at] ?? '').slice(-room);
    kept.unshift(line);
    room -= line.length + 1;
  }
  const left = {
    bytes: length - ERROR_CHARACTERS + room,
    ofBytes: length,
    lines: lines.length - kept.length,
    ofLines: lines.length
  };
  return [leftOutText(left), ...kept];
}

import { wellFormed } from '../json/index.js';
import { isRecord, joinedText, own } from './record.js';

/** What a file holds that comes in the result itself, or that the cell has shown; `sizeBytes` when it is decoded. */
export type FileContent = {
  readonly encoding: 'base64' | 'utf8';
  readonly text: string;
  readonly sizeBytes: number;
};

/** The content that `text` means: base64 without its line ends, any other text well-formed. Nothing is decoded. */
export function fileContent(encoding: FileContent['encoding'], written: string): FileContent {
  const text = encoding === 'utf8' ? wellFormed(written) : written.replace(/\s+/g, '');
  return { encoding, text, sizeBytes: encoding === 'utf8' ? utf8Bytes(text) : decodedBytes(text) };
}

function decodedBytes(base64: string): number {
  const filling = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return Math.floor(((base64.length - filling) * 3) / 4);
}

/** The text is well-formed, so both halves of a pair are there: four bytes. */
function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}

/** nbformat keeps these as base64; SVG and everything else as text. */
const BINARY = /^(?:image\/(?!svg\+xml)|application\/(?:pdf|octet-stream))/;
const JSON_TYPE = /^application\/(?:[^/]{0,100}\+)?json$/;

/**
 * What a cell has shown, as files: of each MIME type the last. The outputs are read once and every file is made once,
 * however many results name it: ten thousand lines that name one picture take the memory of one picture.
 */
export class ShownFiles {
  readonly #values = new Map<string, unknown>();
  readonly #files = new Map<string, FileContent>();

  constructor(outputs: unknown) {
    for (const output of Array.isArray(outputs) ? outputs : []) {
      const data = isRecord(output) ? own(output, 'data') : undefined;
      for (const [type, value] of isRecord(data) ? Object.entries(data) : []) {
        if (isRecord(value) || Array.isArray(value) || typeof value === 'string') this.#values.set(type, value);
      }
    }
  }

  /** The last that was shown of a MIME type, in lower case; `undefined` when there is none that can be a file. */
  ofType(type: string): FileContent | undefined {
    const made = this.#files.get(type);
    if (made !== undefined || !this.#values.has(type)) return made;
    const text = textOf(this.#values.get(type), type);
    if (text === undefined) return undefined;
    const file = fileContent(BINARY.test(type) ? 'base64' : 'utf8', text);
    this.#files.set(type, file);
    return file;
  }
}

/** nbformat keeps JSON as the value itself, and other texts perhaps as a list of lines. */
function textOf(value: unknown, type: string): string | undefined {
  if (typeof value === 'string') return value;
  return JSON_TYPE.test(type) || isRecord(value) ? JSON.stringify(value) : joinedText(value);
}

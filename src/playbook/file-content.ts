import type { Findings } from './checked.js';
import { describeValue } from './describe-value.js';
import { excerpt } from './excerpt.js';
import { RESULT_LIMITS } from './limits.js';
import { own } from './record.js';
import { fileContent, type FileContent, type ShownFiles } from './shown-files.js';

/** A file without a path: its content, and what it is when the author does not say. */
export type InlineFile = { readonly content: FileContent; readonly contentType: string; readonly filename: string };

const ENDINGS: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/pdf': 'pdf',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/markdown': 'md',
  'text/plain': 'txt'
};
/** Only `=` begins what is repeated, so that white space can be read in one way: linear. */
const BASE64 = /^[A-Za-z0-9+/\s]*(?:=\s*){0,2}$/;

/**
 * The file that a result brings along: as a data URI in `data`, as base64 in `content`, or as the last output of its
 * cell that has the MIME type in `output`. `undefined` when it names a path instead; `refused` when nothing can be read.
 * Source: RFC 2397 (data URIs).
 */
export function readInlineFile(
  raw: Readonly<Record<string, unknown>>,
  shown: ShownFiles,
  findings: Findings
): InlineFile | 'refused' | undefined {
  const content = own(raw, 'content') ?? undefined;
  const output = own(raw, 'output') ?? undefined;
  const data = own(raw, 'data');
  if (output !== undefined) return ofOutput(output, shown, findings);
  if (content !== undefined) return ofBase64(content, findings);
  return typeof data === 'string' && /^data:[^\n]{0,200},/iu.test(data) ? ofDataUri(data, findings) : undefined;
}

function ofOutput(mime: unknown, shown: ShownFiles, findings: Findings): InlineFile | 'refused' {
  const type = typeof mime === 'string' ? mime.trim().toLowerCase() : '';
  const content = shown.ofType(type);
  if (content === undefined) {
    findings.note('artifact-output-present', `The cell has shown nothing of type ${describeValue(mime)}.`);
    return 'refused';
  }
  return named(content, type);
}

function ofBase64(content: unknown, findings: Findings): InlineFile | 'refused' {
  if (typeof content === 'string' && isDecodable(content)) return file('base64', content, '');
  findings.note('artifact-content-readable', `"content" is the file as base64, not ${describeValue(content)}.`);
  return 'refused';
}

function ofDataUri(uri: string, findings: Findings): InlineFile | 'refused' {
  const comma = uri.indexOf(',');
  const [type = '', ...parameters] = uri.slice('data:'.length, comma).split(';');
  const body = uri.slice(comma + 1);
  if (parameters.some(parameter => parameter.trim().toLowerCase() === 'base64')) {
    const plain = percentDecoded(body);
    if (plain !== undefined && isDecodable(plain)) return file('base64', plain, type);
  } else {
    const plain = percentDecoded(body);
    if (plain !== undefined && plain.length <= RESULT_LIMITS.stringChars) return file('utf8', plain, type);
  }
  findings.note('artifact-content-readable', `The data URI ${excerpt(uri)} cannot be read.`);
  return 'refused';
}

/** Its length is bounded before anything is decoded. */
function isDecodable(base64: string): boolean {
  return base64.length <= RESULT_LIMITS.stringChars && BASE64.test(base64);
}

function percentDecoded(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded, so no data URI: the caller says so.
    return undefined;
  }
}

function file(encoding: FileContent['encoding'], text: string, type: string): InlineFile {
  return named(fileContent(encoding, text), type);
}

function named(content: FileContent, type: string): InlineFile {
  const known = type.trim().toLowerCase();
  const ending = Object.hasOwn(ENDINGS, known) ? ENDINGS[known] : undefined;
  return {
    content,
    contentType: /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(known) ? known : 'application/octet-stream',
    filename: `artifact.${ending ?? 'bin'}`
  };
}

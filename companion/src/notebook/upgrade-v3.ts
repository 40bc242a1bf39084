import { isJsonArray, JsonSyntaxFailure, parseJson, type JsonObject, type JsonValue } from '../../../src/json/index.js';
import { splitLines, withoutLineEnd } from './lines.js';
import type { NotebookPart } from './notebook-part.js';
import { without } from './transient.js';

/**
 * The content of a version 2 or 3 notebook as version 4 content: worksheets flattened, headings as Markdown, mime types
 * for output keys. Throws `NotebookReadError`. Source: nbformat 5.11, `v3/rwbase.py` (joining), `v4/convert.py` (upgrade).
 */
export function upgradeV3(notebook: NotebookPart): JsonObject {
  const worksheets = notebook.list('worksheets').map(sheet => notebook.part(sheet, { key: 'worksheets' }));
  const cells = worksheets.flatMap(sheet => sheet.list('cells').map((cell, index) => ({ sheet, cell, index })));
  return {
    ...without(notebook.value, ['worksheets', 'orig_nbformat', 'orig_nbformat_minor']),
    metadata: without(notebook.object('metadata'), ['name', 'signature']),
    cells: cells.map(({ cell }, index) => upgradeCell(notebook.part(cell, { cell: index })))
  };
}

function upgradeCell(cell: NotebookPart): JsonObject {
  const { value } = cell;
  switch (cell.string('cell_type')) {
    case 'code':
      return upgradeCodeCell(cell);
    case 'heading':
      return { ...without(value, ['level']), ...texts(cell), cell_type: 'markdown', source: headingSource(cell) };
    case 'html':
      return { ...value, ...texts(cell), cell_type: 'markdown' };
    default:
      return { ...value, ...texts(cell) };
  }
}

function upgradeCodeCell(cell: NotebookPart): JsonObject {
  const { collapsed } = cell.value;
  const metadata = cell.object('metadata');
  return {
    ...without(cell.value, ['language', 'collapsed', 'input', 'prompt_number']),
    metadata: collapsed === undefined ? metadata : { ...metadata, collapsed },
    source: cell.lines('input', joinOldLines),
    execution_count: cell.value['prompt_number'] ?? null,
    outputs: cell.list('outputs').map((output, index) => upgradeOutput(cell.part(output, { output: index })))
  };
}

/** `source` is always there afterwards, `rendered` only if it was there before. */
function texts(cell: NotebookPart): JsonObject {
  const source = cell.lines('source', joinOldLines);
  return Object.hasOwn(cell.value, 'rendered')
    ? { source, rendered: cell.lines('rendered', joinOldLines) }
    : { source };
}

function headingSource(cell: NotebookPart): string {
  const level = cell.count('level') ?? 1;
  const line = splitLines(cell.lines('source', joinOldLines)).map(withoutLineEnd).join(' ');
  return `${'#'.repeat(Math.min(Math.max(level, 0), MAX_HEADING_LEVEL))} ${line}`;
}

// The schema of version 3 knows no upper end; a level of a billion must not become a text of that length.
const MAX_HEADING_LEVEL = 100;

const MULTILINE_KEYS = ['text', 'html', 'svg', 'latex', 'javascript', 'json'];
const MIME_OF_KEY: ReadonlyMap<string, string> = new Map([
  ['text', 'text/plain'],
  ['html', 'text/html'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['jpeg', 'image/jpeg'],
  ['latex', 'text/latex'],
  ['json', 'application/json'],
  ['javascript', 'application/javascript']
]);

function upgradeOutput(output: NotebookPart): JsonObject {
  const joined = { ...output.value, ...joinedOutput(output) };
  switch (output.string('output_type')) {
    case 'pyout':
      return {
        ...upgradeDisplay(output, without(joined, ['prompt_number'])),
        output_type: 'execute_result',
        execution_count: joined['prompt_number'] ?? null
      };
    case 'display_data':
      return upgradeDisplay(output, joined);
    case 'pyerr':
      return { ...joined, output_type: 'error' };
    case 'stream':
      return { ...without(joined, ['stream']), name: joined['stream'] ?? 'stdout' };
    default:
      return joined;
  }
}

function joinedOutput(output: NotebookPart): JsonObject {
  const lists = MULTILINE_KEYS.filter(key => isJsonArray(output.value[key]));
  return Object.fromEntries(lists.map(key => [key, output.lines(key, joinOldLines)]));
}

const NOT_DATA: ReadonlySet<string> = new Set(['output_type', 'execution_count', 'metadata']);

function upgradeDisplay(output: NotebookPart, joined: JsonObject): JsonObject {
  const entries = Object.entries(joined);
  const data = withMimeKeys(Object.fromEntries(entries.filter(([key]) => !NOT_DATA.has(key))));
  const rest = Object.fromEntries(entries.filter(([key]) => NOT_DATA.has(key)));
  return { ...rest, metadata: withMimeKeys(output.object('metadata')), data: withParsedJson(output, data) };
}

function withMimeKeys(bundle: JsonObject): JsonObject {
  // Renamed keys win over a key that already has the long name, as in nbformat.
  const entries = Object.entries(bundle);
  const kept = entries.filter(([key]) => !MIME_OF_KEY.has(key));
  return Object.fromEntries([
    ...kept,
    ...entries
      .filter(([key]) => MIME_OF_KEY.has(key))
      .map(([key, value]) => [MIME_OF_KEY.get(key) ?? key, value] as const)
  ]);
}

/** Version 3 holds JSON data as text. */
function withParsedJson(output: NotebookPart, data: JsonObject): JsonObject {
  const text = data['application/json'];
  if (text === undefined) return data;
  if (typeof text !== 'string') throw output.failure('expected JSON as a text', 'json');
  return { ...data, 'application/json': parsed(output, text) };
}

function parsed(output: NotebookPart, text: string): JsonValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxFailure) throw output.failure(error.message, 'json');
    throw error;
  }
}

/** Old writers stored lines without their ends; then they are joined with line feeds. */
function joinOldLines(lines: readonly string[]): string {
  return lines.join(/[\n\r]$/.test(lines[0] ?? '') ? '' : '\n');
}

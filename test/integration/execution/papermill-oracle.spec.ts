import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readNotebook, toPlainNotebook, writeNotebook } from '../../../companion/src/notebook/index.js';
import { EXECUTION_NOTEBOOKS } from '../../support/execution-notebooks.js';
import { startRealKernel, temporaryFolder, testPython } from '../../support/real-kernel.js';
import { runNotebook } from '../../support/run-notebook.js';

type Json = { readonly [key: string]: unknown };
type Answer = { readonly notebook: Json; readonly error: string | null };

const names = Object.keys(EXECUTION_NOTEBOOKS);

/**
 * Where the two differ on purpose. papermill goes on after an allowed exception and then fails all the same; and it
 * stops at `sys.exit()`, calls the cell failed, and reports success.
 */
const FAILS_ONLY_THERE = 'raisesTag';
const FAILS_ONLY_HERE = 'exit';

let oracle: ReadonlyMap<string, Answer>;

beforeAll(() => {
  const input = JSON.stringify(names.map(name => JSON.parse(writeNotebook(notebookNamed(name)))));
  const script = join(__dirname, '../../support/execution_oracle.py');
  const { stdout, stderr, status } = spawnSync(testPython, [script], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`papermill did not answer: ${stderr}`);
  const answers: unknown = JSON.parse(stdout);
  if (!Array.isArray(answers)) throw new Error('papermill answered nonsense');
  oracle = new Map(names.map((name, at): [string, Answer] => [name, answers[at] as Answer]));
}, 180_000);

describe('papermill and Huntbook agree on', () => {
  test.each(names)(
    '%s',
    async name => {
      const folder = temporaryFolder();
      const ran = await runNotebook(notebookNamed(name), () => startRealKernel(folder.path));
      await ran.kernelGone;
      folder.remove();
      const theirs = oracle.get(name);
      const ours = toPlainNotebook(ran.notebook) as Json;
      const expected = toPlainNotebook(readNotebook(JSON.stringify(theirs?.notebook), { path: name })) as Json;
      expect(normalise(ours)).toEqual(normalise(expected));
      const fails = (theirs?.error !== null && name !== FAILS_ONLY_THERE) || name === FAILS_ONLY_HERE;
      expect(ran.status).toBe(fails ? 'failed' : 'completed');
      const hasMarkers = ran.notebook.cells.length > notebookNamed(name).cells.length;
      expect(hasMarkers).toBe(fails);
    },
    60_000
  );
});

function notebookNamed(name: string): (typeof EXECUTION_NOTEBOOKS)[string] {
  const notebook = EXECUTION_NOTEBOOKS[name];
  if (notebook === undefined) throw new Error(name);
  return notebook;
}

/** Without what differs between two runs: ids, times, the version of the metadata, the text of the markers. */
function normalise(notebook: Json): unknown {
  return JSON.parse(JSON.stringify(notebook), (key, value: unknown) => {
    if (key === 'id' || key === 'version' || key === 'input_path' || key === 'output_path') return key;
    if (/^(start_time|end_time|duration|iopub\.|shell\.)/.test(key)) return value === null ? null : typeof value;
    if (key === 'cells' && Array.isArray(value)) return value.filter(cell => cell !== 'marker');
    if (isMarker(value)) return 'marker';
    if (key === 'outputs' && Array.isArray(value)) return merged(value as Json[]);
    if (key === 'traceback' && Array.isArray(value)) return value.join('\n').replace(/ipykernel_\d+|\d+\.py/g, '');
    if (key === 'kernelspec') return undefined;
    if (key === 'text/plain' && typeof value === 'string') return value.replace(/0x[0-9a-f]+/g, '');
    return value;
  });
}

function isMarker(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    JSON.stringify(value).startsWith('{"cell_type":"markdown"') &&
    JSON.stringify(value).includes('papermill-error-cell-tag')
  );
}

/** Neighbouring streams of one name are one output here and several there. */
function merged(outputs: readonly Json[]): readonly Json[] {
  const result: Json[] = [];
  for (const output of outputs) {
    const last = result.at(-1);
    if (last?.['output_type'] === 'stream' && output['output_type'] === 'stream' && last['name'] === output['name']) {
      result[result.length - 1] = { ...last, text: `${String(last['text'])}${String(output['text'])}` };
    } else result.push(output);
  }
  return result;
}

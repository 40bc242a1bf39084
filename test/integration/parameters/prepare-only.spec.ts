import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNotebook, type Notebook } from '../../../companion/src/notebook/index.js';
import {
  injectParameters,
  mergeParameters,
  notebookLanguage,
  parametersToJson
} from '../../../companion/src/parameters/index.js';
import { formatJson } from '../../../src/json/index.js';
import { askPapermill, PYTHON } from '../../support/papermill-oracle.js';
import { temporaryFolder } from '../../support/real-kernel.js';

const YAML = 'host: 10.0.0.1\nports: [80, 0x1BB]\nweights: {a: 1.5, "b c": .inf}\nflag: off\nshared: from yaml\n';
const JSON_TEXT = '{"shared": "from file", "unicode": "é😀\\u2028", "empty": [], "flag": true}';
const BASE64 = Buffer.from('shared: from base64\nfirst: 1\n').toString('base64');
const COERCED = [
  ['count', '1_000'],
  ['ratio', '1e-3'],
  ['big', '12345678901234567890'],
  ['shared', 'None'],
  ['bad', 'nan']
] as const;
const RAW = [
  ['text', '"; import os #'],
  ['count2', '12'],
  ['shared', 'raw wins'],
  ['multi', 'a\nb\\']
] as const;

/** Where the cell with the parameters goes, by the tags of the notebook's cells. */
const LAYOUTS: readonly (readonly (readonly string[])[])[] = [
  [[], ['parameters'], []],
  [['parameters'], ['parameters']],
  [[], []],
  [['parameters'], [], ['injected-parameters'], ['injected-parameters']],
  [['injected-parameters'], ['parameters']]
];

function notebookText(tags: readonly (readonly string[])[]): string {
  const cells = tags.map((tagsOfCell, index) => ({
    cell_type: 'code',
    id: `cell${index}`,
    metadata: { tags: tagsOfCell },
    source: `a${index} = ${index}`,
    outputs: [],
    execution_count: null
  }));
  const kernelspec = { name: 'python3', display_name: 'Python 3', language: 'python' };
  return JSON.stringify({
    cells,
    metadata: { kernelspec, language_info: { name: 'python' } },
    nbformat: 4,
    nbformat_minor: 5
  });
}

/** The cells as what they mean: sources, injected ones as the values that they set. */
function meaning(notebook: Notebook): unknown {
  const sources = notebook.cells.map(cell => cell.source);
  const answers = askPapermill(sources.map(source => ['assignments', source] as const));
  return notebook.cells.map((cell, index) => ({ tags: cell.metadata['tags'], sets: answers[index] }));
}

describe('feature 14: injected parameters, beside papermill --prepare-only', () => {
  it.each(LAYOUTS.map(layout => [layout.map(tags => tags.join('+') || '-').join(' | '), layout] as const))(
    'mean the same in the same place: %s',
    async (_title, layout) => {
      const folder = temporaryFolder();
      try {
        const text = notebookText(layout);
        const [input, output, file] = ['in.ipynb', 'out.ipynb', 'p.json'].map(name => join(folder.path, name));
        if (input === undefined || output === undefined || file === undefined) throw new Error('no paths');
        writeFileSync(input, text);
        writeFileSync(file, JSON_TEXT);
        const options = [
          ...RAW.flatMap(([name, value]) => ['-r', name, value]),
          ...COERCED.flatMap(([name, value]) => ['-p', name, value]),
          ...['-y', YAML, '-f', file, '-b', BASE64, '--inject-input-path', '--prepare-only']
        ];
        const run = spawnSync(PYTHON, ['-m', 'papermill', input, output, ...options], { encoding: 'utf8' });
        expect(run.stderr).toContain('Output Notebook');
        const theirs = readNotebook(readFileSync(output, 'utf8'), { path: output });

        const parameters = await mergeParameters({
          injectPaths: { input },
          base64: [BASE64],
          files: [JSON_TEXT],
          yaml: [YAML],
          coerced: COERCED,
          raw: RAW
        });
        const notebook = readNotebook(text, { path: input });
        const ours = injectParameters(notebook, parameters, notebookLanguage(notebook));
        expect(meaning(ours.notebook)).toEqual(meaning(theirs));
        const stored = theirs.metadata['papermill'];
        if (typeof stored !== 'object' || stored === null || !('parameters' in stored)) throw new Error('no metadata');
        expect(formatJson(parametersToJson(parameters), { sortKeys: true })).toBe(
          formatJson(stored.parameters, { sortKeys: true })
        );
      } finally {
        folder.remove();
      }
    },
    30_000
  );
});

import { importPreset, joinResults, readResults } from '../../../src/playbook/index.js';

const cell = (tags: readonly string[], text: string) => ({
  cell_type: 'code',
  metadata: { tags },
  outputs: [{ output_type: 'stream', name: 'stdout', text }]
});
const CELLS = [
  cell([], 'nothing'),
  cell(['taxonomies'], '{"level":"safe","namespace":"T","predicate":"P","value":1}\nnot json\n'),
  cell(['artifacts', 'operations'], '{"dataType":"ip","data":"192.0.2.1"}\n{"type":"AddTagToCase"}\n'),
  { cell_type: 'markdown', metadata: { tags: ['artifacts'] } }
];

test('results that are read cell by cell are those of the whole notebook', () => {
  const parts = CELLS.map((each, index) => ({ cell: index, results: readResults({ cells: [each] }) }));
  expect(joinResults(parts)).toEqual(readResults({ cells: CELLS }));
});

test('of a hundred problems in each of two cells a hundred are kept, and the others counted', () => {
  const bad = cell(['artifacts'], 'x\n'.repeat(100));
  const parts = [0, 1].map(index => ({ cell: index, results: readResults({ cells: [bad] }) }));
  expect(joinResults(parts)).toEqual(readResults({ cells: [bad, bad] }));
});

const ARTIFACT = { dataType: 'ip', data: '192.0.2.1', tlp: 3, tags: ['c2', 'autoImport:true'], message: 'Beacon' };

test('TheHive 4 presets neither tags nor message nor the TLP of the artifact', () => {
  const preset = importPreset(ARTIFACT, 4, 'Huntbook_Analyzer_1_0');
  expect(preset).toEqual({
    tlp: 2,
    tags: ['src:Huntbook_Analyzer_1_0'],
    description: '',
    ioc: false,
    isAutomatic: false
  });
});

test('TheHive 5 presets tags and message, and imports by itself what asks for it', () => {
  const preset = importPreset(ARTIFACT, 5, 'W');
  expect(preset).toEqual({
    tlp: 2,
    tags: ['src:W', 'c2', 'autoImport:true'],
    description: 'Beacon',
    ioc: false,
    isAutomatic: true
  });
});

import { readResults, ShownFiles, validateArtifact } from '../../../src/playbook/index.js';

const AT = { cell: 0, line: 1 };
const OUTPUTS = [
  { output_type: 'display_data', data: { 'image/png': 'Zmlyc3Q=\n', 'text/plain': '<Figure>' } },
  { output_type: 'display_data', data: { 'image/png': 'bGFzdA==', 'text/html': ['<b>', 'x</b>'] } },
  { output_type: 'stream', name: 'stdout', text: 'x' }
];
const check = (fields: object) => validateArtifact({ dataType: 'file', ...fields }, AT, new ShownFiles(OUTPUTS));

describe('feature 16: a file that comes along', () => {
  it.each([
    [
      'as base64',
      { content: 'aGk=', filename: 'a.txt' },
      { encoding: 'base64', text: 'aGk=' },
      'a.txt',
      'application/octet-stream'
    ],
    [
      'as base64 in lines',
      { content: 'aG\nk=\n' },
      { encoding: 'base64', text: 'aGk=' },
      'artifact.bin',
      'application/octet-stream'
    ],
    [
      'as a data URI',
      { data: 'data:image/png;base64,aGk=' },
      { encoding: 'base64', text: 'aGk=' },
      'artifact.png',
      'image/png'
    ],
    [
      'as a data URI of text',
      { data: 'data:text/csv,a%2Cb' },
      { encoding: 'utf8', text: 'a,b' },
      'artifact.csv',
      'text/csv'
    ],
    [
      'as the last picture of its cell',
      { output: 'image/png' },
      { encoding: 'base64', text: 'bGFzdA==' },
      'artifact.png',
      'image/png'
    ],
    [
      'as the markup of its cell',
      { output: 'text/html', filename: 't.html' },
      { encoding: 'utf8', text: '<b>x</b>' },
      't.html',
      'text/html'
    ],
    [
      'with a type of its own',
      { content: 'aGk=', contentType: 'x/y' },
      { encoding: 'base64', text: 'aGk=' },
      'artifact.bin',
      'x/y'
    ],
    [
      'with a name that Cortex refuses',
      { content: 'aGk=', filename: '../a' },
      { encoding: 'base64', text: 'aGk=' },
      '.._a',
      'application/octet-stream'
    ]
  ])('is read %s', (_title, fields, content, filename, contentType) => {
    expect(check(fields).value).toMatchObject({ dataType: 'file', content, filename, contentType });
  });

  it.each([
    ['content that is no base64', { content: 'a b c ***' }, 'artifact-content-readable'],
    ['content that is a list', { content: [1, 2] }, 'artifact-content-readable'],
    ['a data URI that is broken', { data: 'data:image/png;base64,%%%' }, 'artifact-content-readable'],
    ['content without end', { content: 'A'.repeat(20_000_001) }, 'artifact-content-readable'],
    ['an output that is not there', { output: 'image/webp' }, 'artifact-output-present'],
    ['an output that every object has', { output: 'constructor' }, 'artifact-output-present'],
    ['an output that is no type', { output: 7 }, 'artifact-output-present']
  ])('is refused: %s', (_title, fields, code) => {
    const { value, problems } = check(fields);
    expect(value).toBeUndefined();
    expect(problems.map(problem => problem.code)).toEqual([code]);
  });

  it('is found in the cell that prints the line', () => {
    const line = { output_type: 'stream', name: 'stdout', text: '{"dataType": "file", "output": "image/png"}\n' };
    const cells = [{ cell_type: 'code', metadata: { tags: ['artifacts'] }, outputs: [OUTPUTS[0], line] }];
    expect(readResults({ cells }).artifacts[0]?.value).toMatchObject({ content: { text: 'Zmlyc3Q=' } });
  });

  // White space that can be read in several ways needs cubic time: 20,000 of it held a job beyond its deadline.
  it.each([
    ['blanks', ' '.repeat(1_000_000)],
    ['blanks behind a filling character', `=${' '.repeat(1_000_000)}`],
    ['blanks between two', `= ${' '.repeat(1_000_000)}= `]
  ])('is refused without delay: %s and no base64', (_title, text) => {
    for (const fields of [{ content: `${text}*` }, { data: `data:image/png;base64,${text}*` }]) {
      expect(check(fields).problems.map(problem => problem.code)).toEqual(['artifact-content-readable']);
    }
  });

  it('is made once, however many lines name it', () => {
    const outputs = [
      { output_type: 'display_data', data: { 'image/png': 'Zmls\nZQ==\n' } },
      { output_type: 'stream', name: 'stdout', text: '{"dataType": "file", "output": "image/png"}\n'.repeat(1_000) }
    ];
    const { artifacts } = readResults({ cells: [{ cell_type: 'code', metadata: { tags: ['artifacts'] }, outputs }] });
    const contents = new Set(artifacts.map(({ value }) => ('content' in value ? value.content : undefined)));
    expect(artifacts).toHaveLength(1_000);
    expect([...contents]).toEqual([{ encoding: 'base64', text: 'ZmlsZQ==', sizeBytes: 4 }]);
  });

  it.each([
    [{ a: 1 }, '{"a":1}'],
    [['a', 'b'], '["a","b"]'],
    ['{"a":1}', '{"a":1}']
  ])('is JSON when the cell shows JSON: %j', (value, text) => {
    const shown = new ShownFiles([{ data: { 'application/json': value } }]);
    expect(validateArtifact({ dataType: 'file', output: 'application/json' }, AT, shown).value).toMatchObject({
      content: { encoding: 'utf8', text },
      filename: 'artifact.json'
    });
  });

  it.each([
    [{ content: 'QUJD' }, 3],
    [{ content: 'QUI=\n' }, 2],
    [{ content: 'QQ==' }, 1],
    [{ content: 'QQ' }, 1],
    [{ content: '' }, 0],
    [{ data: 'data:text/plain,a%C3%A9%E2%82%AC%F0%9F%98%80' }, 10]
  ])('is told with its size: %j has %d bytes', (fields, sizeBytes) => {
    expect(check(fields).value).toMatchObject({ content: { sizeBytes } });
  });

  it('is a path when it looks like one', () => {
    expect(check({ data: 'data/report.csv' }).value).toEqual({
      dataType: 'file',
      path: 'data/report.csv',
      tlp: 2,
      tags: []
    });
  });
});

import { readResults } from '../../../src/playbook/index.js';

const IP = '{"dataType": "ip", "data": "192.0.2.1"}';
const IP2 = '{"dataType": "ip", "data": "192.0.2.2"}';
const stdout = (...texts: string[]): object[] => texts.map(text => ({ output_type: 'stream', name: 'stdout', text }));
const stderr = (text: string): object => ({ output_type: 'stream', name: 'stderr', text });
const result = (data: object): object => ({ output_type: 'execute_result', data, metadata: {}, execution_count: 1 });
const cell = (role: string | string[], outputs: unknown, metadata: object = {}): object => ({
  cell_type: 'code',
  metadata: { tags: [role].flat(), ...metadata },
  outputs
});
const read = (...cells: unknown[]): ReturnType<typeof readResults> => readResults({ cells });
/** `<value>@<line>` of each artifact, and `<code>@<line>` of each problem. */
const summary = (outputs: unknown): { found: string[]; problems: string[] } => {
  const { artifacts, problems } = read(cell('artifacts', outputs));
  return {
    found: artifacts.map(({ value, line }) => `${'data' in value ? value.data : value.path}@${line}`),
    problems: problems.map(({ code, at }) => `${code}@${at.line ?? '-'}`)
  };
};
const A1 = '192.0.2.1';
const A2 = '192.0.2.2';

describe('the results of a playbook', () => {
  const cases: [title: string, outputs: unknown, found: string[], problems: string[]][] = [
    ['count one per line', stdout(`${IP}\n${IP2}\n`), [`${A1}@1`, `${A2}@2`], []],
    [
      'cortex-thehive §4 #6: count in every output, not only the first',
      [...stdout(`${IP}\n`), ...stdout(`${IP2}\n`)],
      [`${A1}@1`, `${A2}@2`],
      []
    ],
    [
      'headless §4.3 #34: survive a line that is split over stream messages',
      stdout(IP.slice(0, 9), `${IP.slice(9)}\n${IP2}`),
      [`${A1}@1`, `${A2}@2`],
      []
    ],
    [
      'survive stderr between the pieces of a line',
      [...stdout(IP.slice(0, 9)), stderr('Warning!\n'), ...stdout(IP.slice(9))],
      [`${A1}@1`],
      []
    ],
    [
      'cortex-thehive §4 #8: are not disturbed by a warning on stderr',
      [stderr('{"bad json\n'), ...stdout(IP)],
      [`${A1}@1`],
      []
    ],
    [
      'cortex-thehive §4 #7: count in a display that comes first',
      [result({ 'application/json': { dataType: 'ip', data: A1 } }), ...stdout(IP2)],
      [`${A1}@1`, `${A2}@2`],
      []
    ],
    [
      'count as elements of an application/json list',
      [result({ 'application/json': [{ dataType: 'ip', data: A1 }, 7] })],
      [`${A1}@1`],
      ['result-is-object@1']
    ],
    [
      'count in a JSON string that is the value of the cell',
      [result({ 'text/plain': `'${IP}\\n${IP2}'` })],
      [`${A1}@1`, `${A2}@2`],
      []
    ],
    ['count in text of a display stored as lines', [result({ 'text/plain': ['[', IP, ']'] })], [`${A1}@1`], []],
    [
      'cortex-thehive §4 #9: count beside a bad line',
      stdout(`${IP}\n{"dataType": \n${IP2}\n`),
      [`${A1}@1`, `${A2}@3`],
      ['result-json-valid@2']
    ],
    ['count beside log lines, which are named', stdout(`Looking up…\n${IP}\n`), [`${A1}@2`], ['result-line-is-json@1']],
    [
      'count when pretty-printed over lines',
      stdout('{\n  "dataType": "ip",\n  "data": "192.0.2.1"\n}\n'),
      [`${A1}@1`],
      []
    ],
    ['count in a pretty-printed list', stdout(`[\n  ${IP},\n  ${IP2}\n]\n`), [`${A1}@2`, `${A2}@3`], []],
    ['count in a list on one line', stdout(`[${IP}, ${IP2}]`), [`${A1}@1`, `${A2}@1`], []],
    ['count when several stand on a line', stdout(`${IP}${IP2} ${IP}`), [`${A1}@1`, `${A2}@1`, `${A1}@1`], []],
    [
      'count in a list with a broken element, which is named once',
      stdout(`[\n  ${IP},\n  {"dataType": oops},\n  ${IP2}\n]\n`),
      [`${A1}@2`, `${A2}@4`],
      ['result-json-valid@3']
    ],
    [
      'count with Windows line ends and colours',
      stdout(`\x1b[32m${IP}\x1b[0m\r\n${IP2}\r\n`),
      [`${A1}@1`, `${A2}@2`],
      []
    ],
    ['name a printed Python dict', stdout(`{'dataType': 'ip'}\n${IP}`), [`${A1}@2`], ['result-json-not-python@1']],
    [
      'name numbers that are not finite',
      stdout('{"dataType": "ip", "data": NaN}\n[NaN]\n'),
      [],
      ['result-numbers-finite@1', 'result-is-object@2']
    ],
    [
      'name lines that are JSON but no object',
      stdout('42\n"text"\nnull\n'),
      [],
      ['result-line-is-json@1', 'result-line-is-json@2', 'result-line-is-json@3']
    ],
    [
      'name nesting beyond the limit',
      stdout(`${'['.repeat(101)}${']'.repeat(101)}\n${IP}`),
      [`${A1}@2`],
      ['result-nesting-bounded@1']
    ],
    [
      'tell that a picture holds none',
      [result({ 'image/png': 'AAAA', 'text/plain': '<Figure size 640x480>' }), ...stdout(IP)],
      [`${A1}@2`],
      ['result-output-is-text@1']
    ],
    [
      'are none in an error or in an unknown output',
      [{ output_type: 'error', ename: 'E', evalue: '{', traceback: [] }, 7, null, { output_type: 'x' }],
      [],
      []
    ],
    ['are none when there are no outputs', undefined, [], []]
  ];
  it.each(cases)('%s', (_, outputs, found, problems) => {
    expect(summary(outputs)).toEqual({ found, problems });
  });

  it('count from several cells of a role, with the number of their cell', () => {
    const { artifacts } = read(
      cell('artifacts', stdout(IP)),
      { cell_type: 'markdown' },
      cell('artifacts', stdout(IP2))
    );
    expect(artifacts.map(each => each.cell)).toEqual([0, 2]);
  });

  it('cortex-thehive §4 #10: name a role on a markdown cell, and skip cells without tags or outputs', () => {
    const markdown = { cell_type: 'markdown', source: '', metadata: { tags: ['artifacts'] } };
    const { problems } = read(
      markdown,
      { cell_type: 'code', metadata: {} },
      { cell_type: 'code' },
      null,
      'x',
      cell('artifacts', undefined)
    );
    expect(problems.map(({ code, at }) => [code, at])).toEqual([['role-on-code-cell', { cell: 0 }]]);
  });

  it('go to the role they look like when a cell has several', () => {
    const lines = `${IP}\n{"predicate": "p", "level": "safe", "namespace": "n", "value": 1}\n{"type": "CloseTask"}\n`;
    const found = read(cell(['operations', 'taxonomies', 'artifacts'], stdout(lines)));
    expect([found.artifacts.length, found.taxonomies.length, found.operations.length]).toEqual([1, 1, 1]);
    expect(found.problems).toEqual([]);
  });

  it('are said to be incomplete when the outputs of their cell were cut', () => {
    const { problems } = read(
      cell('taxonomies', [], { huntbook: { outputsCut: true } }),
      cell('parameters', [], { huntbook: { outputsCut: true } })
    );
    expect(problems.map(({ code, at }) => [code, at])).toEqual([['cell-results-complete', { cell: 0 }]]);
  });

  it('list a hundred problems and count the rest', () => {
    const { problems } = read(cell('artifacts', stdout('garbage\n'.repeat(1000))));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toMatchObject({
      code: 'problem-list-complete',
      message: expect.stringContaining('900 more')
    });
  });

  it('quote bad lines without control characters, on one line and cut', () => {
    const { problems } = read(cell('artifacts', stdout(`a\x07\u202eb${'x'.repeat(500)}`)));
    expect(problems[0]?.message).toMatch(/^This line is not a JSON object: "a bx{76,}…"\.$/);
  });
});

describe('an operation', () => {
  const operation = (value: object): ReturnType<typeof readResults> =>
    read(cell('operations', [result({ 'application/json': value })]));
  const cases: [title: string, value: object, kept: boolean, codes: string[]][] = [
    ['is carried as written', { type: 'AddTagToCase', tag: 'x', more: { deep: [1, null] } }, true, []],
    ['cortex-thehive §4 #39: without a type is refused alone', { tag: 'x' }, false, ['operation-type-present']],
    ['cortex-thehive §4 #12: of an unknown type is named', { type: 'Format' }, true, ['operation-type-known']],
    ['with NaN inside is refused', { type: 'CloseTask', a: [{ b: NaN }] }, false, ['result-numbers-finite']],
    ['with half a character is repaired', { type: 'CloseTask', a: ['\ud800'] }, true, ['result-text-well-formed']]
  ];
  it.each(cases)('%s', (_, value, kept, codes) => {
    const { operations, problems } = operation(value);
    expect(operations).toHaveLength(kept ? 1 : 0);
    expect(problems.map(each => each.code)).toEqual(codes);
    expect(JSON.stringify(operations)).not.toContain('\\ud800');
  });
});

describe('reading results takes linear time', () => {
  const cases: [title: string, text: string][] = [
    ['10,000 artifacts', `${IP}\n`.repeat(10_000)],
    ['200,000 garbage lines', 'garbage\n'.repeat(200_000)],
    ['200,000 lines that open an object', '{\n'.repeat(200_000)],
    ['200,000 lines that open a list', '[\n'.repeat(200_000)],
    ['lists that never end, over and over', `${'[\n'.repeat(99)}${'[1],\n'.repeat(100_000)}`],
    ['a million brackets on a line', '['.repeat(1_000_000)],
    ['a line of 5 MB', `{"dataType": "other", "data": "${'x'.repeat(5_000_000)}"}`],
    ['a line of a million backslashes', `{"dataType": "${'\\'.repeat(1_000_000)}"}`],
    ['escape characters', '\x1b['.repeat(500_000)],
    ['a number of a million digits', `{"dataType": ${'1'.repeat(1_000_000)}}`]
  ];
  // A hang is what this would catch: jest's limit of 5 s is twenty times what the slowest takes.
  it.each(cases)('on %s', (_, text) => {
    expect(readResults({ cells: [cell('artifacts', stdout(text))] }).problems.length).toBeLessThanOrEqual(101);
  });
});

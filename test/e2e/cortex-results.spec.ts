import {
  code,
  notebookJson,
  notebooksOf,
  Scene,
  successOf,
  type CortexSuccess,
  type FinishedRun
} from '../support/cortex-driver.js';

/** Each printed line on its own, so that the kernel sends several stream messages. */
const flushed = (...lines: readonly string[]): string =>
  `import sys, time\n${lines.map(line => `sys.stdout.write(${JSON.stringify(line)}); sys.stdout.flush(); time.sleep(0.05)`).join('\n')}`;
const ip = (data: string, more = ''): string => `{"dataType": "ip", "data": "${data}"${more}}`;
const HOSTILE = '"""\n__import__("os")._exit(3)\n#{x}\\';

describe('one job with results of every kind', () => {
  let scene: Scene;
  let run: FinishedRun;
  let result: CortexSuccess;

  beforeAll(async () => {
    scene = new Scene({
      data: HOSTILE,
      dataType: 'other',
      config: { any_thehive_version: 4 },
      notebooks: {
        'results.ipynb': [
          code('thehive_observable_value = thehive_user = thehive_organisation = "unset"', 'parameters'),
          { kind: 'markdown', source: '# Notes', tags: ['artifacts', 'taxonomies'] },
          code(
            flushed(`${ip('192.0.2.1')}\n`, '{"dataType": "ip", ', '"data": "192.0.2.2"}\n', `${ip('192.0.2.3')}\n`),
            'artifacts'
          ),
          code(
            [
              'import sys, warnings, json',
              'from IPython.display import display, JSON',
              'print("{ this is a warning", file=sys.stderr)',
              'warnings.warn("deprecated")',
              'display(JSON({"dataType": "ip", "data": "192.0.2.4"}))',
              'print("{\\"dataType\\": \\"ip\\", ")',
              'print(\'{"type": "ip", "value": "192.0.2.99"}\')',
              'print("[]")',
              'print("null")',
              `print('${ip('192.0.2.5', ', "ioc": true, "pap": 1, "tlp": 4, "tags": [7]')}')`,
              `print('${ip('192.0.2.6', ', "tlp": 9e99, "message": NaN')}')`,
              'print(json.dumps({"dataType": "other", "data": "half \\ud800"}))',
              'print(json.dumps([{"dataType": "ip", "data": "192.0.2.7"}], indent=2))',
              'None'
            ].join('\n'),
            'artifacts'
          ),
          code('{"level": "malicious", "namespace": "N", "predicate": "repr", "value": 1}', 'taxonomies'),
          code(
            [
              'import json',
              'from IPython.display import display, JSON',
              'display(JSON({"level": "safe", "namespace": "N", "predicate": "shown", "value": 3}))',
              'print(json.dumps({"level": "malicous", "namespace": "N", "predicate": "typo", "value": "v"}))',
              'print(json.dumps({"level": "info", "namespace": "N", "predicate": "nan", "value": float("nan")}))',
              'print(json.dumps({"predicate": "defaults", "value": thehive_observable_value}))',
              'print(json.dumps({"predicate": "user", "value": "[" + thehive_user + thehive_organisation + "]"}))'
            ].join('\n'),
            'taxonomies'
          ),
          code('print(\'{"type": "Bogus"}\\n{"tag": "x"}\')', 'operations')
        ]
      }
    });
    run = await scene.run();
    result = successOf(run);
  }, 60_000);
  afterAll(Scene.disposeAll);

  const values = (): readonly (string | undefined)[] => result.artifacts.map(artifact => artifact.data);
  const problems = (): readonly { code: string; cell: number | null }[] =>
    result.full['problems'] as { code: string; cell: number | null }[];
  const codesOf = (cell: number): readonly string[] =>
    problems()
      .filter(problem => problem.cell === cell)
      .map(problem => problem.code);

  it('feature 35, cortex-thehive §4 #4: runs without organisation and user, which are empty texts', () => {
    expect(result.taxonomies).toContainEqual({ level: 'info', namespace: 'Jupyter', predicate: 'user', value: '[]' });
  });

  it('cortex-thehive §4 #5, headless §4.3 #30: runs although every optional item is null', () => {
    const config = (
      JSON.parse(scene.read(`${scene.job.input.slice(scene.path.length + 1)}/input.json`)) as { config: object }
    ).config;
    expect(config).toMatchObject({ input_handler_http_service_api_token: null, any_handler_http_user: null });
    expect(result.full['status']).toBe('completed');
  });

  it('feature 15, cortex-thehive §4 #6, headless §4.3 #34: reads all outputs of a cell, and lines split over messages', () => {
    expect(values()).toEqual(expect.arrayContaining(['192.0.2.1', '192.0.2.2', '192.0.2.3']));
  });

  it('feature 18, cortex-thehive §4 #7: reads a display that comes first, and then the other outputs', () => {
    expect(values()).toEqual(expect.arrayContaining(['192.0.2.4', '192.0.2.5']));
    expect(result.taxonomies).toContainEqual({ level: 'safe', namespace: 'N', predicate: 'shown', value: 3 });
  });

  it('cortex-thehive §4 #8: takes no warning on stderr for a result', () => {
    expect(codesOf(4).filter(each => each === 'result-json-valid')).toHaveLength(1);
  });

  it('feature 15, cortex-thehive §4 #9: refuses bad lines one by one, each with its place, and keeps the others', () => {
    expect(values()).toEqual([
      '192.0.2.1',
      '192.0.2.2',
      '192.0.2.3',
      '192.0.2.4',
      '192.0.2.5',
      '192.0.2.6',
      'half \ufffd',
      '192.0.2.7'
    ]);
    expect(codesOf(4)).toEqual(
      expect.arrayContaining(['result-json-valid', 'artifact-names-its-type', 'result-line-is-json'])
    );
  });

  it('cortex-thehive §4 #10: takes a tagged markdown cell and cells without tags in its stride', () => {
    expect(codesOf(2)).toEqual(['role-on-code-cell']);
  });

  it('feature 17, cortex-thehive §4 #11: hands over only keys and types that Cortex accepts', () => {
    const artifact = result.artifacts.find(each => each.data === '192.0.2.5');
    expect(artifact).toEqual({ dataType: 'ip', data: '192.0.2.5', tlp: 3, tags: ['7'], message: undefined });
    expect(codesOf(4)).toEqual(
      expect.arrayContaining(['artifact-keys-known', 'artifact-tlp-in-range', 'artifact-tags-are-text'])
    );
  });

  it('feature 19, cortex-thehive §4 #12, #39: hands over no operation that TheHive cannot read', () => {
    expect(result.operations).toEqual([]);
    expect(codesOf(7)).toEqual(expect.arrayContaining(['operation-type-present', 'operation-known-to-thehive']));
  });

  it('cortex-thehive §4 #42: survives NaN and half characters in result lines', () => {
    expect(result.taxonomies).toContainEqual({ level: 'info', namespace: 'N', predicate: 'nan', value: 'NaN' });
    expect(codesOf(4)).toEqual(expect.arrayContaining(['artifact-message-is-text', 'result-text-well-formed']));
  });

  it('feature 18: says aloud when a level was not known, and when results were refused', () => {
    expect(result.taxonomies).toContainEqual({ level: 'info', namespace: 'N', predicate: 'typo', value: 'v' });
    expect(codesOf(6)).toContain('taxonomy-level-known');
    expect(result.taxonomies).toContainEqual({
      level: 'suspicious',
      namespace: 'Huntbook',
      predicate: 'Results',
      value: expect.stringMatching(/\d+ refused, \d+ changed/) as string
    });
  });

  it('headless §4.3 #39: an observable that looks like code stays a text', () => {
    expect(result.taxonomies).toContainEqual({
      level: 'info',
      namespace: 'Jupyter',
      predicate: 'defaults',
      value: HOSTILE
    });
  });

  it('leaves nothing behind but output.json: no process, no connection file, no private folder', () => {
    expect(scene.processes()).toEqual([]);
    expect(scene.files('tmp')).toEqual([]);
    expect(scene.files(scene.job.output.slice(scene.path.length + 1))).toEqual(['output.json']);
    expect(run.heldMs).toBeLessThan(1_000);
  });

  it('feature 43: prints one line', () => {
    expect(run.printed).toMatch(/^huntbook [^\n]*\n$/);
  });
});

describe('one job with outputs of every kind', () => {
  let scene: Scene;
  let run: FinishedRun;
  let html: string;
  const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

  beforeAll(async () => {
    scene = new Scene({
      notebooks: {
        'outputs.ipynb': notebookJson([
          code('1+1'),
          code(
            'from IPython.display import display, HTML, Image, clear_output\nh = display("first", display_id=True)\nh.update("second")'
          ),
          code('print("gone"); clear_output(); print("kept")'),
          code(flushed('a\n', 'b\n', 'c\n')),
          code(
            `display(HTML('<table><tr><td>a cell with words</td></tr></table><script>alert("canary")</script><img src=x onerror=alert(1)><a href="javascript:alert(2)">x</a>'))`
          ),
          code(`import base64; display(Image(base64.b64decode("${[...PIXEL].reverse().join('')}"[::-1])))`),
          code('print("x" * 30_000_000)'),
          code('import sys\nfor i in range(200_000): print("line", i)'),
          code('display({"application/json": {"a": float("nan")}}, raw=True, metadata={"n": float("inf")})'),
          code('print("\\x1b[31mred\\x1b[0m")')
        ]).replace('"language_info"', '"nan": NaN, "half": "\\ud800", "language_info"')
      }
    });
    run = await scene.run();
    html = notebooksOf(successOf(run))[0]?.html ?? '';
  }, 120_000);
  afterAll(Scene.disposeAll);
  const cells = () => Object.values(scene.stored())[0]?.cells.slice(1) ?? [];

  it('feature 10, 29, headless §4.3 #1, #2, #3, #4: stores every output of every cell, with updates, clearing and counts', () => {
    expect(cells()[0]).toMatchObject({ outputs: [{ output_type: 'execute_result', data: { 'text/plain': ['2'] } }] });
    expect(JSON.stringify(cells()[1]?.outputs)).toMatch(/second/);
    expect(JSON.stringify(cells()[1]?.outputs)).not.toMatch(/first/);
    expect(cells()[2]).toMatchObject({ outputs: [{ name: 'stdout', text: ['kept\n'] }] });
    expect(cells()[3]).toMatchObject({ outputs: [{ name: 'stdout', text: ['a\n', 'b\n', 'c\n'] }] });
    expect(cells().every(cell => typeof cell.execution_count === 'number')).toBe(true);
  });

  it('feature 24, cortex-thehive §4 #27, headless §4.3 #37: the report holds no script, handler or dangerous link', () => {
    expect(html.slice(html.indexOf('"Cell 6"'), html.indexOf('"Cell 7"'))).toMatch(/<td[^>]*>a cell with words<\/td>/);
    expect(html.match(/<script|<[^>]*\sonerror=|href="javascript:/gi)).toBeNull();
  });

  it('cortex-thehive §4 #28: holds a picture once, and is no page with head and external scripts', () => {
    expect(scene.output().split(PIXEL.slice(0, 60)).length - 1).toBe(1);
    expect(html.match(/<head|<body|https?:\/\/[^"]*\.js/gi)).toBeNull();
  });

  it('feature 38, cortex-thehive §4 #42: a text of 30 MB, 200,000 lines, NaN and half characters leave a report that Cortex reads', () => {
    expect(run.result.status).toBe('Success');
    expect(scene.output().length).toBeLessThan(15_000_000);
    expect(html.includes('\u001b')).toBe(false);
  });
});

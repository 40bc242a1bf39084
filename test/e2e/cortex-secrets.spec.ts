import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { toPlainNotebook, readNotebook } from '../../companion/src/notebook/index.js';
import { renderReport } from '../../src/report/index.js';
import {
  canary,
  code,
  notebooksOf,
  Scene,
  successOf,
  type CortexSuccess,
  type FinishedRun,
  type TestCell
} from '../support/cortex-driver.js';

// A hyphen and an underscore are what Markdown and entities can cut at.
const K = `${canary()}-${canary()}_Z`;
const START =
  'import json, sys\nfrom IPython.display import display, HTML, Markdown, SVG, JSON\nA, B, E = K[:9], K[9:], chr(27)\n';
const py = (body: string, ...tags: readonly string[]): TestCell => code(START + body, ...tags);

/** How a notebook, or whoever wrote its inputs, cuts a secret: by what stands between, or beside it. */
const CASES: Readonly<Record<string, readonly TestCell[]>> = {
  'between.ipynb': [
    py(
      `print('{"dataType":"other","data":"' + A, end='', flush=True)\nprint('warn', end='', file=sys.stderr, flush=True)\nprint(B + '"}', flush=True)`,
      'artifacts'
    ),
    py(
      `print('{"predicate":"p","value":"' + A, end='', flush=True)\nprint('warn', file=sys.stderr, flush=True)\nprint(B + '"}', flush=True)`,
      'taxonomies'
    )
  ],
  'display-between.ipynb': [py(`print(A, end='', flush=True)\ndisplay(HTML('<b>x</b>'))\nprint(B, flush=True)`)],
  'colour-in-result.ipynb': [
    py(`print(json.dumps({'dataType': 'other', 'data': '@@'}).replace('@@', A + E + '[1m' + B))`, 'artifacts'),
    py(`print(json.dumps({'predicate': 'p', 'value': A + E + '[1m' + B}))`, 'taxonomies')
  ],
  'terminal.ipynb': [
    py("print(A + E + '[1m' + B)"),
    py("print(A + E + '[K' + B)"),
    py("print(A + 'X' + chr(8) + B)"),
    py("print(A + E + '[0m' + B, file=sys.stderr)"),
    py(`print(E + '[38;2;1;2;3m' + A + E + '[0m' + E + '[1;32m' + B + E + '[0m')`),
    py("print('x' * 9 + B + chr(13) + A)"),
    py('print(A + chr(0x200b) + B)')
  ],
  'html.ipynb': [
    py("display(HTML('<p>' + A + '<!-- -->' + B + '</p>'))"),
    py("display(HTML('<p>' + A + '<script></script>' + B + '</p>'))"),
    py("display(HTML('<b>' + A + '</b><i>' + B + '</i>'))"),
    py("display(HTML('<p>' + ''.join('&#%d;' % ord(c) for c in K) + '</p>'))"),
    py("display(HTML('<p>' + ''.join('&#%05d' % ord(c) + '<wbr>' for c in K) + '</p>'))"),
    py("display(HTML('<p>' + K.replace('_', '&lowbar;') + '</p>'))"),
    py("display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"><text>' + A + '<tspan>' + B + '</tspan></text></svg>'))")
  ],
  'markdown.ipynb': [
    py("display(Markdown(K.replace('-', '\\\\-')))"),
    py("display(Markdown('**' + A + '**' + B))"),
    py("display(Markdown(A + '<!-- x -->' + B))"),
    py("display(Markdown('[' + A + '](https://example.org)' + B))")
  ],
  // Nobody foresaw the two: only the net below finds them.
  'net.ipynb': [py("display(Markdown('[' + A + '][r]' + B + '\\n\\n[r]: #x'))"), py("print('kept')")],
  'error.ipynb': [py("raise RuntimeError('bad ' + A + E + '[1m' + B)")],
  'key-error.ipynb': [py("raise KeyError(A + 'X' + chr(8) + B)")],
  'json.ipynb': [py("display(JSON({'a': [A + E + '[1m' + B]}))"), py("{A + E + '[1m' + B: 1}")],
  'innocent.ipynb': [py("print(E + '[1mbold' + E + '[0m')\ndisplay(HTML('<b>shown</b>'))")]
};

describe('one job whose notebooks show a secret in parts', () => {
  let scene: Scene;
  let run: FinishedRun;
  let result: CortexSuccess;

  beforeAll(async () => {
    scene = new Scene({
      notebooks: CASES,
      config: { any_secrets: [`K=${K}`, 'WORD=completed'] },
      environment: { SMTP_PASSWORD: 'hunter2', DB_URL: 'postgres://u:dbpassw0rd@h/x' }
    });
    run = await scene.run();
    result = successOf(run);
  }, 120_000);
  afterAll(Scene.disposeAll);

  it('leaves it in no file', () => {
    const files = ['stored', 'jobs'].flatMap(folder => scene.files(folder).map(name => join(folder, name)));
    const read = files.filter(name => !name.endsWith('input.json'));
    expect(read.length).toBeGreaterThan(Object.keys(CASES).length);
    expect(read.filter(name => scene.read(name).includes(K))).toEqual([]);
    expect(run.printed).not.toContain(K);
  });

  it.each(Object.keys(CASES))('shows it to no reader of the report of %s', name => {
    const { html = '' } = notebook(name);
    expect(html).toContain('<div');
    expect(seenBy(html)).not.toContain(K);
    expect(html).not.toContain(K);
  });

  it.each(Object.keys(CASES))('stores of %s what, rendered again, is its report byte for byte', name => {
    const { html, output_notebook: path } = notebook(name);
    const stored = readNotebook(readFileSync(path ?? '', 'utf8'), { path: '' });
    expect(renderReport(toPlainNotebook(stored)).html).toBe(html);
  });

  it('keeps the results apart from the secret', () => {
    expect(result.artifacts.map(({ data }) => data)).toEqual(['[redacted]', '[redacted]']);
    expect(result.taxonomies.filter(({ predicate }) => predicate === 'p').map(({ value }) => value)).toEqual([
      '[redacted]',
      '[redacted]'
    ]);
  });

  it('says where something was withheld, and keeps everything else', () => {
    const problems = result.full['problems'] as readonly { code: string; notebook: string }[];
    const told = new Set(problems.filter(({ code }) => code === 'output-without-secrets').map(each => each.notebook));
    expect([...told].some(name => name.includes('terminal'))).toBe(true);
    const bare = problems.filter(({ code }) => code === 'report-without-secrets').map(each => each.notebook);
    expect(bare.map(name => name.replace(/^.*\//, ''))).toEqual(['net.ipynb']);
    expect(notebook('innocent.ipynb').html).toMatch(/bold[^]*shown/);
  });

  it('keeps the words of the line in the log, although one of them is a secret', () => {
    expect(run.printed).toMatch(/status=(?:partial|failed|completed)/);
  });

  const notebook = (name: string): ReturnType<typeof notebooksOf>[number] => {
    const found = notebooksOf(result).find(each => each.name.endsWith(name));
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
});

type Node = DefaultTreeAdapterMap['node'];
const HIDDEN = new Set(['script', 'style', 'template', 'title', '#comment']);

/** What a browser shows of a page as text, without what cannot be seen. */
function seenBy(html: string): string {
  const textOf = (node: Node): string => {
    if (HIDDEN.has(node.nodeName)) return '';
    if ('value' in node) return node.value;
    return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
  };
  return textOf(parse(html)).replace(/[\p{Cf}\p{Cc}]/gu, character => (character === '\n' ? character : ''));
}

import { join, resolve } from 'node:path';
import { code, Scene, successOf, type SceneOptions } from '../support/cortex-driver.js';

afterAll(Scene.disposeAll);

/** Prints which files lie in the scene while it runs, and which processes belong to it. */
const LOOK = code(
  [
    'import json, os',
    'def read(path):',
    '    try: return open(path, "rb").read()',
    '    except OSError: return b""',
    'mine = [pid for pid in os.listdir("/proc") if pid.isdigit() and SCENE.encode() in read(f"/proc/{pid}/environ")]',
    'commands = [read(f"/proc/{pid}/cmdline").decode().split("\\0")[:-1] for pid in mine]',
    'files = [os.path.join(at, name) for at, _, names in os.walk(SCENE) for name in names]',
    'print(json.dumps({"commands": commands, "files": files}))'
  ].join('\n')
);

type Look = { readonly commands: readonly (readonly string[])[]; readonly files: readonly string[] };
type Footprint = Look & { readonly deeds: readonly string[]; readonly after: readonly string[] };

/** What a job does to the machine, without what is random or names what the job is about. */
async function footprint(options: Omit<SceneOptions, 'notebooks'>, name: string): Promise<Footprint> {
  const scene = new Scene({ ...options, notebooks: { 'one.ipynb': [LOOK], 'two.ipynb': [LOOK] }, files: { log: '' } });
  for (const each of ['one', 'two']) scene.replace(`notebooks/${each}.ipynb`, 'SCENE', JSON.stringify(scene.path));
  const run = await scene.run({
    NODE_OPTIONS: `--require ${resolve('test/support/cortex/watch-worker.cjs')}`,
    WATCH_WORKER_LOG: join(scene.path, 'log')
  });
  expect(successOf(run).full['status']).toBe('completed');
  const plain = (text: string): string =>
    text
      .replaceAll(scene.path, '')
      .replaceAll(name, 'SUBJECT')
      .replace(
        /Huntbook_(?:Analyzer|Responder)|huntbook-(?:analyzer|responder)|\/(?:analyzers|responders)\//g,
        'WORKER'
      )
      .replace(/cortex-job-[\w-]+/g, 'JOB')
      .replace(/(?<=[" ])\d+(?=[" ]|$)/g, 'PID')
      .replace(/(?<=huntbook-|kernel-)[\w.-]*\w{6,}/g, 'RANDOM');
  const looks = Object.values(scene.stored()).map(notebook => {
    const [output] = notebook.cells.at(-1)?.outputs ?? [];
    return JSON.parse([output?.['text']].flat().join('')) as Look;
  });
  const sorted = (texts: readonly string[]): readonly string[] => texts.map(plain).sort();
  return {
    commands: looks.flatMap(({ commands }) => sorted(commands.map(words => words.join(' ')))).map(each => [each]),
    files: sorted(looks.flatMap(({ files }) => files)),
    deeds: sorted(scene.read('log').trim().split('\n')),
    after: sorted(scene.files('.'))
  };
}

it('a responder starts the same processes, sends the same requests and writes the same files as an analyzer', async () => {
  const shared = { config: { any_concurrency: 1 }, environment: {} };
  const analyzer = await footprint({ ...shared, dataType: 'ip', data: '192.0.2.1' }, '192.0.2.1');
  const responder = await footprint(
    {
      ...shared,
      dataType: 'thehive:case',
      data: { _type: 'case', _id: '~1', caseId: 12, title: 'Phishing' },
      definitionPath: resolve('dist/cortex/responders/Huntbook/Huntbook_Responder.json')
    },
    'case-12'
  );
  // Two notebooks: a kernel each, and the guard that ends it should the worker be killed.
  expect(analyzer.deeds.filter(deed => deed.includes('ipykernel_launcher'))).toHaveLength(2);
  expect(analyzer.deeds.filter(deed => deed.startsWith('["start"'))).toHaveLength(4);
  expect(analyzer.deeds.filter(deed => deed.startsWith('["connect"'))).toEqual([]);
  expect(analyzer.commands.join('\n')).toContain('ipykernel_launcher');
  expect(analyzer.files.length).toBeGreaterThan(4);
  expect(responder).toEqual(analyzer);
}, 60_000);

import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bars, VEGA_LITE } from '../support/charts.js';
import { runHuntbook } from '../support/command.js';
import { code, hasFile, notebooksOf, Scene, successOf, until } from '../support/cortex-driver.js';
import { ENDLESS } from '../support/hostile-charts.js';
import { temporaryFolder, testPython } from '../support/real-kernel.js';

afterAll(Scene.disposeAll);
const folder = temporaryFolder('huntbook-charts-');
afterAll(folder.remove);

const show = (bundle: object): string =>
  `import json\nfrom IPython.display import display\ndisplay(json.loads(${JSON.stringify(JSON.stringify(bundle))}), raw=True)`;
const CHART = show({ [VEGA_LITE]: bars(), 'text/plain': 'alt.Chart(...)' });
const FETCHING = show({ [VEGA_LITE]: bars({ data: { url: 'https://siem.example/hits.csv' } }) });

/** Programs of ours that draw, wherever they were started. */
function drawing(): readonly string[] {
  const commands = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(pid => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'latin1');
      } catch {
        // It ended between the listing and now.
        return '';
      }
    });
  return commands.filter(command => command.includes(resolve('dist')) && command.includes('charts.cjs'));
}

it('the stored notebook holds the picture of a chart, and gives the report of the job once more', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [code(CHART), code(FETCHING)] } });
  const result = successOf(await scene.run());
  const [stored] = scene.files('stored');
  const path = join(scene.path, 'stored', stored ?? '');
  expect(scene.storedOutputs()).toContain('image/svg+xml');
  const [{ html = '' } = {}] = notebooksOf(result);
  expect(html).toContain('<img src="data:image/svg+xml,');
  expect(html).toContain('siem.example');
  expect((await runHuntbook(['report', '--fragment', path])).stdout).toBe(html);
  const refused = expect.objectContaining({ code: 'chart-data-inside', cell: 2, severity: 'warning' }) as object;
  expect(result.full['problems']).toEqual(expect.arrayContaining([refused]));
});

it('SIGTERM while a chart is drawn that never ends: an answer within 2 s, and nothing is left running', async () => {
  const marker = 'open("started", "w").close()';
  const endless = Object.values(ENDLESS).map(bundle => code(show(bundle)));
  const scene = new Scene({ notebooks: { 'a.ipynb': [...endless, code(CHART), code(marker)] } });
  const { process: worker, done } = scene.start();
  await until(hasFile(join(scene.path, 'notebooks', 'started')));
  await until(() => drawing().length > 0);
  worker.kill('SIGTERM');
  const isThere = hasFile(join(scene.job.output, 'output.json'));
  await until(() => isThere() && scene.output().startsWith('{"success":true'), 2_000);
  successOf(await done);
  await until(() => drawing().length === 0, 2_000);
  expect(scene.processes()).toEqual([]);
});

it('a notebook without charts is run and reported by a command that cannot draw', async () => {
  const dist = join(folder.path, 'dist');
  cpSync(resolve('companion/dist'), dist, { recursive: true });
  rmSync(join(dist, 'charts.cjs'));
  const scene = new Scene({ notebooks: { 'a.ipynb': [code('print(1)')] } });
  const stored = join(folder.path, 'out.ipynb');
  const command = join(dist, 'huntbook.cjs');
  const run = await runHuntbook(['run', join(scene.path, 'notebooks', 'a.ipynb'), stored, '--python', testPython], {
    command
  });
  expect(run.status).toBe(0);
  expect(run.stderr).not.toContain('chart');
  expect((await runHuntbook(['report', '--fragment', stored], { command })).stdout).toContain('>1\n<');
});

it('no file but the program that draws holds Vega', () => {
  const holding = readdirSync(resolve('companion/dist'))
    .filter(name => name.endsWith('.cjs'))
    .filter(name => readFileSync(resolve('companion/dist', name), 'utf8').includes('SVGStringRenderer'));
  expect(holding).toEqual(['charts.cjs']);
});

it('huntbook run draws charts, and --no-charts leaves them as they came', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [code(CHART)] } });
  const input = join(scene.path, 'notebooks', 'a.ipynb');
  const outputs = ['drawn.ipynb', 'bare.ipynb'].map(name => join(folder.path, name));
  const [drawn = '', bare = ''] = outputs;
  expect((await runHuntbook(['run', input, drawn, '--python', testPython])).status).toBe(0);
  expect((await runHuntbook(['run', input, bare, '--python', testPython, '--no-charts'])).status).toBe(0);
  expect(readFileSync(drawn, 'utf8')).toContain('image/svg+xml');
  expect(readFileSync(bare, 'utf8')).not.toContain('image/svg+xml');
  const reports = await Promise.all(outputs.map(path => runHuntbook(['report', '--fragment', path])));
  // The report draws for itself what another program left undrawn.
  const pictures = reports.map(({ stdout }) => /<img src="data:image\/svg[^>]*>/.exec(stdout)?.[0]);
  expect(pictures[0]).toBeDefined();
  expect(pictures[1]).toBe(pictures[0]);
});

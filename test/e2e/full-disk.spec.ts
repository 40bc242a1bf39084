import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { code, notebookJson, readDefinition, runWorker, Scene, successOf } from '../support/cortex-driver.js';
import { readCells, shownText, writeCodeNotebook } from '../support/notebook-file.js';
import { temporaryFolder, testPython } from '../support/real-kernel.js';
import { definitionUnder, SmallDisk } from '../support/small-disk.js';

afterAll(Scene.disposeAll);

const BUILT = resolve('dist/cortex/analyzers/Huntbook/Huntbook_Analyzer.json');
const SMALL_BYTES = 65_536;
const TAXONOMY = code(
  'print(\'{"level": "safe", "namespace": "N", "predicate": "P", "value": "found"}\')',
  'taxonomies'
);
/** In the stored notebook, and in nothing that goes to Cortex. */
const large = (text: string): string => {
  const notebook = JSON.parse(text) as { metadata: Record<string, unknown> };
  return JSON.stringify({ ...notebook, metadata: { ...notebook.metadata, padding: 'x'.repeat(4 * SMALL_BYTES) } });
};

/** Runs the job of a scene while one of its folders is on a disk that is nearly full. */
async function runOn(scene: Scene, folder: string) {
  using disk = new SmallDisk(folder, SMALL_BYTES);
  const definition = readDefinition(definitionUnder(disk.limit, BUILT, scene.path));
  const environment = { PATH: process.env['PATH'], HOME: join(scene.path, 'home'), TMPDIR: join(scene.path, 'tmp') };
  const run = await runWorker(definition, scene.job, { environment }).done;
  return { run, left: readdirSync(folder) };
}

it('cortex-thehive §4 #42: a disk that fills while output.json is written ends the job, with the reason', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [TAXONOMY, code(`print("x" * ${4 * SMALL_BYTES})`)] } });
  const { run, left } = await runOn(scene, scene.job.output);
  expect(run.result).toMatchObject({
    status: 'Failure',
    errorMessage: expect.stringMatching(/^The result could not be written to output\.json \((ENOSPC|EFBIG)\)/) as string
  });
  expect(left).toEqual(['output.json']);
  expect(scene.processes()).toEqual([]);
}, 60_000);

it('a disk that is too full for the executed notebook costs no result, and keeps no part of a file', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': large(notebookJson([TAXONOMY])) } });
  const { run, left } = await runOn(scene, join(scene.path, 'stored'));
  const { taxonomies, full } = successOf(run);
  expect(taxonomies).toContainEqual({ level: 'safe', namespace: 'N', predicate: 'P', value: 'found' });
  expect(full['problems']).toContainEqual(
    expect.objectContaining({
      code: 'notebook-stored',
      message: expect.stringContaining('the disk is full') as string
    })
  );
  expect(left).toEqual([]);
}, 60_000);

it('a disk that is full while the notebook runs costs no cell, and once there is room all of it is stored', async () => {
  const folder = temporaryFolder('full-disk-');
  const out = join(folder.path, 'out');
  mkdirSync(out);
  const isRoom = join(folder.path, 'room');
  const wait = `import os, time\nprint("y" * ${4 * SMALL_BYTES})\nwhile not os.path.exists(${JSON.stringify(isRoom)}): time.sleep(0.02)`;
  const shorten = 'from IPython.display import clear_output\nclear_output()\nprint("short")';
  const input = writeCodeNotebook(join(folder.path, 'in.ipynb'), [`${wait}\n${shorten}`, 'print("done")']);
  try {
    using disk = new SmallDisk(out, SMALL_BYTES);
    const args = ['run', input, join(out, 'o.ipynb'), '--python', testPython, '--events', 'ndjson'];
    const command = [process.execPath, resolve('companion/dist/huntbook.cjs'), ...args];
    const child = spawn('/bin/sh', ['-c', `${disk.limit} exec "$@"`, 'sh', ...command], {
      stdio: ['ignore', 'pipe', 'ignore']
    });
    const ended = new Promise(done => child.on('close', done));
    const codes: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const event = JSON.parse(line) as { kind: string; problem?: { code: string; message: string } };
      if (event.problem === undefined) continue;
      codes.push(event.problem.code);
      expect(event.problem.message).toContain('the disk is full');
      writeFileSync(isRoom, '');
    }
    expect(await ended).toBe(0);
    expect(codes).toEqual(['checkpoint-stored']);
    expect(readdirSync(out)).toEqual(['o.ipynb']);
    expect(JSON.parse(readFileSync(join(out, 'o.ipynb'), 'utf8'))).toHaveProperty('cells');
    expect(readCells(join(out, 'o.ipynb')).map(shownText)).toEqual(['short\n', 'done\n']);
  } finally {
    folder.remove();
  }
}, 60_000);

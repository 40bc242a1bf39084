import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { code, notebooksOf, Scene, successOf } from '../support/cortex-driver.js';

afterAll(Scene.disposeAll);

const TAXONOMY = code(
  'print(\'{"level": "safe", "namespace": "N", "predicate": "P", "value": "found"}\', flush=True)',
  'taxonomies'
);

// 0.3 minutes: the job takes half of them, 9 s, and the other half is left for the answer.
it('jobTimeout of Cortex ends a job before Cortex would, with what was found until then', async () => {
  const scene = new Scene({
    config: { jobTimeout: 0.3 },
    notebooks: { 'long.ipynb': [TAXONOMY, code('import time\ntime.sleep(600)'), code('print("never")')] }
  });
  const run = await scene.run();
  const success = successOf(run);
  expect(success.full['status']).toBe('partial');
  expect(success.taxonomies.map(({ value }) => value)).toContain('found');
  const [notebook] = notebooksOf(success);
  expect(notebook?.failure).toMatch(/deadline|time/i);
  expect(scene.storedOutputs()).toContain('found');
  expect(scene.storedOutputs()).not.toContain('never');
  expect(scene.processes()).toEqual([]);
}, 60_000);

/** Says when it runs; with `partners` it waits until so many have said so, itself included. */
const turn = (scene: string, partners: number) => [
  code(
    [
      'import os, time',
      'log = os.environ["TURNS"]',
      'def say(what):',
      '  with open(log, "a") as file: file.write(what + "\\n")',
      'say("start")',
      `until = time.monotonic() + 20`,
      `while open(log).read().count("start") < ${String(partners)} and time.monotonic() < until: time.sleep(0.05)`,
      'time.sleep(0.3)',
      'say("end")'
    ].join('\n')
  ),
  code(`# ${scene}`)
];

async function mostAtOnce(concurrency: number): Promise<number> {
  const names = ['a.ipynb', 'b.ipynb', 'c.ipynb'];
  const scene = new Scene({
    config: { any_concurrency: concurrency, any_kernel_environment: ['TURNS'] },
    notebooks: Object.fromEntries(names.map(name => [name, turn(name, concurrency)]))
  });
  successOf(await scene.run({ TURNS: join(scene.path, 'turns') }));
  expect(existsSync(join(scene.path, 'turns'))).toBe(true);
  const words = scene.read('turns').trim().split('\n');
  expect(words.filter(word => word === 'end')).toHaveLength(3);
  let running = 0;
  return Math.max(...words.map(word => (running += word === 'start' ? 1 : -1)));
}

it.each([1, 2, 3])(
  'any_concurrency %d lets so many notebooks of three run at once, and no more',
  async concurrency => {
    expect(await mostAtOnce(concurrency)).toBe(concurrency);
  },
  90_000
);

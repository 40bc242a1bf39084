import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canary, code, Scene, successOf } from '../support/cortex-driver.js';

afterAll(Scene.disposeAll);

const PLOT = code(
  [
    '%matplotlib inline',
    'import base64, json, matplotlib.pyplot as plt',
    'plt.plot([1, 2]); plt.show()',
    'print(json.dumps({"dataType": "file", "filename": "plot.png", "output": "image/png"}))',
    'print(json.dumps({"dataType": "file", "filename": "a.bin", "content": base64.b64encode(b"\\0\\xff").decode()}))',
    'print(json.dumps({"dataType": "file", "filename": "t.csv", "data": "data:text/csv,a%2Cb"}))'
  ].join('\n'),
  'artifacts'
);

it('feature 16: pictures, base64 and data URIs become attachments with the very bytes', async () => {
  const scene = new Scene({ notebooks: { 'files.ipynb': [PLOT] } });
  const result = successOf(await scene.run());
  const attached = result.artifacts.map(({ attachment }) => attachment);
  expect(attached).toMatchObject([
    { name: 'plot.png', contentType: 'image/png' },
    { name: 'a.bin', size: 2, contentType: 'application/octet-stream' },
    { name: 't.csv', size: 3, contentType: 'text/csv' }
  ]);
  const files = readdirSync(scene.job.output).filter(name => name !== 'output.json');
  const heads = files.map(name => readFileSync(join(scene.job.output, name)).subarray(0, 4).toString('latin1'));
  expect(heads.sort()).toEqual(['\0\xff', 'a,b', '\x89PNG'].sort());
  expect(scene.files('tmp')).toEqual([]);
}, 60_000);

it('a secret that is hidden in base64 does not leave as a file', async () => {
  const secret = canary();
  const leak = code(
    'import base64, json\nprint(json.dumps({"dataType": "file", "content": base64.b64encode(("x" + KEY).encode()).decode()}))',
    'artifacts'
  );
  const scene = new Scene({ notebooks: { 'leak.ipynb': [leak] }, config: { any_secrets: [`KEY=${secret}`] } });
  const run = await scene.run();
  expect(JSON.stringify(run.result)).not.toContain(secret);
  const files = readdirSync(scene.job.output).filter(name => name !== 'output.json');
  expect(files.map(name => readFileSync(join(scene.job.output, name), 'latin1')).join('')).not.toContain(secret);
}, 60_000);

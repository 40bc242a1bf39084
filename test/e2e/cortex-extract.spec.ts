import { code, notebooksOf, Scene, successOf } from '../support/cortex-driver.js';

afterAll(Scene.disposeAll);

const NOTEBOOK = [
  code('print("beacon to 198.51.100.7:443 and hxxps://evil[.]example/gate, asked by 192.0.2.1")'),
  code('import pandas as pd\npd.DataFrame({"host": ["c2.evil.example", "<b>x</b>"]})'),
  code('print(\'{"dataType": "ip", "data": "198.51.100.7", "tags": ["c2"]}\')', 'artifacts')
];
const run = async (isOn: boolean) => {
  const scene = new Scene({ notebooks: { 'a.ipynb': NOTEBOOK }, tlp: 1, config: { auto_extract_artifacts: isOn } });
  const result = successOf(await scene.run());
  return { result, scene };
};

it('cortex-thehive §1.7: finds in the outputs become artifacts when Cortex asks for them, each once', async () => {
  const { result, scene } = await run(true);
  expect(result.artifacts.map(({ dataType, data, tlp }) => [dataType, data, tlp])).toEqual([
    ['ip', '198.51.100.7', 2],
    ['url', 'https://evil.example/gate', 1],
    ['fqdn', 'c2.evil.example', 1]
  ]);
  const [stored] = Object.values(scene.stored());
  expect(stored?.metadata['huntbook']?.['extracted']).toHaveLength(2);
  expect(notebooksOf(result)[0]?.html).toContain('Found in the outputs');
}, 30_000);

it('nothing is extracted when nobody asks', async () => {
  const { result } = await run(false);
  expect(result.artifacts.map(({ data }) => data)).toEqual(['198.51.100.7']);
}, 30_000);

it('a flood of addresses is cut, and the report says so', async () => {
  const flood = code('print("\\n".join(f"10.{i // 250}.{i % 250}.1" for i in range(700)))');
  const scene = new Scene({ notebooks: { 'a.ipynb': [flood] }, config: { auto_extract_artifacts: true } });
  const result = successOf(await scene.run());
  expect(result.artifacts).toHaveLength(500);
  expect(JSON.stringify(result.full['problems'])).toContain('extracted-few-enough');
}, 30_000);

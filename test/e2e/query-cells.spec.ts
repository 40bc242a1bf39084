import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHuntbook } from '../support/command.js';
import { canary, code, notebooksOf, Scene, successOf } from '../support/cortex-driver.js';
import { startFakeScirius, type FakeScirius } from '../support/fake-scirius.js';
import { readCells, shownText, writeCodeNotebook } from '../support/notebook-file.js';
import { temporaryFolder, testPython } from '../support/real-kernel.js';

const EVENT = {
  _id: '1',
  timestamp: '2026-11-01T10:00:00.000000+0000',
  event_type: 'alert',
  src_ip: '192.0.2.1',
  flow_id: 2 ** 50,
  alert: { signature: 'ET <script>alert(1)</script>', severity: 1 }
};
const QUERY =
  '%%scirius alerts --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z --as found\nsrc_ip:{{thehive_observable_value}} OR x';
const folder = temporaryFolder('huntbook-query-cells-');
let scirius: FakeScirius;

beforeAll(async () => {
  scirius = await startFakeScirius([EVENT]);
});
afterAll(async () => {
  folder.remove();
  Scene.disposeAll();
  await scirius.stop();
});

describe('a query cell', () => {
  it('runs in a Cortex job without a line in the notebook, and its token is in nothing that is kept', async () => {
    const token = canary();
    const scene = new Scene({
      data: '192.0.2.1" OR *:*',
      dataType: 'other',
      config: { scirius_host: scirius.url, scirius_token: token },
      notebooks: {
        'hunt.ipynb': [
          code('thehive_observable_value = ""', 'parameters'),
          code(QUERY),
          code('import os, json\nprint(dict(os.environ))'),
          code('print(json.dumps({"predicate": "alerts", "value": len(found)}))', 'taxonomies')
        ]
      }
    });
    const run = await scene.run();
    const success = successOf(run);
    expect(success.taxonomies).toMatchObject([{ predicate: 'alerts', value: 1 }]);
    expect(scirius.asked.at(-1)).toMatchObject({
      path: '/rest/rules/es/alerts_tail/',
      authorization: `Token ${token}`
    });
    expect(scirius.asked.at(-1)?.params.get('qfilter')).toBe('(src_ip:"192.0.2.1\\" OR *:*" OR x)');
    const html = notebooksOf(success)[0]?.html;
    expect(html).toContain('1 event, 2026-11-01 00:00:00Z to 2026-11-02 00:00:00Z');
    expect(html).not.toContain('<script>');
    const kept = [scene.output(), run.printed, ...scene.files('stored').map(name => scene.read(join('stored', name)))];
    expect(kept.join('\n')).not.toContain(token);
    expect(scene.storedOutputs()).toContain('application/vnd.huntbook.events+json');
  }, 60_000);

  it('reads no .env in a Cortex job', async () => {
    const scene = new Scene({
      files: { 'notebooks/.env': `SCIRIUS_HOST=${scirius.url}\nSCIRIUS_TOKEN=planted\n` },
      notebooks: { 'hunt.ipynb': [code('%%scirius\na')] }
    });
    const before = scirius.asked.length;
    const { result } = await scene.run();
    expect(JSON.stringify(result)).toContain('No token for Scirius');
    expect(scirius.asked).toHaveLength(before);
  }, 60_000);

  it('takes host and token of huntbook run from a .env beside the notebook, and shows one sentence when there is none', async () => {
    const input = writeCodeNotebook(join(folder.path, 'hunt.ipynb'), [
      QUERY.replace('{{thehive_observable_value}}', 'a'),
      'print(int(found["flow_id"][0]), found["timestamp"].dt.tz)'
    ]);
    const output = join(folder.path, 'out.ipynb');
    const environment = { HOME: folder.path, SCIRIUS_HOST: '', SCIRIUS_TOKEN: '' };
    const run = () => runHuntbook(['run', input, output, '--python', testPython], { environment });
    const refused = await run();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/NotConfigured: No token for Scirius: .*Edit Token, Regenerate/);
    expect(refused.stderr).not.toContain('Traceback');
    mkdirSync(join(folder.path, '.git'));
    writeFileSync(join(folder.path, '.env'), `SCIRIUS_HOST=${scirius.url}\nSCIRIUS_TOKEN=of-the-file\n`);
    const { status, stderr } = await run();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(shownText(readCells(output)[1]).trim()).toBe(`${2 ** 50} UTC`);
    expect(readFileSync(output, 'utf8')).not.toContain('of-the-file');
  }, 60_000);

  it('lets notebooks of Suricata Analytics run where that package is not installed', async () => {
    const input = writeCodeNotebook(join(folder.path, 'old.ipynb'), [
      'from surianalytics.connectors import RESTSciriusConnector\nc = RESTSciriusConnector()',
      'c.page_size = 10\nprint(c.set_query_delta(hours=1).get_events_df(qfilter="event_type: alert")["alert.severity"].tolist())',
      'print([name for name in dir() if "huntbook" in name.lower()])'
    ]);
    const output = join(folder.path, 'old-out.ipynb');
    const environment = { SCIRIUS_HOST: scirius.url, SCIRIUS_TOKEN: canary() };
    const { status } = await runHuntbook(['run', input, output, '--python', testPython], { environment });
    expect(status).toBe(0);
    expect(readCells(output).slice(1).map(shownText)).toEqual(['[1]\n', '[]\n']);
    expect(readFileSync(output, 'utf8')).not.toContain(environment.SCIRIUS_TOKEN);
  }, 60_000);
});

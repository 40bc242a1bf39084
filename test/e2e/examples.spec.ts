import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SCENARIOS } from '../../companion/src/eve/synthetic/index.js';
import { runHuntbook, type Finished } from '../support/command.js';
import { canary } from '../support/cortex-driver.js';
import { startEmbeddedScirius, type EmbeddedScirius } from '../support/embedded-scirius.js';
import { temporaryFolder, testPython } from '../support/real-kernel.js';

const EXAMPLES = resolve(__dirname, '../../examples');
const PLAYBOOKS = readdirSync(EXAMPLES).filter(name => name.endsWith('.ipynb'));
/** As many as npm start makes: the walk through has to meet a page that is too small. */
const EVENTS = '20000';
const JOBS_PATIENCE_MS = 120_000;
const folder = temporaryFolder('huntbook-examples-');
const home = join(folder.path, 'home');
let scirius: EmbeddedScirius;

beforeAll(async () => {
  mkdirSync(home);
  const events = join(folder.path, 'eve.json');
  expect((await runHuntbook(['scirius', 'sample', '--events', EVENTS, '-o', events])).status).toBe(0);
  appendFileSync(events, ['www', 'deep.cdn'].map(visitTo).join(''));
  scirius = await startEmbeddedScirius([events], { folder: folder.path, token: canary() });
});
afterAll(async () => {
  await scirius.stop();
  folder.remove();
});

/** A name below a domain that no event names itself. */
function visitTo(host: string, flow: number): string {
  const timestamp = new Date(Date.now() - 60_000).toISOString().replace('Z', '000+0000');
  const ends = { src_ip: '10.20.0.77', src_port: 40_000, dest_ip: '192.0.2.200', dest_port: 443, proto: 'TCP' };
  const tls = { sni: `${host}.parent.example`, version: 'TLS 1.3' };
  return `${JSON.stringify({ timestamp, flow_id: flow + 1, event_type: 'tls', ...ends, tls })}\n`;
}

/** Runs the command where no `.env` and no Scirius of this machine is found, but for the one given. */
function huntbook(args: readonly string[], environment: Record<string, string> = {}): Promise<Finished> {
  const none = { SCIRIUS_HOST: '', SCIRIUS_TOKEN: '', HOME: home };
  return runHuntbook(args, { cwd: folder.path, environment: { ...none, ...environment } });
}

const named = (): Record<string, string> => ({ SCIRIUS_HOST: scirius.url, SCIRIUS_TOKEN: scirius.token });
const test = (playbook: string, ...more: readonly string[]): readonly string[] => [
  'test',
  playbook,
  '--python',
  testPython,
  ...more
];

describe('huntbook test', () => {
  it.each(PLAYBOOKS)(
    'finds in a sample day what the samples of %s expect',
    async name => {
      const { stdout, stderr } = await huntbook(test(join(EXAMPLES, name), '--json'), named());
      expect(stderr).toBe('');
      const { samples } = JSON.parse(stdout) as { samples: readonly { differences: readonly unknown[] }[] };
      expect(samples.flatMap(({ differences }) => differences)).toEqual([]);
    },
    JOBS_PATIENCE_MS
  );

  it.each(PLAYBOOKS)('is told by a sample of %s what a verdict and something to act on look like', name => {
    const text = readFileSync(join(EXAMPLES, name.replace('.ipynb', '.samples.json')), 'utf8');
    const { samples } = JSON.parse(text) as {
      samples: readonly { expected: Record<'taxonomies' | 'artifacts' | 'operations', readonly unknown[]> }[];
    };
    const rich = samples.filter(
      ({ expected: { taxonomies, artifacts, operations } }) =>
        taxonomies.length * (artifacts.length + operations.length) > 0
    );
    expect(rich.length).toBeGreaterThan(0);
  });

  it('ends with NOT_CONFIGURED for a playbook that asks Scirius when no source names one', async () => {
    const { status, stdout, stderr } = await huntbook(test(join(EXAMPLES, 'scirius-ip.ipynb')));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^huntbook: No token for Scirius: SCIRIUS_TOKEN is in none of the arguments, the environment/
    );
  });

  it(
    'has the domain playbook count names below the domain, and a wildcard in a name stay a letter',
    async () => {
      const ofTheName = [
        { dataType: 'ip', data: '192.0.2.200' },
        { dataType: 'ip', data: '10.20.0.77' },
        { dataType: 'domain', data: 'deep.cdn.parent.example' },
        { dataType: 'domain', data: 'www.parent.example' }
      ];
      const sample = (name: string, data: string, artifacts: readonly object[]): object => ({
        name,
        input: { dataType: 'domain', data },
        expected: { status: 'completed', artifacts }
      });
      const samples = join(folder.path, 'below.samples.json');
      const all = [sample('below', 'parent.example', ofTheName), sample('wildcard', '*', [])];
      writeFileSync(samples, JSON.stringify({ version: 1, samples: all }));
      const args = test(join(EXAMPLES, 'scirius-domain.ipynb'), '--samples', samples);
      const { stdout } = await huntbook(args, named());
      expect(stdout).toMatch(/2 passed, 0 failed/);
    },
    JOBS_PATIENCE_MS
  );
});

describe("the article's steps in a notebook, with host and token in a .env beside it", () => {
  let shown: readonly string[] = [];
  const step = (title: string): string => shown.find(text => text.includes(title)) ?? '';

  beforeAll(async () => {
    const place = join(folder.path, 'notebooks');
    mkdirSync(place);
    const notebook = join(place, 'walk.ipynb');
    cpSync(join(EXAMPLES, 'scirius-walk-through.ipynb'), notebook);
    writeFileSync(join(place, '.env'), `SCIRIUS_HOST=${scirius.url}\nSCIRIUS_TOKEN=${scirius.token}\n`);
    const output = join(place, 'walked.ipynb');
    const { status, stderr } = await huntbook(['run', notebook, output, '--python', testPython]);
    expect([status, stderr]).toEqual([0, '']);
    const text = readFileSync(output, 'utf8');
    expect(text).not.toContain(scirius.token);
    shown = chapters(JSON.parse(text));
  }, JOBS_PATIENCE_MS);

  it('the first request, and curl as the article writes it, count the same alerts', async () => {
    // Without the slash at its end: curl -L, as the article has it, is sent on.
    const answer = await fetch(`${scirius.url}/rest/rules/es/alerts_count`, {
      headers: { Authorization: `Token ${scirius.token}` }
    });
    const { doc_count } = (await answer.json()) as { doc_count: number };
    expect(doc_count).toBeGreaterThan(100);
    expect(step('2. A first request')).toContain(`{'prev_doc_count': 0, 'doc_count': ${doc_count}}`);
  });

  it.each([
    ['3. Events', /\(3,\n \{'hostname': 'drop\.example\.org',\n {2}'url': '\/bin\/update\.sh'/],
    ['4. A frame', /(?:.*drop\.example\.org +\/bin\/update\.sh +Wget\/1\.21\.3.*\n?){3}/],
    ['5. Settings that stay', /Truncated: 100 of [1-9]\d\d events were fetched; set_page_size\(\) takes more/],
    ['6. Which values', /types: alert, anomaly, dns, fileinfo, flow, http, smb, smtp, ssh, tls\nfields of tls: \d\d/],
    ['6. Which values', new RegExp(`${SCENARIOS.beacon.client} +${SCENARIOS.beacon.name} +288`)],
    ['7. A hunt', /alert +fileinfo +flow +http\b(?:.*\n)+(?:\d{16} +1 +1 +1 +1\n?){3}/],
    ['8. Into the case', new RegExp(`"malicious".*"value": 3}[^]*${SCENARIOS.download.sha256}`)]
  ])('%s shows %s', (title, expected) => {
    expect(step(title)).toMatch(expected);
  });
});

type Stored = {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: readonly string[];
    readonly outputs?: readonly {
      readonly text?: readonly string[];
      readonly data?: Record<string, readonly string[]>;
    }[];
  }[];
};

/** What each chapter of a notebook shows as plain text, under its heading. */
function chapters({ cells }: Stored): readonly string[] {
  const texts: string[] = [];
  for (const { cell_type, source, outputs = [] } of cells) {
    if (cell_type === 'markdown' && source[0]?.startsWith('## ') === true) texts.push(source[0]);
    const said = outputs.map(({ text, data }) => [...(text ?? []), ...(data?.['text/plain'] ?? [])].join(''));
    texts.push(`${texts.pop() ?? ''}\n${said.join('\n')}`);
  }
  return texts;
}

import { asciiJson, presentColumns, showCsv, showTable } from '../../../companion/src/cli/scirius/show-events.js';
import { showDiagnostics } from '../../../companion/src/cli/scirius/show-diagnostics.js';
import { runCommandLine } from '../../../companion/src/cli/command-line.js';
import { lintFilter } from '../../../src/scirius/index.js';
import { startFakeScirius, startMisbehavingScirius, type FakeScirius } from '../../support/fake-scirius';

const HOSTILE = '\u001b]0;owned\u0007\u202eevil\r\n"x",\u009b31m';
const TOKEN = 'canary0123456789abcdef0123456789abcdef00';
// Everything that could steer a terminal, but line ends and tabs.
const STEERING = /(?![\t\n])[\p{Cc}\p{Cf}]/u;

let printed = '';
let told = '';
let server: FakeScirius | undefined;
beforeEach(() => {
  [printed, told] = ['', ''];
  jest.spyOn(process.stdout, 'write').mockImplementation(text => (printed += String(text)) !== '');
  jest.spyOn(process.stderr, 'write').mockImplementation(text => (told += String(text)) !== '');
  process.env['SCIRIUS_TOKEN'] = TOKEN;
});
afterEach(async () => {
  jest.restoreAllMocks();
  delete process.env['SCIRIUS_TOKEN'];
  await server?.stop();
});

const EVENT = {
  timestamp: '2024-04-18T10:00:00Z',
  event_type: 'http',
  dest_port: -80,
  http: { hostname: HOSTILE, url: '=1+1' }
};

async function query(...argv: readonly string[]): Promise<number> {
  server = await startFakeScirius([EVENT]);
  return runCommandLine(['scirius', 'query', 'event_type:http', '--host', server.url, '--last', '1h', ...argv]);
}

test.each(['table', 'json', 'csv'])('prints hostile events as %s without steering the terminal', async format => {
  expect(await query('--format', format)).toBe(0);
  expect(printed).toContain('evil');
  expect(format === 'csv' ? printed.replaceAll('\r\n', '\n') : printed).not.toMatch(STEERING);
  expect(told).toMatch(/^1 event, \d{4}-.* to \d{4}-.*, from Scirius at http/);
  expect(printed + told).not.toContain(TOKEN);
  expect(server?.asked[0]?.params.get('qfilter')).toBe('(event_type:http)');
});

test('JSON holds the very events, and the absolute range', async () => {
  await query('--format', 'json');
  expect(JSON.parse(printed)).toMatchObject({
    filter: 'event_type:http',
    hits: 1,
    isTruncated: false,
    events: [EVENT]
  });
});

test('no cell of CSV is a formula, and numbers stay numbers', () => {
  const texts = ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', ' =1', '\u200b=1', '\uff1d1', '=cmd|"/c calc"!A1'];
  for (const text of texts) {
    expect(showCsv([{ a: text }], ['a']).split('\r\n')[1]).toMatch(/^"?'/);
  }
  expect(showCsv([{ a: -80, b: 'x,"y"', c: ['=1'] }], ['a', 'b', 'c'])).toBe('a,b,c\r\n-80,"x,""y""","[""=1""]"\r\n');
});

test('a table shows nested fields in columns, each event on one line', () => {
  const columns = presentColumns([EVENT]);
  expect(columns).toEqual(['timestamp', 'event_type', 'dest_port', 'http.hostname', 'http.url']);
  expect(showTable([EVENT, EVENT], columns).trimEnd().split('\n')).toHaveLength(3);
});

test('JSON in ASCII reads the same', () => {
  expect(JSON.parse(asciiJson({ a: HOSTILE }))).toEqual({ a: HOSTILE });
});

test('says how much is shown, and that there is more', async () => {
  server = await startMisbehavingScirius(() => ({ body: { count: 10_000, results: [EVENT] } }));
  expect(await runCommandLine(['scirius', 'query', '*', '--host', server.url])).toBe(0);
  expect(told).toContain('Showing 1 of at least 10,000 events');
});

test('names the likely reason when nothing is found', async () => {
  server = await startMisbehavingScirius(() => ({ body: { count: 0, results: [] } }));
  expect(await runCommandLine(['scirius', 'query', 'src_ip:10.*', '--host', server.url])).toBe(0);
  expect(told).toContain('pattern-on-text');
});

test('shows the place of an error without asking a server', async () => {
  expect(await query('--limit', '5')).toBe(0);
  const asked = server?.asked.length;
  expect(await runCommandLine(['scirius', 'query', '(a:b', '--host', server?.url ?? ''])).toBe(2);
  expect(told).toContain('1:5 error bracket-closed');
  expect(server?.asked.length).toBe(asked);
});

test.each([
  [2, ['query', 'a:b', '--limit', '0']],
  [2, ['query', 'a:b', '--format', 'xml']],
  [2, ['query', 'a:b', '--last', 'soon']],
  [2, ['query', 'a:b', '--host', 'user:x@h']],
  [1, ['query', 'a:b', '--host', 'http://127.0.0.1:45071']],
  [1, ['lint', '(a:b']],
  [0, ['lint', 'src_ip:10.*']],
  [1, ['lint', 'src_ip:10.*', '--strict']],
  [0, ['lint', 'event_type:alert', '--strict']]
])('ends with %d for %j', async (status, argv) => {
  expect(await runCommandLine(['scirius', ...argv])).toBe(status);
});

test('marks the place below the line, also behind hostile text', () => {
  const filter = '"\u001b" AND\na:b:c';
  const shown = showDiagnostics(
    filter,
    lintFilter(filter).filter(({ code }) => code === 'colon-escaped')
  );
  const [place, line = '', caret = ''] = shown.split('\n');
  expect(place).toBe('2:4 error colon-escaped');
  expect(line.charAt(caret.indexOf('^'))).toBe(':');
  expect(shown).not.toMatch(STEERING);
});

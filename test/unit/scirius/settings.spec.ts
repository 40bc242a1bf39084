import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { baseUrlOf, resolveSettings, type SciriusSettings } from '../../../companion/src/scirius/index.js';
import { parseEnv } from '../../../companion/src/scirius/env-file.js';

const root = mkdtempSync(join(tmpdir(), 'huntbook-settings-'));
const [home, project] = [join(root, 'home'), join(root, 'home/project')];
const folder = join(project, 'notebooks');
beforeEach(() => {
  mkdirSync(join(project, '.git'), { recursive: true });
  mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Sources = {
  readonly given?: Record<string, string>;
  readonly environment?: Record<string, string>;
  readonly near?: string;
  readonly above?: string;
  readonly home?: string;
};

function resolved({ given = {}, environment = {}, ...files }: Sources): SciriusSettings {
  const places = { near: folder, above: project, home };
  for (const place of ['near', 'above', 'home'] as const) {
    const text = files[place];
    if (text !== undefined) writeFileSync(join(places[place], '.env'), text);
  }
  return resolveSettings({ given, environment: { HOME: home, ...environment }, folder });
}

const TOKEN = 'SCIRIUS_TOKEN=0123456789abcdef';
const HOST = 'SCIRIUS_HOST=scirius.example';

test('takes arguments before the environment, and that before files, the nearer before the farther', () => {
  const environment = { SCIRIUS_TOKEN: 'from-environment' };
  expect(resolved({ given: { SCIRIUS_HOST: 'a' }, environment, near: TOKEN }).token.reveal()).toBe('from-environment');
  const near = 'SCIRIUS_TOKEN=near\nSCIRIUS_HOST=near.example';
  const above = 'SCIRIUS_TOKEN=above\nSCIRIUS_HOST=above.example';
  expect(resolved({ near, above }).baseUrl).toBe('https://near.example');
});

test.each<[string, Sources]>([
  [
    'a file beside the notebook names the host for the token of the environment',
    { environment: { SCIRIUS_TOKEN: 'x' }, near: HOST }
  ],
  ['a file beside the notebook names the host for the token of the home', { home: TOKEN, near: HOST }],
  ['a file beside the notebook names the host for the token of the project', { above: TOKEN, near: HOST }]
])('refuses when %s', (_, sources) => {
  expect(() => resolved(sources)).toThrow(
    expect.objectContaining({ code: 'NOT_CONFIGURED', message: expect.stringContaining('not sent') })
  );
});

test('lets a stronger source name the host', () => {
  expect(resolved({ near: TOKEN, home: HOST }).baseUrl).toBe('https://scirius.example');
  expect(resolved({ environment: { SCIRIUS_TOKEN: 'x' }, given: { SCIRIUS_HOST: 'http://h:1' } }).baseUrl).toBe(
    'http://h:1'
  );
});

test('lets no weaker source turn off verification, name a CA or a proxy', () => {
  const weak = `SCIRIUS_TLS_VERIFY=no\nSCIRIUS_CA_BUNDLE=/x.pem\nHTTPS_PROXY=http://evil.example`;
  const { tlsVerify, caBundle, proxies } = resolved({ home: `${TOKEN}\n${HOST}`, near: weak });
  expect({ tlsVerify, caBundle, proxies }).toEqual({ tlsVerify: true, caBundle: undefined, proxies: {} });
  expect(resolved({ home: `${TOKEN}\n${HOST}\n${weak}` })).toMatchObject({ tlsVerify: false, caBundle: '/x.pem' });
});

test.each(['No', 'FALSE', '0', 'off', 'disabled'])('reads %s as no', word => {
  expect(resolved({ given: { SCIRIUS_TLS_VERIFY: word, SCIRIUS_TOKEN: 'x' } }).tlsVerify).toBe(false);
});

test('refuses a truth value that is none', () => {
  expect(() => resolved({ given: { SCIRIUS_TLS_VERIFY: 'perhaps', SCIRIUS_TOKEN: 'x' } })).toThrow(
    'neither yes nor no'
  );
});

test('reads no file in a Cortex job, and only that of the home when told so', () => {
  expect(() => resolved({ environment: { HUNTBOOK_DOTENV: 'off' }, near: TOKEN, home: TOKEN })).toThrow('No token');
  const inHome = { SCIRIUS_ENVFILE_IN_HOME: 'yes' };
  expect(resolved({ environment: inHome, near: 'SCIRIUS_TOKEN=near', home: TOKEN }).tokenSource).toBe(
    join(home, '.env')
  );
});

test('lists where it looked when there is no token, and how to make one', () => {
  const refused = expect.objectContaining({
    message: expect.stringMatching(/the arguments, the environment, .*\.env/),
    hint: expect.stringContaining('Regenerate')
  });
  expect(() => resolved({ near: 'OTHER=1' })).toThrow(refused);
});

test('shows the token to nobody', () => {
  const settings = resolved({ near: `${TOKEN}\n${HOST}` });
  expect(inspect(settings, { depth: 9, showHidden: true }) + JSON.stringify(settings)).not.toContain(
    '0123456789abcdef'
  );
});

test.each([
  ['scirius.example', 'https://scirius.example'],
  [' scirius.example:8443 ', 'https://scirius.example:8443'],
  ['http://127.0.0.1:80/', 'http://127.0.0.1'],
  ['https://h/proxy/', 'https://h/proxy'],
  ['[::1]:8000', 'https://[::1]:8000']
])('reads the host %s as %s', (host, url) => {
  expect(baseUrlOf(host)).toBe(url);
});

test.each(['', 'ftp://h', 'user:secret@h', 'h?x=1', 'h#x', 'a b', 'http://'])('refuses the host %j', host => {
  expect(() => baseUrlOf(host)).toThrow(expect.objectContaining({ code: 'NOT_CONFIGURED' }));
});

test('reads .env files as others do', () => {
  const text = ['A=1', 'export B = "two # words"', "C='x'", 'D=3 # note', '# E=5', 'broken', 'F=', 'G-H=1'].join(
    '\r\n'
  );
  expect(parseEnv(text)).toEqual({ A: '1', B: 'two # words', C: 'x', D: '3', F: '' });
});

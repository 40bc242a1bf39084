import fs, { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openPlaces } from '../../../companion/src/cli/open-places.js';
import { temporaryFolder } from '../../support/real-kernel.js';

const home = temporaryFolder();
const file = join(home.path, '.config/huntbook/servers.json');
const OWN = { HOME: home.path };
const WEB = 'jupyter+https://host.example.org/a.ipynb';

beforeAll(() => mkdirSync(dirname(file), { recursive: true }));
beforeEach(() => {
  writeFileSync(file, '{"https://host.example.org": {"token": "canary"}}');
  chmodSync(file, 0o600);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => home.remove());

const open = (location: string, environment: NodeJS.ProcessEnv = OWN): string =>
  openPlaces({}, environment).open(location).describe(location);
const onServer = (environment: NodeJS.ProcessEnv): unknown =>
  openPlaces({ on: 'server:https://host.example.org/' }, environment).target?.token?.reveal();

it('a token of the file of servers is used, and is one of those that are hidden', () => {
  expect(onServer(OWN)).toBe('canary');
  expect(openPlaces({}, OWN).tokens.map(token => token.reveal())).toEqual(['canary']);
});

it.each<[string, () => void, NodeJS.ProcessEnv, RegExp]>([
  ['that others can read', () => chmodSync(file, 0o644), OWN, /can be read by others, and holds tokens/],
  ['that is no JSON', () => writeFileSync(file, 'canary'), OWN, /is not a JSON object/],
  ['that is named and not there', () => undefined, { HUNTBOOK_SERVERS: '/nonexistent' }, /nonexistent, cannot be read/]
])('a file of servers %s stops what needs a token, and nothing else', (_title, spoil, environment, sentence) => {
  spoil();
  expect(open('/tmp/a.ipynb', environment)).toBe('/tmp/a.ipynb');
  expect(() => open(WEB, environment)).toThrow(sentence);
  expect(() => onServer(environment)).toThrow(sentence);
});

it('a home that we may not look into has no file of servers', () => {
  jest.spyOn(fs, 'accessSync').mockImplementation(() => {
    throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
  });
  expect(open('/tmp/a.ipynb')).toBe('/tmp/a.ipynb');
  expect(open(WEB)).toBe(WEB);
});

it('permissions are no matter on Windows, where these bits are always set', () => {
  chmodSync(file, 0o666);
  const here = process.platform;
  try {
    Object.defineProperty(process, 'platform', { value: 'win32' });
    expect(onServer(OWN)).toBe('canary');
  } finally {
    Object.defineProperty(process, 'platform', { value: here });
  }
});

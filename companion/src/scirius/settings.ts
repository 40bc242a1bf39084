import { homedir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../src/secret.js';
import { CONFIGURATION_ERRORS } from './error-table.js';
import { envFilesAbove, isFile, readEnvFile } from './env-file.js';
import { NotConfigured } from './failures.js';

/** A place settings come from. The higher `trust`, the more it may decide about tokens. */
export type Source = {
  readonly name: string;
  readonly trust: number;
  readonly values: Readonly<Record<string, string | undefined>>;
};

/** A Scirius and how to reach it. `baseUrl` ends without a slash. */
export type SciriusSettings = {
  readonly baseUrl: string;
  readonly token: Secret;
  readonly tlsVerify: boolean;
  readonly caBundle: string | undefined;
  readonly proxies: { readonly http: string | undefined; readonly https: string | undefined };
  readonly noProxy: string;
  readonly hostSource: string;
  readonly tokenSource: string;
};

export type SettingsOptions = {
  /** `SCIRIUS_HOST` and so on, as given on a command line or in a job. */
  readonly given?: Readonly<Record<string, string | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
};

const DEFAULT_HOST = '127.0.0.1';
const TRUE: ReadonlySet<string> = new Set(['1', 'y', 'yes', 't', 'true', 'on', 'enable', 'enabled']);
const FALSE: ReadonlySet<string> = new Set(['0', 'n', 'no', 'f', 'false', 'off', 'disable', 'disabled']);

/**
 * The settings in force: arguments, environment, `.env` files; each value from the first source that has it, as far as
 * that source may decide (docs/decisions/0014). The same rules as `huntbook/scirius/settings.py`.
 *
 * @throws NotConfigured `NOT_CONFIGURED` with the sources that were looked at.
 */
export function resolveSettings(options: SettingsOptions): SciriusSettings {
  const sources = findSources(options);
  const token = first(sources, 'SCIRIUS_TOKEN');
  if (token === undefined) throw noToken(sources);
  const host = first(sources, 'SCIRIUS_HOST');
  if (host !== undefined && host.source.trust < token.source.trust) {
    throw notConfigured(
      `SCIRIUS_HOST comes from ${host.source.name}, and SCIRIUS_TOKEN from ${token.source.name}, which is stronger: the ` +
        'token is not sent to a host that a weaker source names.',
      `Name the host in ${token.source.name}, too.`
    );
  }
  const trusted = sources.filter(({ trust }) => trust >= token.source.trust);
  const value = (...names: readonly string[]): string | undefined =>
    names.map(name => first(trusted, name)?.value).find(found => found !== undefined);
  const verify = first(trusted, 'SCIRIUS_TLS_VERIFY');
  return {
    baseUrl: baseUrlOf(host?.value ?? DEFAULT_HOST),
    token: new Secret(token.value),
    tlsVerify: verify === undefined || readBoolean(verify.value, `SCIRIUS_TLS_VERIFY (${verify.source.name})`),
    caBundle: value('SCIRIUS_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE'),
    proxies: { http: value('HTTP_PROXY', 'http_proxy'), https: value('HTTPS_PROXY', 'https_proxy') },
    noProxy: value('NO_PROXY', 'no_proxy') ?? '',
    hostSource: host?.source.name ?? 'the default',
    tokenSource: token.source.name
  };
}

/** All sources, the one whose values win first. Nearer files win; files further up, and the home's, are trusted more. */
export function findSources({ given = {}, environment, folder }: SettingsOptions): readonly Source[] {
  const files = envFiles(environment, folder);
  return [
    { name: 'the arguments', trust: files.length + 1, values: given },
    { name: 'the environment', trust: files.length, values: environment },
    ...files.map((path, index) => ({ name: path, trust: index, values: readEnvFile(path) }))
  ];
}

/**
 * `https://host:port` of a host with or without scheme and port.
 *
 * @throws NotConfigured `NOT_CONFIGURED` for what is no address.
 */
export function baseUrlOf(host: string): string {
  const text = host.trim();
  const address = text.includes('://') ? text : `https://${text}`;
  const url = URL.canParse(address) && !/\s/.test(address) ? new URL(address) : undefined;
  const isAddress = url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== '';
  if (!isAddress || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw notConfigured(
      'SCIRIUS_HOST is no address of a server.',
      'Write it as scirius.example.org or https://scirius.example.org:8443.'
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function readBoolean(text: string, name: string): boolean {
  const word = text.trim().toLowerCase();
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  throw notConfigured(`${name} is neither yes nor no.`, 'Write yes or no.');
}

function envFiles(environment: SettingsOptions['environment'], folder: string): readonly string[] {
  const isSet = (name: string, words: ReadonlySet<string>): boolean =>
    words.has((environment[name] ?? '').trim().toLowerCase());
  if (isSet('HUNTBOOK_DOTENV', FALSE)) return [];
  const home = join(environment['HOME'] || homedir(), '.env');
  const above = isSet('SCIRIUS_ENVFILE_IN_HOME', TRUE) ? [] : envFilesAbove(folder).filter(path => path !== home);
  return isFile(home) ? [...above, home] : above;
}

function first(
  sources: readonly Source[],
  name: string
): { readonly source: Source; readonly value: string } | undefined {
  const source = sources.find(({ values }) => (values[name] ?? '').trim() !== '');
  return source === undefined ? undefined : { source, value: (source.values[name] ?? '').trim() };
}

function noToken(sources: readonly Source[]): NotConfigured {
  const names = sources.map(({ name }) => name).join(', ');
  return notConfigured(
    `No token for Scirius: SCIRIUS_TOKEN is in none of ${names}.`,
    `Make one in Scirius under Account settings, Edit Token, Regenerate. ${CONFIGURATION_ERRORS.NOT_CONFIGURED.hint}`
  );
}

function notConfigured(message: string, hint: string): NotConfigured {
  return new NotConfigured(message, { hint });
}

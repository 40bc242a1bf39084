import { Secret } from '../../../src/secret.js';
import { CONFIGURATION_ITEMS, type ConfigurationItem } from './configuration-items.js';
import { ConfigurationInvalid } from './failures.js';

/** How query cells reach Scirius. `caBundle`: a PEM text, or the path of a PEM file. */
type Scirius = {
  readonly server: { readonly host: string; readonly token: Secret; readonly verifiesTls: boolean } | undefined;
  readonly caBundle: string | undefined;
};

/** How the server of `input_hostname` or `output_hostname` is reached, when that is one. */
export type ServerItems = {
  readonly token: Secret | undefined;
  /** Whether it is a hub, which starts a server for the job. */
  readonly isHub: boolean;
};

/** What the administrator set, checked and with defaults. Times are in the unit their name says. */
export type Configuration = {
  readonly inputHostname: string;
  readonly inputPaths: readonly string[];
  readonly outputHostname: string;
  readonly outputFolder: string;
  readonly inputServer: ServerItems;
  readonly outputServer: ServerItems;
  /** Whether notebooks run on the server of `input_hostname`. */
  readonly executesRemotely: boolean;
  readonly hubUser: string | undefined;
  readonly generateHtml: boolean;
  readonly onError: 'partial' | 'fail';
  readonly cellTimeoutMs: number | undefined;
  readonly deadlineMs: number | undefined;
  readonly concurrency: number | undefined;
  /** Whether observables in the outputs become artifacts. */
  readonly autoExtract: boolean;
  /** Major version of the TheHive that asks. */
  readonly thehive: 4 | 5;
  readonly pythons: readonly string[];
  readonly kernelEnvironment: readonly string[];
  readonly secrets: ReadonlyMap<string, Secret>;
  /** Texts that the original gave to the kernel as `http_proxy` and `https_proxy`. */
  readonly proxies: { readonly http: string | undefined; readonly https: string | undefined };
  readonly scirius: Scirius;
  /** A PEM text, or the path of a PEM file. */
  readonly cacerts: string | undefined;
};

type Raw = Readonly<Record<string, unknown>>;
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/**
 * The worker's configuration out of the job's `config`. `null` and empty text mean absent; a value that came as text is
 * read as what the item is; a single value stands for a list of one. Values never appear in messages.
 * A responder has no HTML unless it is asked for: TheHive shows its report as JSON.
 * @throws CONFIGURATION_INVALID
 */
export function readConfiguration(config: Raw, { isResponder = false } = {}): Configuration {
  const values = new Map(CONFIGURATION_ITEMS.map(item => [item.name, readItem(item, config[item.name])] as const));
  const text = (name: string): string | undefined => oneOf(values.get(name), 'string');
  const number = (name: string): number | undefined => oneOf(values.get(name), 'number');
  const texts = (name: string): readonly string[] =>
    (values.get(name) ?? []).filter(value => typeof value === 'string');
  const server = (side: 'input' | 'output'): ServerItems => {
    const token = text(`${side}_handler_http_service_api_token`)?.trim();
    const isHub = oneOf(values.get(`${side}_handler_http_is_jupyterhub`), 'boolean') ?? true;
    return { token: token === undefined ? undefined : new Secret(token), isHub };
  };
  return {
    inputHostname: required('input_hostname', text('input_hostname')),
    inputPaths: requiredList('input_paths', texts('input_paths')),
    outputHostname: required('output_hostname', text('output_hostname')),
    outputFolder: text('output_folder') ?? '/',
    inputServer: server('input'),
    outputServer: server('output'),
    executesRemotely: oneOf(values.get('input_handler_http_execute_remotely'), 'boolean') ?? false,
    hubUser: text('any_handler_http_user')?.trim(),
    generateHtml: isResponder
      ? config.any_generate_html === true
      : (oneOf(values.get('any_generate_html'), 'boolean') ?? true),
    onError: readOnError(text('any_on_error')),
    cellTimeoutMs: positive('any_cell_timeout', number('any_cell_timeout'), SECOND_MS),
    deadlineMs: positive('any_deadline', number('any_deadline'), MINUTE_MS),
    concurrency: positive('any_concurrency', number('any_concurrency'), 1),
    // Of Cortex itself, which always sends it.
    autoExtract: config.auto_extract_artifacts === true && !isResponder,
    thehive: readVersion(number('any_thehive_version')),
    pythons: texts('any_python'),
    kernelEnvironment: texts('any_kernel_environment').map(checkVariableName),
    secrets: readSecrets(texts('any_secrets')),
    proxies: readProxies(config),
    scirius: {
      server: readScirius(
        text('scirius_host'),
        text('scirius_token'),
        oneOf(values.get('scirius_tls_verify'), 'boolean') ?? true
      ),
      caBundle: text('scirius_ca_bundle')
    },
    cacerts: nonBlank(config.cacerts)
  };
}

/** Minutes that Cortex gives the job, in milliseconds; `undefined` when it sets none. */
export function jobTimeoutMs(config: Raw): number | undefined {
  const minutes = Number(config.jobTimeout ?? 0);
  return Number.isFinite(minutes) && minutes > 0 ? minutes * MINUTE_MS : undefined;
}

type ItemValue = string | number | boolean;

function readItem(item: ConfigurationItem, raw: unknown): readonly ItemValue[] {
  const given = (Array.isArray(raw) ? raw : [raw]).filter(isPresent);
  if (given.length === 0) return item.defaultValue === undefined ? [] : [item.defaultValue];
  if (given.length > 1 && !item.multi) throw invalid(item.name, 'takes one value, but a list was given.');
  return given.map(value => convert(item, value));
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === '');
}

function convert(item: ConfigurationItem, value: unknown): ItemValue {
  if (item.type === 'string' && typeof value === 'string') return value;
  if (item.type === 'boolean' && typeof value === 'boolean') return value;
  if (item.type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  const number = item.type === 'number' && typeof value === 'string' ? Number(value) : value;
  if (item.type === 'number' && typeof number === 'number' && Number.isFinite(number)) return number;
  throw invalid(item.name, `must be a ${item.type}, but a ${typeof value} was given.`);
}

function oneOf(values: readonly ItemValue[] | undefined, type: 'string'): string | undefined;
function oneOf(values: readonly ItemValue[] | undefined, type: 'number'): number | undefined;
function oneOf(values: readonly ItemValue[] | undefined, type: 'boolean'): boolean | undefined;
function oneOf(values: readonly ItemValue[] | undefined, type: string): ItemValue | undefined {
  return values?.find(value => typeof value === type);
}

function required(name: string, value: string | undefined): string {
  if (value === undefined) throw invalid(name, 'is required, but it is not set.');
  return value;
}

function requiredList(name: string, values: readonly string[]): readonly string[] {
  if (values.length === 0) throw invalid(name, 'names no notebook: there is nothing to run.');
  return values;
}

function positive(name: string, value: number | undefined, unitMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (value <= 0) throw invalid(name, 'must be greater than 0.');
  return value * unitMs;
}

function readOnError(value: string | undefined): 'partial' | 'fail' {
  if (value === undefined || value === 'partial') return 'partial';
  if (value === 'fail') return 'fail';
  throw invalid('any_on_error', 'must be `partial` or `fail`.');
}

function readVersion(value: number | undefined): 4 | 5 {
  if (value === undefined || value === 5) return 5;
  if (value === 4) return 4;
  throw invalid('any_thehive_version', 'must be 4 or 5.');
}

const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

function checkVariableName(name: string): string {
  if (!VARIABLE_NAME.test(name)) throw invalid('any_kernel_environment', 'holds something that is no variable name.');
  return name;
}

/** `NAME=value` each. The entry is not quoted when it is wrong: it may be a value whose name was forgotten. */
function readSecrets(entries: readonly string[]): ReadonlyMap<string, Secret> {
  return new Map(
    entries.map((entry, index) => {
      const [, name, value] = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*=([\s\S]*)$/.exec(entry) ?? [];
      if (name === undefined || value === undefined) {
        throw invalid('any_secrets', `must be NAME=value, but entry ${String(index + 1)} is not.`);
      }
      return [name, new Secret(value)] as const;
    })
  );
}

function readScirius(host: string | undefined, token: string | undefined, verifiesTls: boolean): Scirius['server'] {
  if (host === undefined && token === undefined) return undefined;
  if (host === undefined) throw invalid('scirius_host', 'is needed, since scirius_token is set.');
  if (token === undefined) throw invalid('scirius_token', 'is needed, since scirius_host is set.');
  return { host, token: new Secret(token.trim()), verifiesTls };
}

/** `config.proxy.http` is what cortexutils reads; `proxy_http` is the item it was made from. */
function readProxies(config: Raw): Configuration['proxies'] {
  const proxy = typeof config.proxy === 'object' && config.proxy !== null ? config.proxy : {};
  const merged: Raw = { ...proxy };
  return {
    http: nonBlank(merged.http) ?? nonBlank(config.proxy_http),
    https: nonBlank(merged.https) ?? nonBlank(config.proxy_https)
  };
}

function nonBlank(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function invalid(item: string, what: string): ConfigurationInvalid {
  return new ConfigurationInvalid(`Configuration item ${item} ${what}`, { details: { item } });
}

import { existsSync } from 'node:fs';
import { MIN_EMBEDDED_CHARS } from '../../../src/redaction.js';
import { Secret } from '../../../src/secret.js';
import { CONFIGURATION_ITEMS, CORTEX_SECRET_ITEMS } from './configuration-items.js';
import { isPlainRecord, type PlainRecord } from '../../../src/json/index.js';
import { looksSecret } from './secret-names.js';

const SECRET_ITEMS = new Set(CONFIGURATION_ITEMS.filter(item => item.secret).map(item => item.name));
const PUBLIC_ITEMS = new Set(CONFIGURATION_ITEMS.filter(item => !item.secret).map(item => item.name));
/** A user without a password, as in `https://git@host`, is a token only when it is as long as one. */
const MIN_TOKEN_CHARS = 16;

/**
 * Every value that must not leave the process: items that are secret by table, unknown ones by their name, passwords in
 * proxy URLs, and the worker's own environment, which a kernel of the same user can read from `/proc`.
 */
export function collectSecrets(input: PlainRecord, environment: NodeJS.ProcessEnv): readonly Secret[] {
  const config: PlainRecord = isPlainRecord(input.config) ? input.config : {};
  const texts = [
    ...Object.entries(config).flatMap(([name, value]) => configSecrets(name, value)),
    ...secretsByName(input.parameters),
    ...Object.entries(environment).flatMap(([name, value]) => environmentSecrets(name, value ?? ''))
  ];
  return [...new Set(texts.filter(text => text.trim() !== ''))].map(text => new Secret(text));
}

/**
 * The job's input with every secret replaced, for the failure report that Cortex shows: by name here, the values that
 * remain elsewhere are the redactor's.
 */
export function hideSecretItems(value: unknown, name = ''): unknown {
  if (SECRET_ITEMS.has(name) || (looksSecret(name) && !PUBLIC_ITEMS.has(name))) return hide(value);
  if (CORTEX_SECRET_ITEMS.includes(name)) return mapTexts(value, text => hideUserInfo(text, PROXY_USER_INFO));
  if (Array.isArray(value)) return value.map(entry => hideSecretItems(entry));
  if (isPlainRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hideSecretItems(inner, key)]));
  }
  return typeof value === 'string' ? hideUserInfo(value, USER_INFO) : value;
}

/** Nobody set it: saying so helps, and gives nothing away. */
function hide(value: unknown): unknown {
  return value === null || value === undefined || value === '' ? value : '[redacted]';
}

function configSecrets(name: string, value: unknown): readonly string[] {
  if (name === 'any_secrets') return textsOf(value).map(entry => entry.replace(/^[^=]*=/u, ''));
  if (SECRET_ITEMS.has(name)) return textsOf(value);
  if (PUBLIC_ITEMS.has(name)) return textsOf(value).flatMap(text => passwordsIn(text, USER_INFO));
  if (CORTEX_SECRET_ITEMS.includes(name)) return textsOf(value).flatMap(text => passwordsIn(text, PROXY_USER_INFO));
  return secretsByName(value, name);
}

function secretsByName(value: unknown, name = ''): readonly string[] {
  if (looksSecret(name)) return textsOf(value);
  if (Array.isArray(value)) return value.flatMap(entry => secretsByName(entry));
  return isPlainRecord(value) ? Object.entries(value).flatMap(([key, inner]) => secretsByName(inner, key)) : [];
}

function environmentSecrets(name: string, value: string): readonly string[] {
  if (/_proxy$/iu.test(name)) return passwordsIn(value, PROXY_USER_INFO);
  const userInfo = USER_INFO.exec(value.trim())?.[2] ?? '';
  const isAddress = userInfo.includes(':') || userInfo.length >= MIN_TOKEN_CHARS;
  const passwords = isAddress ? passwordsIn(value, USER_INFO) : [];
  return looksSecret(name) && !isWordOrPath(value) ? [value, ...passwords] : passwords;
}

/** Values such as `true` and `basic`, and files that hold a secret: keys begin with a slash, too. */
function isWordOrPath(value: string): boolean {
  return value.length < MIN_EMBEDDED_CHARS || (value.startsWith('/') && existsSync(value));
}

/** The user part of an address. Source: RFC 3986, 3.2.1. */
const USER_INFO = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#@]*)@/iu;
/** People write proxies without a scheme, and passwords with `/` and `@` unescaped. */
const PROXY_USER_INFO = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)@/iu;

/** The password of `http://user:password@host`, as written and decoded; a user without password may be a token. */
function passwordsIn(url: string, pattern: RegExp): readonly string[] {
  const userInfo = pattern.exec(url.trim())?.[2];
  if (userInfo === undefined || userInfo === '') return [];
  const colon = userInfo.indexOf(':');
  const password = colon < 0 ? userInfo : userInfo.slice(colon + 1);
  return [password, decoded(password)];
}

function hideUserInfo(url: string, pattern: RegExp): string {
  return url.replace(pattern, (_whole, scheme: string | undefined) => `${scheme ?? ''}[redacted]@`);
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map(entry => mapTexts(entry, change));
  if (!isPlainRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded after all: the text as written is the password.
    return text;
  }
}

/** Every text in a value, however deep. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isPlainRecord(value) ? Object.values(value).flatMap(textsOf) : [];
}

/** An observable that was found in a text. */
export type Extracted = { readonly dataType: string; readonly data: string };

type Pattern = { readonly dataType: string; readonly test: (word: string) => boolean };

const HEX = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i;
const LABEL = '[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}])?';
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL}){1,10}$`, 'u');
const MAILBOX = /^[\p{L}\p{N}._%+-]{1,64}$/u;

/** Domains that are common, and those that attackers buy; with the two letters of countries. */
const TOP_LEVEL = new Set(
  (
    'com net org info biz gov edu mil int arpa name pro mobi aero coop museum example test onion ' +
    'app art bid blog buzz cam cfd cloud club click company country cyou date dev digital download fit fun gdn global ' +
    'gq group help homes host icu ink life link live lol loan media mom monster network news ninja online page party pics ' +
    'pw quest racing rest review rocks sbs science services shop site skin space store stream surf team tech today tokyo ' +
    'top trade vip wang website win work world xin xyz yachts zip zone'
  ).split(' ')
);
/** Endings of files that are countries, too: `run.sh`, `setup.py`. */
const FILE_ENDINGS = new Set('cc md pl pm ps py rs sh so tf ts'.split(' '));

/**
 * What a word is, the first that fits. Source: cortexutils 2.2.1 `extractor.py` for the types and their order; ranges,
 * SHA-512, known top-level domains and whole words are ours (docs/decisions/0010).
 */
const PATTERNS: readonly Pattern[] = [
  { dataType: 'ip', test: word => isIpv4(word) || isIpv6(word) },
  { dataType: 'url', test: word => /^(?:https?|ftp):\/\/[^/\s.][^\s]*$/i.test(word) },
  { dataType: 'hash', test: word => HEX.test(word) },
  { dataType: 'mail', test: isMail },
  { dataType: 'registry', test: word => /^(?:HKEY_[A-Z_]{2,30}|HKLM|HKCU|HKCR|HKU|HKCC)\\\S+$/i.test(word) },
  { dataType: 'uri_path', test: word => /^[a-z][a-z0-9+.-]{1,20}:\/\/\S+$/i.test(word) },
  { dataType: 'domain', test: word => isHost(word) && word.split('.').length === 2 },
  { dataType: 'fqdn', test: isHost }
];

/** The observable that a word is, if it is one. */
export function classify(word: string): Extracted | undefined {
  const pattern = PATTERNS.find(({ test }) => test(word));
  return pattern && { dataType: pattern.dataType, data: word };
}

function isIpv4(word: string): boolean {
  const parts = word.split('.');
  return parts.length === 4 && parts.every(part => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** Eight groups, or fewer round one `::`: a time of day is none. */
function isIpv6(word: string): boolean {
  if (!/^[0-9a-f:]{3,39}$/i.test(word) || !word.includes(':')) return false;
  const halves = word.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  if (!groups.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length > 0 && groups.length < 8 : groups.length === 8;
}

function isHost(word: string): boolean {
  if (word.length > 253 || !HOST.test(word)) return false;
  const labels = word.toLowerCase().split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length === 2 && FILE_ENDINGS.has(top)) return false;
  return TOP_LEVEL.has(top) || /^(?:[a-z]{2}|xn--[a-z0-9-]{2,59})$/.test(top);
}

function isMail(word: string): boolean {
  const at = word.lastIndexOf('@');
  return at > 0 && MAILBOX.test(word.slice(0, at)) && isHost(word.slice(at + 1));
}

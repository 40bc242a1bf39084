/** An observable that was found in a text. */
export type Extracted = { readonly dataType: string; readonly data: string };

type Pattern = { readonly dataType: string; readonly test: (word: string) => boolean };

const HEX = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i;
const LABEL = '[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}])?';
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL}){1,10}$`, 'u');
const MAILBOX = /^[\p{L}\p{N}._%+-]{1,64}$/u;

/** Source: ISO 3166-1 alpha-2 as the IANA root zone has it: `js`, `gz` and `db` are endings of files and no country. */
const COUNTRIES = new Set(
  (
    'ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd ' +
    'cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge ' +
    'gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ' +
    'ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw ' +
    'mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb ' +
    'sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk ' +
    'us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw'
  ).split(' ')
);
/** Domains that are common, and those that attackers buy. */
const TOP_LEVEL = new Set(
  (
    'com net org info biz gov edu mil int arpa name pro mobi aero coop museum example test onion ' +
    'app art bid blog buzz cam cfd cloud club click company country cyou date dev digital download fit fun gdn global ' +
    'gq group help homes host icu ink life link live lol loan media mom monster network news ninja online page party pics ' +
    'pw quest racing rest review rocks sbs science services shop site skin space store stream surf team tech today tokyo ' +
    'top trade vip wang website win work world xin xyz yachts zip zone'
  ).split(' ')
);
/** Endings of files that are domains, too: `run.sh`, `setup.py`, `evidence.zip`. */
const FILE_ENDINGS = new Set('cc md ml pl pm ps py rs sh so tf zip'.split(' '));

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

/** Eight groups, or fewer round one `::`: a time of day is none. The last two can be written as an IPv4 address. */
function isIpv6(written: string): boolean {
  const tail = written.slice(written.lastIndexOf(':') + 1);
  const word = isIpv4(tail) ? `${written.slice(0, -tail.length)}0:0` : written;
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
  return COUNTRIES.has(top) || TOP_LEVEL.has(top) || /^xn--[a-z0-9-]{2,59}$/.test(top);
}

function isMail(word: string): boolean {
  const at = word.lastIndexOf('@');
  return at > 0 && MAILBOX.test(word.slice(0, at)) && isHost(word.slice(at + 1));
}

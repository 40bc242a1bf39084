import { wellFormed } from '../../json/index.js';
import { classify, type Extracted } from './patterns.js';

export type ExtractOptions = {
  /** The observable of the job: neither it nor anything that holds it is news. */
  readonly exclude: string;
  /** What somebody handed over already takes no place below the limit. */
  readonly known?: readonly Extracted[];
  readonly limit: number;
};

/** What was found, each once, in the order of the texts; `leftOut` beyond the limit. */
export type Extraction = { readonly found: readonly Extracted[]; readonly leftOut: number };

/** Browsers, as the user agents of a log: they hold spaces, so a whole line or cell of a table is one. */
const USER_AGENT = /^(?:Mozilla|AppleWebKit|Chrome|Safari)\/\d[^\n]{0,500}$/;
/** No address holds these. */
const GAPS = /[\s"'`<>{}|\u00a0\u2026]+/u;
/** Addresses can hold these, and nothing else that is looked for does. */
const COMMAS = /[(),;]+/;
const SCHEME = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\//i;
/** Longer words are data and not names. UTF-16 units. */
const MAX_WORD = 2_048;
const MIN_EXCLUDED = 3;
const CASE_MATTERS = new Set(['url', 'uri_path', 'user-agent']);

/** The observables in texts that people read. Linear in the length of the texts. */
export function extractObservables(texts: Iterable<string>, options: ExtractOptions): Extraction {
  const { exclude, known = [], limit } = options;
  const found = new Map<string, Extracted>();
  const excluded = exclude.toLowerCase();
  const taken = new Set(known.map(keyOf));
  const add = (extracted: Extracted | undefined): void => {
    if (extracted === undefined) return;
    const data = extracted.data.toLowerCase();
    const isExcluded = excluded.length >= MIN_EXCLUDED ? data.includes(excluded) : data === excluded;
    const key = keyOf(extracted);
    if (!isExcluded && !taken.has(key) && !found.has(key)) found.set(key, extracted);
  };
  for (const text of texts) {
    for (const line of refanged(wellFormed(text)).split('\n')) {
      const whole = line.trim();
      if (USER_AGENT.test(whole)) add({ dataType: 'user-agent', data: whole });
      else
        for (const word of wordsOf(line))
          if (word.length <= MAX_WORD) add(classify(bare(word)) ?? classify(bare(assigned(word))));
    }
  }
  const all = [...found.values()];
  return { found: all.slice(0, limit), leftOut: Math.max(0, all.length - limit) };
}

/** The same for what is the same observable: host names and hashes are read without regard to case. */
function keyOf({ dataType, data }: Extracted): string {
  return `${dataType} ${CASE_MATTERS.has(dataType) ? data : data.toLowerCase()}`;
}

/** The words of a line. An address goes on to the next gap, with the commas and brackets that are its own. */
function wordsOf(line: string): readonly string[] {
  return line.split(GAPS).flatMap(piece => {
    const start = piece.search(SCHEME);
    if (start === -1) return piece.split(COMMAS);
    // `https://a.example,https://b.example` are two.
    const addresses = piece.slice(start).split(/[(),;]+(?=(?:https?|ftp):\/\/)/i);
    return [...piece.slice(0, start).split(COMMAS), ...addresses.map(withoutSentence)];
  });
}

/** An address without the end of the sentence round it: a bracket is its own when it was opened in it. */
function withoutSentence(address: string): string {
  let open = 0;
  let unopened = address.length;
  for (let at = 0; at < address.length; at += 1) {
    if (address[at] === '(') open += 1;
    if (address[at] === ')' && (open -= 1) < 0) {
      unopened = at;
      break;
    }
  }
  return address.slice(0, unopened).replace(/[.,;:!?*_\]]{1,8}$/, '');
}

/** Reports write `hxxps://evil[.]example`, so that nobody clicks on it. */
function refanged(text: string): string {
  return text
    .replace(/\[\.\]|\(\.\)|\[dot\]/gi, '.')
    .replace(/\[(:|:\/\/)\]/g, '$1')
    .replace(/\[@\]|\[at\]/gi, '@')
    .replace(/\bhxxp(?=s?:\/\/)/gi, 'http');
}

/** `src=192.0.2.1` is what logs write, and `MD5:d41d8…` what reports do. */
function assigned(word: string): string {
  return word.slice(word.lastIndexOf('=') + 1).replace(/^[a-z][\w-]{0,20}:(?!\/)/i, '');
}

/** A word without the punctuation of its sentence, and an address or a name without its port. */
function bare(word: string): string {
  const plain = word.replace(/^[[*_]{1,4}/, '').replace(/[.,:!?*_\]]{1,4}$/, '');
  return plain.replace(/^([^:@]{1,253}):\d{1,5}$/, '$1').replace(/^(.{2,45})\]:\d{1,5}$/, '$1');
}

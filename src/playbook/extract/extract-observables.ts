import { wellFormed } from '../../json/index.js';
import { classify, type Extracted } from './patterns.js';

export type ExtractOptions = {
  /** The observable of the job: neither it nor anything that holds it is news. */
  readonly exclude: string;
  readonly limit: number;
};

/** What was found, each once, in the order of the texts; `leftOut` beyond the limit. */
export type Extraction = { readonly found: readonly Extracted[]; readonly leftOut: number };

/** Browsers, as the user agents of a log: they hold spaces, so a whole line or cell of a table is one. */
const USER_AGENT = /^(?:Mozilla|AppleWebKit|Chrome|Safari)\/\d[^\n]{0,500}$/;
const SEPARATORS = /[\s"'`<>(){}|,;\u00a0\u2026]+/u;
/** Longer words are data and not names. UTF-16 units. */
const MAX_WORD = 2_048;
const MIN_EXCLUDED = 3;

/** The observables in texts that people read. Linear in the length of the texts. */
export function extractObservables(texts: Iterable<string>, { exclude, limit }: ExtractOptions): Extraction {
  const found = new Map<string, Extracted>();
  const excluded = exclude.toLowerCase();
  const add = (extracted: Extracted | undefined): void => {
    if (extracted === undefined) return;
    const data = extracted.data.toLowerCase();
    const isKnown = excluded.length >= MIN_EXCLUDED ? data.includes(excluded) : data === excluded;
    if (!isKnown) found.set(`${extracted.dataType} ${extracted.data}`, extracted);
  };
  for (const text of texts) {
    for (const line of refanged(wellFormed(text)).split('\n')) {
      const whole = line.trim();
      if (USER_AGENT.test(whole)) add({ dataType: 'user-agent', data: whole });
      else
        for (const word of line.split(SEPARATORS))
          if (word.length <= MAX_WORD) add(classify(bare(word)) ?? classify(bare(assigned(word))));
    }
  }
  const all = [...found.values()];
  return { found: all.slice(0, limit), leftOut: Math.max(0, all.length - limit) };
}

/** Reports write `hxxps://evil[.]example`, so that nobody clicks on it. */
function refanged(text: string): string {
  return text
    .replace(/\[\.\]|\(\.\)|\[dot\]/gi, '.')
    .replace(/\[:\]/g, ':')
    .replace(/\[@\]|\[at\]/gi, '@')
    .replace(/\bhxxp(?=s?:\/\/)/gi, 'http');
}

/** `src=192.0.2.1` is what logs write. */
function assigned(word: string): string {
  return word.slice(word.lastIndexOf('=') + 1);
}

/** A word without the punctuation of its sentence, and an address without its port. */
function bare(word: string): string {
  const plain = word.replace(/^[[*_]{1,4}/, '').replace(/[.,:!?*_\]]{1,4}$/, '');
  return /^[\d.]{7,15}:\d{1,5}$/.test(plain) ? plain.slice(0, plain.indexOf(':')) : plain;
}

import { wellFormed } from '../../json/index.js';
import type { AttributeValue, Html } from '../html.js';
import { svgAttributes } from '../svg-image.js';
import { attributeText, cutAt, readAttributes } from './attributes.js';
import { DroppedCounts } from './dropped.js';
import { FragmentBuilder } from './fragment-builder.js';
import { hostRemark, LINK_WORDS } from './link-host.js';
import { readPicture } from './picture.js';
import { DROPPED_WITH_CONTENT, USER_VOCABULARY } from './policy.js';
import { StyledTable } from './styled-table.js';
import { readStylerSheet } from './styler.js';
import type { StyleSheet } from './style-sheet.js';
import { decodeText, readTokens, type TagAttributes, type TagPlace } from './tokens.js';

/** What stands for the mark `U+E000 index U+E001` in a text: safe markup of ours, which opens and closes nothing else. */
export type MarkReader = (index: number) => Html | undefined;

export type SanitizeOptions = {
  /** Given when the markup comes from a renderer of ours that marks places. Only marks written as they are count. */
  readonly mark?: MarkReader;
  /** Where the `style` attributes go; without it they are dropped. */
  readonly styles?: StyleSheet;
  /** `text`: links are shown as plain text. Default `live`. */
  readonly links?: 'live' | 'text';
  /** Rows of one outermost table that are kept. Default: all. */
  readonly maxTableRows?: number;
  /** UTF-16 units of markup after which nothing more is emitted but closing tags; escapes come on top. Default: no limit. */
  readonly maxLength?: number;
  /** A larger inline SVG is left out. UTF-16 units, default 200,000. */
  readonly maxSvgLength?: number;
};

export type Sanitized = {
  readonly html: Html;
  /** What was left out: element name, or attribute name in brackets → how often. */
  readonly dropped: ReadonlyMap<string, number>;
  /** Visible characters, blanks round each piece of text not counted. */
  readonly textLength: number;
  readonly imageCount: number;
  /** Table rows left out because of `maxTableRows`. */
  readonly omittedRows: number;
  /** Whether `maxLength` was reached. */
  readonly truncated: boolean;
  /** Work done, for the test that it is linear in the length of the input. */
  readonly steps: number;
};

/** 200 kB: an inline drawing beyond that is better stored as a picture. Source: facts/report-rendering §3. */
export const MAX_INLINE_SVG = 200_000;

/**
 * Untrusted HTML as markup that may stand inside a block of a report, built anew from the policy. Total: takes any
 * string. Balanced, and read by every HTML parser exactly as emitted; fetches nothing; holds no id, script or form.
 */
export function sanitizeHtml(untrusted: string, options: SanitizeOptions = {}): Sanitized {
  // At once, not piece by piece: two halves of a character would find each other where a tag between them is dropped.
  const whole = wellFormed(untrusted);
  const pass = new UserPass(whole, options);
  readTokens(whole, 'html', pass);
  return pass.finish();
}

/** An element that disappears with its content, while its end is looked for. */
type Skipped = {
  readonly tag: string;
  readonly start: number;
  readonly nests: boolean;
  readonly label: string;
  depth: number;
};

class UserPass {
  readonly #source: string;
  readonly #options: SanitizeOptions;
  readonly #builder = new FragmentBuilder(USER_VOCABULARY);
  readonly #dropped = new DroppedCounts();
  #skipped: Skipped | undefined;
  /** What the sheets say that pandas writes beside a styled table. */
  readonly #styledTable = new StyledTable();
  #textLength = 0;
  #imageCount = 0;
  /** Rows of the outermost table so far; while `#omitting`, how many tables are open below it. */
  #rows = 0;
  #omitting: { innerTables: number } | undefined;
  #omittedRows = 0;
  /** The words of the link that was opened last. */
  #linkWords = { text: '' };
  #isCut = false;
  #steps = 0;

  constructor(source: string, options: SanitizeOptions) {
    this.#source = source;
    this.#options = options;
  }

  open(name: string, given: TagAttributes, place: TagPlace): void {
    this.#steps += 1 + given.size;
    if (this.#skipped !== undefined) this.#openInsideSkipped(name, place);
    else if (this.#omitting !== undefined) this.#openInsideOmitted(name, this.#omitting);
    else if (!this.#isFull) this.#openHere(name, given, place);
  }

  close(name: string, place: Pick<TagPlace, 'start'>): void {
    this.#steps += 1;
    if (this.#skipped !== undefined) this.#closeInsideSkipped(name, this.#skipped, place);
    else if (this.#omitting === undefined) this.#builder.close(USER_VOCABULARY.renamed.get(name) ?? name);
    else if (name === 'table' && this.#omitting.innerTables-- === 0) {
      this.#omitting = undefined;
      this.#builder.close('table');
    }
  }

  text(raw: string): void {
    this.#steps += 1;
    if (this.#skipped !== undefined || this.#omitting !== undefined || this.#isFull) return;
    if (this.#options.mark === undefined || !raw.includes('\ue000')) this.#showText(decodeText(raw));
    else this.#showMarked(raw, this.#options.mark);
  }

  finish(): Sanitized {
    if (this.#skipped !== undefined) this.#dropped.add(this.#skipped.tag);
    const truncated = this.#isFull;
    return {
      html: this.#builder.finish(),
      dropped: this.#dropped.counts,
      textLength: this.#textLength,
      imageCount: this.#imageCount,
      omittedRows: this.#omittedRows,
      truncated,
      steps: this.#steps + this.#builder.steps
    };
  }

  /** Room for what is still to come. UTF-16 units. */
  get #room(): number {
    return (this.#options.maxLength ?? Infinity) - this.#builder.length;
  }

  get #isFull(): boolean {
    return this.#isCut || this.#room < 0;
  }

  #openHere(name: string, given: TagAttributes, place: TagPlace): void {
    const skip = DROPPED_WITH_CONTENT.get(name);
    const tag = USER_VOCABULARY.renamed.get(name) ?? name;
    if (skip !== undefined) {
      if (place.closesItself && FOREIGN.has(name)) return;
      const label = cutAt(given.get('aria-label') ?? given.get('title') ?? '', USER_VOCABULARY.maxAttributeText);
      this.#skipped = { tag: name, start: place.start, nests: skip === 'nested', label, depth: 1 };
    } else if (name === 'img' || name === 'image') this.#openPicture(given);
    else if (name === 'input') this.#openInput(given);
    else if (!USER_VOCABULARY.elements.has(tag)) {
      if (!UNREMARKABLE.has(name)) this.#dropped.add(name);
    } else this.#openElement(tag, name, given);
  }

  #openElement(tag: string, name: string, given: TagAttributes): void {
    const tables = this.#builder.count('table');
    if (tag === 'table' && tables === 0) this.#rows = 0;
    if (tag === 'tr' && tables === 1 && ++this.#rows > (this.#options.maxTableRows ?? Infinity)) {
      this.#omitting = { innerTables: 0 };
      this.#omittedRows += 1;
      return;
    }
    if (given.size === 0 && !this.#styledTable.isStyling) {
      if (tag !== 'a') this.#builder.open(tag);
      return;
    }
    const kept = this.#judge(tag, given);
    if (tag === 'a' && (kept.href === undefined || this.#options.links === 'text')) return;
    const classes = this.#classes(tag, name, given);
    if (classes !== '') kept.class = classes;
    if (tag === 'a') this.#openLink(String(kept.href), attributeText(kept));
    else this.#builder.open(tag, attributeText(kept));
  }

  #openLink(address: string, attributes: Html): void {
    const words = { text: '' };
    this.#builder.open('a', attributes, () => hostRemark(address, words.text));
    this.#linkWords = words;
  }

  #openPicture(given: TagAttributes): void {
    const picture = readPicture(given.get('src'), given.get('alt'));
    if (picture.kind === 'text' || picture.source.length > this.#room) {
      this.#dropped.add('img');
      this.#showText(picture.kind === 'text' ? picture.text : (given.get('alt') ?? ''));
      return;
    }
    const kept: Record<string, AttributeValue> = { ...this.#judge('img', given), src: picture.source };
    kept.alt ??= '';
    this.#imageCount += 1;
    this.#builder.open('img', attributeText(kept));
  }

  /** Task lists keep their boxes; any other control has nothing to control here. */
  #openInput(given: TagAttributes): void {
    if (given.get('type')?.toLowerCase() === 'checkbox') this.#showText(given.has('checked') ? '\u2611 ' : '\u2610 ');
    else this.#dropped.add('input');
  }

  #judge(tag: string, given: TagAttributes): Record<string, AttributeValue> {
    const { kept, refused } = readAttributes(tag, given, USER_VOCABULARY);
    for (const name of refused) {
      if (!UNREMARKABLE_ATTRIBUTE.test(name)) this.#dropped.add(`[${name}]`);
    }
    return kept;
  }

  #classes(tag: string, name: string, given: TagAttributes): string {
    const classes: string[] = [];
    if (tag === 'table' && /(?:^|\s)dataframe(?:\s|$)/.test(given.get('class') ?? '')) classes.push('nbr-df');
    const background = given.get('bgcolor');
    const ink = name === 'font' ? given.get('color') : undefined;
    const style = [
      ...this.#styledTable.open({ tag: name, id: given.get('id'), classNames: given.get('class') }),
      given.get('style'),
      background === undefined ? undefined : `background-color:${background}`,
      ink === undefined ? undefined : `color:${ink}`
    ].filter(part => part !== undefined);
    const styleClass = style.length === 0 ? undefined : this.#options.styles?.classFor(style.join(';'));
    if (styleClass !== undefined) classes.push(styleClass);
    return classes.join(' ');
  }

  #openInsideSkipped(name: string, place: TagPlace): void {
    const skipped = this.#skipped;
    if (skipped === undefined) return;
    if (name === skipped.tag && skipped.nests && !(place.closesItself && FOREIGN.has(name))) skipped.depth += 1;
    // A page whose head was never closed: everything after it is content.
    if (skipped.tag === 'head' && name === 'body') this.#skipped = undefined;
  }

  #closeInsideSkipped(name: string, skipped: Skipped, place: Pick<TagPlace, 'start'>): void {
    if (name !== skipped.tag || --skipped.depth > 0) return;
    this.#skipped = undefined;
    if (name === 'style' && this.#readCellStyles(skipped.start, place.start)) return;
    if (name !== 'svg') {
      this.#dropped.add(name);
      return;
    }
    const slice = `${this.#source.slice(skipped.start, place.start)}</svg>`;
    const image = svgAttributes(slice, {
      alt: skipped.label,
      maxLength: Math.min(this.#room, this.#options.maxSvgLength ?? MAX_INLINE_SVG)
    });
    if (image === undefined) {
      this.#dropped.add('svg');
      return;
    }
    this.#imageCount += 1;
    this.#builder.open('img', image);
  }

  /** Whether the sheet between two places is one of pandas: its rules then replace those of the one before. */
  #readCellStyles(start: number, end: number): boolean {
    const sheet = this.#source.slice(start, end);
    const rules = readStylerSheet(sheet.slice(sheet.indexOf('>') + 1));
    if (rules.cells.size === 0 && rules.rules.length === 0) return false;
    this.#styledTable.sheet = rules;
    return true;
  }

  #openInsideOmitted(name: string, omitting: { innerTables: number }): void {
    if (name === 'table') omitting.innerTables += 1;
    if (name === 'tr' && omitting.innerTables === 0) this.#omittedRows += 1;
  }

  /** Before references are decoded, so that nobody who writes one for a character of a mark makes a mark. */
  #showMarked(raw: string, mark: MarkReader): void {
    raw.split(/\ue000(\d{1,7})\ue001/).forEach((part, at) => {
      const shown = at % 2 === 1 ? mark(Number(part)) : undefined;
      if (at % 2 === 0) this.#showText(decodeText(part));
      else if (shown !== undefined && shown.length <= this.#room) this.#builder.insert(shown);
      else this.#isCut ||= shown !== undefined;
    });
  }

  #showText(value: string): void {
    const shown = cutAt(value, Math.max(0, this.#room));
    if (shown !== value) this.#isCut = true;
    this.#textLength += shown.trim().length;
    if (this.#linkWords.text.length < LINK_WORDS) this.#linkWords.text += shown;
    this.#builder.text(shown);
  }
}

const FOREIGN: ReadonlySet<string> = new Set(['svg', 'math']);
/** Leaving these out changes nothing that a reader could miss. */
const UNREMARKABLE: ReadonlySet<string> = new Set(['html', 'body', 'meta', 'link', 'base', 'param', 'source', 'track']);
const UNREMARKABLE_ATTRIBUTE =
  /^(?:class|id|style|bgcolor|color|border|scoped|role|xmlns|target|rel|data-.*|aria-.*|cell.*)$/;

import { DrawingCost, MAX_DRAWN_ELEMENTS } from './svg-cost.js';
import { decodeXmlText, readTokens, type TagAttributes, type TagPlace } from './sanitize/tokens.js';

/**
 * An SVG document built anew: well-formed, without scripts, foreign markup, event handlers and addresses, ready to be a
 * picture of its own. Undefined when the markup is not one balanced `<svg>` element, or would draw without end.
 * Total and linear.
 *
 * Browsers run no script and fetch nothing for an SVG shown by `<img>`; this holds even where somebody opens the picture.
 * Source: SVG 2, "Secure static mode"; XML 1.0 §2.1 (well-formed), Namespaces in XML 1.0 §5.
 */
export function rebuildSvg(markup: string): string | undefined {
  const rebuilding = new SvgRebuilding();
  readTokens(markup, 'xml', rebuilding);
  return rebuilding.finish();
}

const NAMESPACE = 'http://www.w3.org/2000/svg';
const XLINK_NAMESPACE = 'http://www.w3.org/1999/xlink';
/** Dropped with their content: they run, embed, fetch or move (and moving changes what is referred to). Elements of other namespaces go the same way. */
const DROPPED: ReadonlySet<string> = new Set(
  (
    'script foreignobject iframe embed object audio video canvas handler listener metadata ' +
    'animate animatecolor animatemotion animatetransform set discard mpath'
  ).split(' ')
);
const NAME = /^[A-Za-z_][\w.-]{0,60}$/;
const INSIDE_OR_PICTURE = /^(?:#[^\s"'<>]*|data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*)$/;
const MAX_DEPTH = 200;
/** Blanks show in these only; elsewhere they indent, a sixth of what matplotlib writes. */
const TEXT_ELEMENTS: ReadonlySet<string> = new Set(['text', 'tspan', 'textPath', 'title', 'desc']);

class SvgRebuilding {
  readonly #chunks: string[] = [];
  readonly #open: string[] = [];
  readonly #cost = new DrawingCost();
  #state: 'before' | 'inside' | 'after' | 'broken' = 'before';
  /** Depth below a dropped element, 0 when there is none. */
  #droppedDepth = 0;
  #usesXlink = false;
  /** The last start tag lacks its end: an element without content closes itself. */
  #hasOpenTag = false;
  #style: string | undefined;

  open(name: string, given: TagAttributes, place: TagPlace): void {
    const tag = name.replace(/^svg:/, '');
    if (this.#state === 'before') this.#state = tag === 'svg' ? 'inside' : 'broken';
    else if (this.#state === 'after' || this.#style !== undefined) this.#state = 'broken';
    if (this.#state === 'broken') return;
    this.#open.push(name);
    if (this.#open.length > MAX_DEPTH) this.#state = 'broken';
    else if (this.#droppedDepth > 0 || !NAME.test(tag) || DROPPED.has(tag.toLowerCase())) this.#droppedDepth += 1;
    else {
      if (tag === 'style') this.#style = '';
      this.#push(`<${tag}${this.#open.length === 1 ? ROOT_MARK : ''}${this.#attributes(given)}`);
      this.#hasOpenTag = true;
      this.#cost.open(tag, given);
    }
    if (place.closesItself) this.close(name);
  }

  close(name: string): void {
    if (this.#state !== 'inside') return;
    if (this.#open.pop() !== name) {
      this.#state = 'broken';
      return;
    }
    if (this.#open.length === 0) this.#state = 'after';
    if (this.#droppedDepth > 0) {
      this.#droppedDepth -= 1;
      return;
    }
    this.#endStyle();
    this.#cost.close();
    if (this.#hasOpenTag && this.#open.length > 0) {
      this.#hasOpenTag = false;
      this.#chunks.push('/>');
    } else this.#push(`</${name.replace(/^svg:/, '')}>`);
  }

  text(raw: string): void {
    this.cdata(decodeXmlText(raw));
  }

  cdata(value: string): void {
    if (this.#state !== 'inside' || this.#droppedDepth > 0) return;
    if (this.#style !== undefined) this.#style += value;
    else this.#pushText(escapeXml(value));
  }

  /** What is left of a text; an element that is left without any closes itself. */
  #pushText(text: string): void {
    if (text === '') return;
    if (/\S/.test(text) || TEXT_ELEMENTS.has(this.#open.at(-1) ?? '')) this.#push(text);
  }

  finish(): string | undefined {
    if (this.#state !== 'after' || this.#cost.total() > MAX_DRAWN_ELEMENTS) return undefined;
    const namespaces = ` xmlns='${NAMESPACE}'${this.#usesXlink ? ` xmlns:xlink='${XLINK_NAMESPACE}'` : ''}`;
    return this.#chunks.join('').replace(ROOT_MARK, namespaces);
  }

  #push(part: string): void {
    if (this.#hasOpenTag) this.#chunks.push('>');
    this.#hasOpenTag = false;
    this.#chunks.push(part);
  }

  #attributes(given: TagAttributes): string {
    let out = '';
    for (const [name, value] of given) {
      if (!isHarmless(name, value)) continue;
      if (name.startsWith('xlink:')) this.#usesXlink = true;
      out += ` ${name}='${escapeXml(value)}'`;
    }
    return out;
  }

  /** A style sheet is kept as a whole or not at all. One with references could multiply what is drawn unseen. */
  #endStyle(): void {
    const css = this.#style;
    this.#style = undefined;
    if (css === undefined || !isHarmlessCss(css) || /@|url\s*\(/i.test(css)) return;
    const text = escapeXml(css);
    if (text !== '') this.#push(text);
  }
}

/** Stands where the namespaces of the root go, which are known at the end only; no value can hold it. */
const ROOT_MARK = '\0';

function isHarmless(name: string, value: string): boolean {
  const local = name.replace(/^(?:xlink|xml):/, '');
  if (!NAME.test(local) || /^(?:on|xmlns)/i.test(local) || name === 'xml:base') return false;
  if (/^(?:href|src)$/i.test(local)) return INSIDE_OR_PICTURE.test(value);
  return isHarmlessCss(value);
}

/** No escape that could hide a word, and no address but those inside the document. */
function isHarmlessCss(value: string): boolean {
  return !value.includes('\\') && !/url\s*\(\s*(?!['"]?#)|image-set|@import|(?:java|vb)script:/i.test(value);
}

function escapeXml(value: string): string {
  return value.replace(NOT_XML, '').replace(/[&<>']/g, character => REFERENCES[character] ?? '');
}

/** Double quotes need none: every attribute stands in single ones. */
const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', "'": '&apos;' };

/** Characters that no XML document may hold, lone surrogates included. Source: XML 1.0, production 2. */
const NOT_XML =
  /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

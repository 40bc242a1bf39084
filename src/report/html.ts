declare const brand: unique symbol;

/** Markup that is safe to put anywhere in a report. Only this file can make one; everything else composes them. */
export type Html = string & { readonly [brand]: true };

/** What may stand in a slot of `html`: a plain string does not type-check there, it goes through `text` first. */
export type HtmlSlot = Html | number | undefined | readonly Html[];

/** `true` is an attribute without a value; `false` and `undefined` leave it out. */
export type AttributeValue = string | number | boolean | undefined;

/** No markup at all. */
export const EMPTY = mint('');

/**
 * The literal with its slots filled in. The literal parts are code of ours and taken as they are; they must never hold
 * an attribute without double quotes round its slot.
 */
export function html(literals: TemplateStringsArray, ...slots: readonly HtmlSlot[]): Html {
  let out = literals[0] ?? '';
  slots.forEach((slot, index) => {
    out += fill(slot) + (literals[index + 1] ?? '');
  });
  return mint(out);
}

/** Any string as text, also fit for a double-quoted attribute. U+0000 and lone surrogates become U+FFFD, CR becomes LF. */
export function text(value: string): Html {
  return mint(escapeText(value));
}

/**
 * ` name="value"` for each entry that has a value, in the order of the object.
 * @throws TypeError when a name is not one of HTML's or ours: names are code, never data.
 */
export function attributes(values: Readonly<Record<string, AttributeValue>>): Html {
  let out = '';
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === false) continue;
    if (!ATTRIBUTE_NAME.test(name)) throw new TypeError(`${JSON.stringify(name)} is not an attribute name.`);
    out += value === true ? ` ${name}` : ` ${name}="${escapeText(String(value))}"`;
  }
  return mint(out);
}

/**
 * The opening tag of an element, attributes included (see `attributes`); never self-closing.
 * @throws TypeError when the name is not a tag name.
 */
export function openTag(name: string, attributeText: Html = EMPTY): Html {
  return mint(`<${tagName(name)}${attributeText}>`);
}

/**
 * The closing tag of an element.
 * @throws TypeError when the name is not a tag name.
 */
export function closeTag(name: string): Html {
  return mint(`</${tagName(name)}>`);
}

/** The parts one after the other, with `separator` between them. */
export function join(parts: readonly Html[], separator: Html = EMPTY): Html {
  return mint(parts.join(separator));
}

/**
 * A style sheet as a `<style>` element, or nothing when a character of it could end the element or fetch something.
 * Neither `<` nor `\` is needed by any sheet of ours, and without them no parser state is left early.
 */
export function styleElement(css: string): Html {
  return /[<\\&\0\r]|\/>|@import|url\s*\(/iu.test(css) ? EMPTY : mint(`<style>${replaceLoneSurrogates(css)}</style>`);
}

const ATTRIBUTE_NAME = /^[a-z][a-z0-9-]*$/u;
const TAG_NAME = /^[a-z][a-z0-9]*$/u;
const checkedTagNames = new Set<string>();

/** The single mint: the one place where a string becomes `Html`. */
function mint(markup: string): Html {
  return markup as Html;
}

function fill(slot: HtmlSlot): string {
  if (slot === undefined) return '';
  return typeof slot === 'string' ? slot : typeof slot === 'number' ? String(slot) : slot.join('');
}

function tagName(name: string): string {
  if (checkedTagNames.has(name)) return name;
  if (!TAG_NAME.test(name)) throw new TypeError(`${JSON.stringify(name)} is not a tag name.`);
  checkedTagNames.add(name);
  return name;
}

const NEEDS_ESCAPE = /[&<>"'\0\r\ud800-\udfff]/;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['\0', '\ufffd'],
  ['\r', '\n'],
  ['\r\n', '\n']
]);

function escapeText(value: string): string {
  if (!NEEDS_ESCAPE.test(value)) return value;
  return replaceLoneSurrogates(value.replace(/[&<>"'\0]|\r\n?/g, character => ESCAPES.get(character) ?? ''));
}

function replaceLoneSurrogates(value: string): string {
  return value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

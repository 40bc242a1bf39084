import { parse, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { jqueryPrefilter } from './jquery-prefilter';

/**
 * What must hold for markup of ours, judged on what a parser that follows the specification makes of it.
 * Independent of the sanitizer: the lists below are written down a second time, from facts/report-rendering §2.5.
 */
export type OracleOptions = {
  /** `output`: what is left of the HTML of one output. `report` (default): a whole report. */
  readonly kind?: 'output' | 'report';
};

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const HTML: string = 'http://www.w3.org/1999/xhtml';
const MATHML: string = 'http://www.w3.org/1998/Math/MathML';
const OUTPUT_ELEMENTS = new Set(
  (
    'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 ' +
    'h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot ' +
    'th thead time tr u ul var wbr'
  ).split(' ')
);
const OUTPUT_ATTRIBUTES = new Set(
  (
    'href target rel src alt width height colspan rowspan scope headers span start reversed value type open datetime ' +
    'dir lang title align valign class'
  ).split(' ')
);
const REPORT_ELEMENTS = new Set([...OUTPUT_ELEMENTS, 'section', 'style']);
const REPORT_ATTRIBUTES = new Set([
  ...OUTPUT_ATTRIBUTES,
  ...'role tabindex aria-label aria-hidden loading decoding ng-non-bindable'.split(' ')
]);
/** Source: MathML Core, without what embeds, links or describes. */
const MATH_ELEMENTS = new Set(
  (
    'math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub ' +
    'msubsup msup mtable mtd mtext mtr munder munderover'
  ).split(' ')
);
const MATH_ATTRIBUTES = new Set(
  (
    'accent accentunder class depth dir display displaystyle fence form height largeop linethickness lspace ' +
    'mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits rspace scriptlevel separator ' +
    'stretchy symmetric voffset width lang title role tabindex aria-label aria-hidden'
  ).split(' ')
);
const FLAGS = new Set(['open', 'reversed', 'ng-non-bindable']);
const VOID = new Set(['br', 'col', 'hr', 'img', 'wbr']);

/** Every reason why `markup` is not fit for a report; empty when it is. */
export function violations(markup: string, options: OracleOptions = {}): string[] {
  const kind = options.kind ?? 'report';
  const found: string[] = [];
  const root = parseFragment(markup);
  let sheets = 0;
  for (const element of elementsOf(root)) {
    found.push(...elementViolations(element, kind));
    if (element.tagName === 'style') sheets += 1;
  }
  if (kind === 'report') {
    const [only, ...others] = root.childNodes;
    if (only === undefined || others.length > 0 || !isElement(only) || attribute(only, 'class') !== 'nbr') {
      found.push('the report is not one root element of class nbr');
    } else if (attribute(only, 'ng-non-bindable') === undefined) found.push('the root lacks ng-non-bindable');
    if (sheets > 1) found.push(`${sheets} style elements`);
  }
  if (jqueryPrefilter(markup) !== markup) found.push('jQuery 3.4.1 changes it before it is parsed');
  if (markup.includes('/>')) found.push('holds "/>"');
  if (/[\0\r]/.test(markup) || /[\ud800-\udfff]/u.test(markup)) found.push('holds a character that parsers replace');
  const expected = withoutFirstNewlines(markup);
  for (const [place, again] of readings(markup)) {
    if (again !== expected) found.push(`read differently ${place}: ${differingPart(expected, again)}`);
  }
  return found;
}

/** The structure of a fragment: nested element names, and text as `#`. */
export function structureOf(markup: string): string {
  const outline = (node: Node): string =>
    isElement(node) ? `${node.tagName}(${node.childNodes.map(outline).join('')})` : '#';
  return parseFragment(markup).childNodes.map(outline).join('');
}

/** The text of a fragment, as a reader sees it. */
export function textOf(markup: string): string {
  const read = (node: Node): string =>
    'value' in node ? node.value : isElement(node) ? node.childNodes.map(read).join('') : '';
  return parseFragment(markup).childNodes.map(read).join('');
}

/** All elements below a node. */
export function* elementsOf(parent: { childNodes: readonly Node[] }): Generator<Element> {
  const pending = [...parent.childNodes].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isElement(node)) continue;
    yield node;
    pending.push(...[...node.childNodes].reverse());
  }
}

function elementViolations(element: Element, kind: 'output' | 'report'): string[] {
  const found: string[] = [];
  const name = element.tagName;
  const isMath = namespaceOf(element) === MATHML && kind === 'report';
  if (namespaceOf(element) !== HTML && !isMath) found.push(`<${name}> of another namespace`);
  if (!isMath && !(kind === 'report' ? REPORT_ELEMENTS : OUTPUT_ELEMENTS).has(name)) found.push(`element <${name}>`);
  if (isMath && !MATH_ELEMENTS.has(name)) found.push(`<${name}>`);
  // Tags in these would be read as HTML.
  if (isMath && /^(?:mi|mn|mo|ms|mtext)$/.test(name) && element.childNodes.some(isElement))
    found.push(`elements in <${name}>`);
  for (const { name: attributeName, value } of element.attrs) {
    const allowed = (kind === 'report' ? REPORT_ATTRIBUTES : OUTPUT_ATTRIBUTES).has(attributeName);
    if (!isMath && !allowed) found.push(`attribute ${attributeName} of <${name}>`);
    if (isMath && !MATH_ATTRIBUTES.has(attributeName)) {
      found.push(`attribute ${attributeName} of <${name}>`);
    }
    found.push(...valueViolations(element, attributeName, value));
  }
  if (name === 'style') found.push(...sheetViolations(element));
  return found;
}

function valueViolations(element: Element, name: string, value: string): string[] {
  switch (name) {
    case 'href':
      return element.tagName === 'a' && isOutside(value) && leadsAway(element) ? [] : [`link ${value.slice(0, 60)}`];
    case 'src':
      return element.tagName === 'img' && isPictureInside(value) ? [] : [`picture ${value.slice(0, 60)}`];
    case 'class':
      return /^(?:nbr(?:-[a-z0-9]+)*|[a-z]{1,2}\d{0,4})(?: (?:nbr-[a-z0-9-]+|[a-z]{1,2}\d{0,4}))*$/.test(value)
        ? []
        : [`class ${value.slice(0, 60)}`];
    case 'width':
    case 'height':
    case 'colspan':
    case 'rowspan':
    case 'span':
      return namespaceOf(element) === MATHML || /^[1-9]\d{0,3}$/.test(value) ? [] : [`${name} ${value.slice(0, 60)}`];
    default:
      return [];
  }
}

/** Where a browser on a page of TheHive would go: never to TheHive itself, never into a script. */
function isOutside(value: string): boolean {
  const page = 'https://thehive.invalid/index.html';
  if (!URL.canParse(value, page)) return /^(?:https?:\/\/|mailto:)/i.test(value);
  const url = new URL(value, page);
  return url.protocol === 'mailto:' || (/^https?:$/.test(url.protocol) && url.host !== 'thehive.invalid');
}

function leadsAway(element: Element): boolean {
  return attribute(element, 'target') === '_blank' && attribute(element, 'rel') === 'noopener noreferrer nofollow';
}

function isPictureInside(value: string): boolean {
  if (/^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$/.test(value)) return true;
  const svg = /^data:image\/svg\+xml,(%3Csvg .*%3C\/svg%3E)$/s.exec(value)?.[1];
  return svg !== undefined && !/[<>"'&#\\]/.test(svg) && svgViolations(decodeURIComponent(svg)).length === 0;
}

/** What an SVG document of ours must not hold, even where it is opened on its own. */
export function svgViolations(document: string): string[] {
  const found: string[] = [];
  // Our documents are well-formed and quote with single quotes; parse5 reads them as the foreign content they are.
  for (const element of elementsOf(parseFragment(document))) {
    if (/^(?:script|foreignobject|iframe|image-set|handler|object|embed)$/i.test(element.tagName)) {
      found.push(`<${element.tagName}>`);
    }
    for (const { name, value } of element.attrs) {
      if (/^xmlns/.test(name) || value === 'http://www.w3.org/1999/xlink') continue;
      if (/^on/i.test(name)) found.push(name);
      if (/^(?:xlink:)?href$/i.test(name) && !/^#|^data:image\/(?:png|jpeg|gif|webp);base64,/.test(value))
        found.push(name);
      if (/url\s*\(\s*['"]?[^#'"\s]/i.test(value) || value.includes('\\')) found.push(`${name}=${value.slice(0, 60)}`);
    }
    if (element.tagName === 'style' && /url\s*\(\s*['"]?[^#'"\s]|[@\\]/i.test(serializeAll(element.childNodes))) {
      found.push('style');
    }
  }
  return found;
}

function sheetViolations(element: Element): string[] {
  const css = element.childNodes.map(node => ('value' in node ? node.value : '')).join('');
  return /[<\\]|@import|url\s*\(|expression|javascript:|\/\//i.test(css) ? ['style sheet that escapes or fetches'] : [];
}

/** The markup after one reading and writing: in a block, in a page without a doctype, in a cell of a table. */
function readings(markup: string): [string, string][] {
  const inBlock = parseFragment(markup).childNodes;
  const quirks = find(parse(`<div title="mark">${markup}</div>`), 'mark');
  const standard = find(parse(`<!doctype html><table><tr><td title="mark">${markup}</table>`), 'mark');
  return [
    ['in a block', serializeAll(inBlock)],
    ['in an old page', serializeAll(quirks?.childNodes ?? [])],
    ['in a cell', serializeAll(standard?.childNodes ?? [])]
  ];
}

function find(root: { childNodes: readonly Node[] }, title: string): Element | undefined {
  for (const element of elementsOf(root)) if (attribute(element, 'title') === title) return element;
  return undefined;
}

/** A writer of its own, so that it shares no mistake with the one under test. */
function serializeAll(nodes: readonly Node[]): string {
  const out: string[] = [];
  const write = (node: Node): void => {
    if ('value' in node) {
      const parent = node.parentNode;
      out.push(parent !== null && isElement(parent) && parent.tagName === 'style' ? node.value : escape(node.value));
    } else if (isElement(node)) {
      const attributes = node.attrs.map(({ name, value }) =>
        FLAGS.has(name) && value === '' ? ` ${name}` : ` ${name}="${escape(value)}"`
      );
      out.push(`<${node.tagName}${attributes.join('')}>`);
      if (VOID.has(node.tagName)) return;
      node.childNodes.forEach(write);
      out.push(`</${node.tagName}>`);
    } else out.push(`<!${node.nodeName}>`);
  };
  nodes.forEach(write);
  return out.join('');
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;'
};

function escape(value: string): string {
  return value.replace(/[&<>"']/g, character => REFERENCES[character] ?? '');
}

/** Parsers drop the line break that follows `<pre>`; whether it was written makes no difference. */
function withoutFirstNewlines(markup: string): string {
  return markup.replace(/(<pre(?: [^>]*)?>)\n/g, '$1');
}

function differingPart(expected: string, actual: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at += 1;
  const part = (value: string): string => JSON.stringify(value.slice(Math.max(0, at - 30), at + 40));
  return `${part(expected)} became ${part(actual)}`;
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find(candidate => candidate.name === name)?.value;
}

/** As a plain string: parse5 types it as an enumeration. */
function namespaceOf(element: Element): string {
  return element.namespaceURI;
}

function isElement(node: object): node is Element {
  return 'tagName' in node;
}

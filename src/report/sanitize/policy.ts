import { rules, type AttributeRule, type Vocabulary } from './vocabulary.js';

/**
 * What the HTML of an output may contain in a report: the whole policy, as data. There is no switch that turns it off.
 * Source: facts/report-rendering §2.2 and §2.5; HTML, "Attributes" index.
 */

const ELEMENTS =
  'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure ' +
  'h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td ' +
  'tfoot th thead time tr u ul var wbr';

/** Old spellings, and sections: a section of ours frames a cell, so those of an output are plain blocks. */
const RENAMED: Readonly<Record<string, string>> = {
  font: 'span',
  big: 'span',
  tt: 'code',
  strike: 's',
  center: 'div',
  address: 'div',
  article: 'div',
  aside: 'div',
  footer: 'div',
  header: 'div',
  main: 'div',
  nav: 'div',
  section: 'div'
};

/**
 * Elements that disappear with everything in them. `raw`: the first end tag of that name ends them, as browsers read
 * them; `nested`: they hold elements, their own kind included. An inline `svg` becomes a picture (svg-image.ts).
 */
export const DROPPED_WITH_CONTENT: ReadonlyMap<string, 'raw' | 'nested'> = new Map([
  ...words('script style iframe noscript noembed noframes xmp plaintext title textarea listing').map(raw),
  ...words('template object applet select canvas audio video math svg frameset head portal').map(nested)
]);

const FROM_1_TO_1000 = /^(?:1000|[1-9]\d{0,2})$/;
const FROM_1_TO_4096 = /^(?:[1-9]\d{0,2}|[1-3]\d{3}|40[0-8]\d|409[0-6])$/;
const WHOLE_NUMBER = /^-?\d{1,9}$/;
const ALIGN = /^(?:left|right|center|justify)$/i;
const VERTICAL_ALIGN = /^(?:top|middle|bottom|baseline)$/i;
const CELL = rules({
  colspan: FROM_1_TO_1000,
  rowspan: FROM_1_TO_1000,
  headers: /^[\w -]{1,200}$/,
  align: ALIGN,
  valign: VERTICAL_ALIGN
});
const ROWS = rules({ align: ALIGN, valign: VERTICAL_ALIGN });
const COLUMNS = rules({ span: FROM_1_TO_1000, align: ALIGN, valign: VERTICAL_ALIGN });
const BLOCK = rules({ align: ALIGN });
const MOMENT = rules({ datetime: /^[\w:.+ -]{1,40}$/ });

const ATTRIBUTES: Readonly<Record<string, ReadonlyMap<string, AttributeRule>>> = {
  a: rules({ href: 'link' }),
  img: rules({ src: 'picture', alt: 'text', width: FROM_1_TO_4096, height: FROM_1_TO_4096 }),
  td: CELL,
  th: new Map([...CELL, ['scope', /^(?:row|col|rowgroup|colgroup)$/i]]),
  tr: ROWS,
  thead: ROWS,
  tbody: ROWS,
  tfoot: ROWS,
  col: COLUMNS,
  colgroup: COLUMNS,
  table: BLOCK,
  caption: BLOCK,
  div: BLOCK,
  p: BLOCK,
  h1: BLOCK,
  h2: BLOCK,
  h3: BLOCK,
  h4: BLOCK,
  h5: BLOCK,
  h6: BLOCK,
  hr: BLOCK,
  ol: rules({ start: WHOLE_NUMBER, reversed: 'flag', type: /^[1aAiI]$/ }),
  ul: rules({ type: /^(?:disc|circle|square)$/i }),
  li: rules({ value: WHOLE_NUMBER, type: /^(?:[1aAiI]|disc|circle|square)$/ }),
  details: rules({ open: 'flag' }),
  time: MOMENT,
  ins: MOMENT,
  del: MOMENT
};

/** The policy for everything that comes out of a notebook. */
export const USER_VOCABULARY: Vocabulary = {
  elements: new Set(words(ELEMENTS)),
  renamed: new Map(Object.entries(RENAMED)),
  globalAttributes: rules({ title: 'text', lang: /^[A-Za-z0-9-]{1,35}$/, dir: /^(?:ltr|rtl|auto)$/i }),
  attributes: new Map(Object.entries(ATTRIBUTES)),
  mathElements: new Set(),
  // Chromium flattens a document below 512 levels; our own wrappers need a dozen of them.
  maxDepth: 256,
  maxAttributeText: 1_000
};

/** Schemes that a link may have; what they lead to is only fetched by a click. */
export const LINK = /^(?:https?:\/\/|mailto:)/i;

/** A longer address is no link for a person; browsers take some 2 MB, servers some 8 kB. UTF-16 units. */
export const MAX_LINK = 8_000;

/** What every link of a report carries: a tab of its own, which learns nothing about the page it came from. */
export const LINK_ATTRIBUTES = { target: '_blank', rel: 'noopener noreferrer nofollow' } as const;

/** Pictures that stand in the report itself. Anything else would tell its host that, and from where, it is read. */
export const RASTER_PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

function words(list: string): string[] {
  return list.split(' ');
}

function raw(tag: string): readonly [string, 'raw'] {
  return [tag, 'raw'];
}

function nested(tag: string): readonly [string, 'nested'] {
  return [tag, 'nested'];
}

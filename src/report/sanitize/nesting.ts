/**
 * What the HTML parser does to nested elements, as data. The builder emits only structure that a parser keeps as it is,
 * so that every page that reads the report sees exactly the elements that were emitted, nested as they were emitted.
 * Source: HTML, "The rules for parsing tokens in HTML content", insertion modes "in body" to "in cell".
 */

/** Elements that never have content. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img', 'wbr']);

/** Inside a table and outside a cell or caption: no text, no other element than the parts of a table. */
export const TABLE_STRUCTURE: ReadonlySet<string> = new Set(['table', 'colgroup', 'thead', 'tbody', 'tfoot', 'tr']);

/** End tags of other elements do not reach beyond these, nor do elements close one another through them. */
export const SCOPES: ReadonlySet<string> = new Set(['table', 'caption', 'td', 'th']);

/** Parts of a table, and the elements that each may stand in. */
export const TABLE_PARTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    caption: ['table'],
    colgroup: ['table'],
    col: ['colgroup'],
    thead: ['table'],
    tbody: ['table'],
    tfoot: ['table'],
    tr: ['thead', 'tbody', 'tfoot'],
    td: ['tr'],
    th: ['tr']
  }).map(([part, parents]) => [part, new Set(parents)])
);

/** The element that a parser adds, or we add for it, so that a part or a text may stand in this one. */
export const IMPLIED_CHILD: ReadonlyMap<string, string> = new Map([
  ['table', 'tbody'],
  ['thead', 'tr'],
  ['tbody', 'tr'],
  ['tfoot', 'tr'],
  ['tr', 'td']
]);

/** A paragraph ends where one of these begins. `table` ends it only in some pages, so we always end it. */
export const ENDS_PARAGRAPH: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header ' +
    'hr li main nav ol p pre section summary table ul'
  ).split(' ')
);

/** A heading cannot be the direct child of a heading. */
export const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** Elements that end an open one of their own kind (`ends`), unless one of `shields` was opened in between. */
export const ENDS_OWN_KIND: ReadonlyMap<string, { ends: readonly string[]; shields: readonly string[] }> = new Map([
  ['a', { ends: ['a'], shields: [] }],
  ['li', { ends: ['li'], shields: ['ol', 'ul'] }],
  ['dd', { ends: ['dd', 'dt'], shields: ['dl'] }],
  ['dt', { ends: ['dd', 'dt'], shields: ['dl'] }]
]);

/** MathML elements that hold text only: HTML parsers read tags inside them as HTML again. */
export const MATH_TEXT: ReadonlySet<string> = new Set(['mi', 'mn', 'mo', 'ms', 'mtext']);

/** Room that a table needs below the depth cap: body, row, cell. Its parts are then never refused for depth. */
export const TABLE_DEPTH = 4;

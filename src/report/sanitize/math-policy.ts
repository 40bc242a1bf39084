import { rules, type AttributeRule } from './vocabulary.js';

/**
 * The MathML that a report may hold: elements and attributes of MathML Core, and classes of ours. Nothing here links,
 * fetches, hides its text from a parser (`annotation-xml`, `mglyph`, `maction`) or is bigger than a page.
 * Source: MathML Core, "MathML elements and attributes"; facts/report-rendering §2.5, §2.8.
 */

/** Up to 20 em, or as much in points and pixels; negative ones only where `SHIFT` is asked for. */
const LENGTH = /^(?:(?:1?\d|20)?(?:\.\d{1,6})?(?:em|ex)|[12]?\d{1,2}(?:\.\d{1,6})?(?:px|pt)|0)$/;
/** How far something may be moved from its place: less than would cover another line of the page. */
const SHIFT = /^-?(?:[0-3]?(?:\.\d{1,6})?(?:em|ex)|\d{1,2}(?:\.\d{1,6})?(?:px|pt)|0)$/;
const TRUTH = /^(?:true|false)$/;
const COLOUR = /^(?:#[0-9a-f]{3,8}|[a-z]{3,20})$/i;

const EVERYWHERE: Readonly<Record<string, AttributeRule>> = {
  mathcolor: COLOUR,
  mathbackground: COLOUR,
  mathsize: /^(?:[0-3](?:\.\d{1,6})?|\.\d{1,6})em$/,
  displaystyle: TRUTH,
  scriptlevel: /^[012]$/,
  class: /^nbr-m[a-z](?: nbr-m[a-z]){0,5}$/
};

const ELEMENTS: Readonly<Record<string, Readonly<Record<string, AttributeRule>>>> = {
  math: { display: /^(?:block|inline)$/ },
  mrow: {},
  mstyle: {},
  mphantom: {},
  merror: {},
  mi: { mathvariant: /^normal$/ },
  mn: {},
  ms: {},
  mtext: {},
  mo: {
    form: /^(?:prefix|infix|postfix)$/,
    fence: TRUTH,
    separator: TRUTH,
    stretchy: TRUTH,
    symmetric: TRUTH,
    largeop: TRUTH,
    movablelimits: TRUTH,
    lspace: LENGTH,
    rspace: LENGTH,
    minsize: LENGTH,
    maxsize: LENGTH
  },
  mspace: { width: LENGTH, height: LENGTH, depth: LENGTH },
  mpadded: { width: LENGTH, height: LENGTH, depth: LENGTH, lspace: SHIFT, voffset: SHIFT },
  mfrac: { linethickness: LENGTH },
  msqrt: {},
  mroot: {},
  msub: {},
  msup: {},
  msubsup: {},
  munder: { accentunder: TRUTH },
  mover: { accent: TRUTH },
  munderover: { accent: TRUTH, accentunder: TRUTH },
  mmultiscripts: {},
  mprescripts: {},
  mtable: {},
  mtr: {},
  mtd: {}
};

/** Elements, `math` included, and what each may have. */
export const MATH_ATTRIBUTES: ReadonlyMap<string, ReadonlyMap<string, AttributeRule>> = new Map(
  Object.entries(ELEMENTS).map(([element, own]) => [element, rules({ ...EVERYWHERE, ...own })])
);
export const MATH_ELEMENTS: ReadonlySet<string> = new Set(MATH_ATTRIBUTES.keys());

/** Elements that must have exactly so many children: with fewer or more, browsers show an error or nothing. */
export const MATH_ARITY: ReadonlyMap<string, number> = new Map([
  ['mfrac', 2],
  ['mroot', 2],
  ['msub', 2],
  ['msup', 2],
  ['munder', 2],
  ['mover', 2],
  ['msubsup', 3],
  ['munderover', 3]
]);

/** What disappears with everything in it; every other unknown element becomes a row of its children. */
export const MATH_DROPPED: ReadonlySet<string> = new Set(
  'annotation annotation-xml mglyph malignmark script style svg foreignobject title desc template iframe object'.split(
    ' '
  )
);

/** Elements below `math`; deeper ones are refused. Source: Chromium flattens a document below 512. */
export const MATH_DEPTH = 100;

import { USER_VOCABULARY } from './policy.js';
import { rules, type AttributeRule, type Vocabulary } from './vocabulary.js';

/**
 * What a finished report may contain: the policy for outputs, and what our own renderers add. A renderer that needs a
 * new element, attribute or class gets it here, or its reports are replaced by plain text (decision 10).
 * Source: facts/report-rendering §0 #10, §2.2; MathML Core, "elements" and "attributes".
 */

/** Classes of ours, and those of one or two letters for code and terminal colours. None of them is a page's. */
const CLASSES = /^(?:nbr(?:-[a-z0-9]+)*|[a-z]{1,2}\d{0,4})(?: (?:nbr(?:-[a-z0-9]+)*|[a-z]{1,2}\d{0,4}))*$/;

const OUR_ATTRIBUTES: Readonly<Record<string, AttributeRule>> = {
  class: CLASSES,
  role: /^(?:region|img|group|list|listitem|note|status|table)$/,
  tabindex: /^0$/,
  'aria-label': 'text',
  'aria-hidden': /^true$/
};

const OUR_ELEMENTS: Readonly<Record<string, Readonly<Record<string, AttributeRule>>>> = {
  section: {},
  div: { 'ng-non-bindable': 'flag' },
  img: { loading: /^lazy$/, decoding: /^async$/ }
};

const MATH_ELEMENTS =
  'math maction menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace ' +
  'msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover';
const LENGTH = /^[+-]?\d{0,4}(?:\.\d{1,6})?(?:em|ex|px|pt|mu|%)?$/;
const LENGTHS = /^[a-z0-9.%+-]{1,16}(?: [a-z0-9.%+-]{1,16}){0,63}$/;
const TRUTH = /^(?:true|false)$/;
const MATH_ATTRIBUTES = rules({
  display: /^(?:block|inline)$/,
  displaystyle: TRUTH,
  scriptlevel: /^[+-]?\d$/,
  mathvariant: /^[a-z-]{3,30}$/,
  mathsize: LENGTH,
  mathcolor: /^(?:#[0-9a-f]{3,8}|[a-z]{3,20})$/i,
  mathbackground: /^(?:#[0-9a-f]{3,8}|[a-z]{3,20})$/i,
  accent: TRUTH,
  accentunder: TRUTH,
  stretchy: TRUTH,
  symmetric: TRUTH,
  fence: TRUTH,
  separator: TRUTH,
  largeop: TRUTH,
  movablelimits: TRUTH,
  form: /^(?:prefix|infix|postfix)$/,
  lspace: LENGTH,
  rspace: LENGTH,
  minsize: LENGTH,
  maxsize: LENGTH,
  width: LENGTH,
  height: LENGTH,
  depth: LENGTH,
  voffset: LENGTH,
  linethickness: LENGTH,
  columnalign: /^(?:left|center|right)(?: (?:left|center|right)){0,63}$/,
  columnspacing: LENGTHS,
  columnlines: LENGTHS,
  rowspacing: LENGTHS,
  rowlines: LENGTHS,
  notation: LENGTHS,
  side: /^(?:left|right)$/
});

const mathElements: ReadonlySet<string> = new Set(MATH_ELEMENTS.split(' '));

export const REPORT_VOCABULARY: Vocabulary = {
  elements: new Set([...USER_VOCABULARY.elements, ...Object.keys(OUR_ELEMENTS)]),
  renamed: new Map(),
  globalAttributes: new Map([...USER_VOCABULARY.globalAttributes, ...rules(OUR_ATTRIBUTES)]),
  attributes: new Map([
    ...USER_VOCABULARY.attributes,
    ...Object.entries(OUR_ELEMENTS).map(([tag, table]): [string, ReadonlyMap<string, AttributeRule>] => [
      tag,
      new Map([...(USER_VOCABULARY.attributes.get(tag) ?? []), ...rules(table)])
    ]),
    ...[...mathElements].map((tag): [string, ReadonlyMap<string, AttributeRule>] => [tag, MATH_ATTRIBUTES])
  ]),
  mathElements,
  // The policy's 256, and what stands round an output; Chromium flattens a document below 512.
  maxDepth: 288,
  maxAttributeText: Infinity
};

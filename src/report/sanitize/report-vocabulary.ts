import { MATH_ATTRIBUTES, MATH_DEPTH, MATH_ELEMENTS } from './math-policy.js';
import { USER_VOCABULARY } from './policy.js';
import { rules, type AttributeRule, type Vocabulary } from './vocabulary.js';

/**
 * What a finished report may contain: the policy for outputs, and what our own renderers add. A renderer that needs a
 * new element, attribute or class gets it here, or its reports are replaced by plain text (decision 10).
 * Source: facts/report-rendering §0 #10, §2.2.
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
    ...MATH_ATTRIBUTES
  ]),
  mathElements: MATH_ELEMENTS,
  // The policy's 256, what stands round an output, and a formula in it; Chromium flattens a document below 512.
  maxDepth: 288 + MATH_DEPTH,
  maxAttributeText: Infinity
};

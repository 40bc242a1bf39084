import { wellFormed } from '../../json/index.js';
import { closeTag, html, join, openTag, text, type AttributeValue, type Html } from '../html.js';
import { attributeText } from './attributes.js';
import { MATH_ARITY, MATH_ATTRIBUTES } from './math-policy.js';
import { inAlphabet, variantClass } from './math-letters.js';
import { elementsOf, readMathTree, textOf, type MathNode } from './math-tree.js';
import { MATH_TEXT } from './nesting.js';

/**
 * Untrusted MathML built anew from the policy (math-policy.ts), or undefined when it is no single formula. Any HTML
 * parser reads it exactly as emitted: elements that hold text hold nothing else. Total; linear in `markup`.
 */
export function sanitizeMathml(markup: string): Html | undefined {
  const math = readMathTree(wellFormed(markup));
  if (math === undefined) return undefined;
  const { display } = kept(math);
  const [only, ...others] = elementsOf(math);
  // The source beside it is gone; what is left of the two needs no row of its own.
  const content = only?.name === 'semantics' && others.length === 0 ? elementsOf(only) : elementsOf(math);
  return element('math', { display }, join(content.map(child => show(child, 1))));
}

/** What a node becomes; `size` is what the `mathsize` of those around it come to. */
function show(node: MathNode, size: number): Html {
  if (MATH_TEXT.has(node.name)) return showToken(node, size);
  if (node.name === 'mtable') return showTable(node, size);
  const children = elementsOf(node);
  const values = kept(node);
  const inner = bounded(values, size);
  const shown = children.map(child => show(child, inner));
  const name = nameFor(node, shown.length);
  if (name === 'mrow' && node.name !== 'mrow') {
    const { mathcolor, mathbackground } = values;
    return element('mrow', { mathcolor, mathbackground, class: enclosure(node) }, join(shown));
  }
  if (name === 'mspace' && values.mathbackground === 'black') values.mathbackground = 'currentcolor';
  return element(name, values, join(shown));
}

/** KaTeX nests elements where only text may stand: such a token is a row. */
function showToken(node: MathNode, size: number): Html {
  const values = kept(node);
  const inner = bounded(values, size);
  const children = elementsOf(node);
  if (children.length > 0) return element('mrow', {}, join(children.map(child => show(child, inner))));
  const variant = node.given.get('mathvariant') ?? '';
  const classes = variantClass(variant);
  if (classes !== undefined) {
    values.class = classes;
    // One letter alone is slanted by itself.
    if (node.name === 'mi' && !variant.includes('italic')) values.mathvariant = 'normal';
  }
  return element(node.name, values, text(inAlphabet(textOf(node), variant)));
}

/** Browsers align cells by style alone; cells that only push others apart are left out. */
function showTable(table: MathNode, size: number): Html {
  const alignments = (table.given.get('columnalign') ?? '').split(' ');
  const columns = (table.given.get('columnlines') ?? '').split(' ');
  const lines = (table.given.get('rowlines') ?? '').split(' ');
  const isTight = table.given.get('columnspacing')?.startsWith('0em') === true;
  const rows = elementsOf(table).map((row, index) => {
    const cells = elementsOf(row).filter(cell => cell.given.get('class') !== 'mtr-glue');
    const shown = cells.map((cell, column) => {
      const classes = [
        ALIGNED.get(alignments[column] ?? ''),
        isLine(columns[column]) ? 'nbr-mv' : undefined,
        isLine(lines[index]) ? 'nbr-mh' : undefined
      ].filter(name => name !== undefined);
      const values = classes.length === 0 ? {} : { class: classes.join(' ') };
      return element('mtd', values, join(elementsOf(cell).map(child => show(child, size))));
    });
    return element('mtr', {}, join(shown));
  });
  return element('mtable', isTight ? { class: 'nbr-mj' } : {}, join(rows));
}

const ALIGNED: ReadonlyMap<string, string> = new Map([
  ['left', 'nbr-ml'],
  ['right', 'nbr-mr']
]);
/** What MathML draws round or through a formula, as classes: `menclose` is not part of MathML Core. */
const ENCLOSED: ReadonlyMap<string, string> = new Map([
  ['box', 'nbr-mo'],
  ['roundedbox', 'nbr-mo'],
  ['updiagonalstrike', 'nbr-mx'],
  ['downdiagonalstrike', 'nbr-mx'],
  ['updiagonalstrike downdiagonalstrike', 'nbr-mx'],
  ['horizontalstrike', 'nbr-mk'],
  ['left', 'nbr-mw'],
  ['top', 'nbr-mu'],
  ['bottom', 'nbr-mh']
]);

function isLine(value: string | undefined): boolean {
  return value === 'solid' || value === 'dashed';
}

function enclosure({ name, given }: MathNode): string | undefined {
  return name === 'menclose' ? ENCLOSED.get(given.get('notation') ?? '') : undefined;
}

/** A row for what is unknown, has too many or too few children, or is measured relative to what it holds. */
function nameFor({ name, given }: MathNode, children: number): string {
  if (!MATH_ATTRIBUTES.has(name) || name === 'math' || name === 'mtr' || name === 'mtd') return 'mrow';
  if ((MATH_ARITY.get(name) ?? children) !== children) return 'mrow';
  const isRelative = name === 'mpadded' && [...given.values()].some(value => /^\+|width$|height$|depth$/.test(value));
  return isRelative ? 'mrow' : name;
}

function kept({ name, given }: MathNode): Record<string, AttributeValue> {
  const values: Record<string, AttributeValue> = {};
  const allowed = MATH_ATTRIBUTES.get(name);
  for (const [attribute, value] of given) {
    // Classes are ours to give.
    const rule = attribute === 'class' ? undefined : allowed?.get(attribute);
    if (rule instanceof RegExp && rule.test(value)) values[attribute] = value;
  }
  return values;
}

/** Sizes multiply: beyond three times, and below a third, of the page's own they are left out. */
function bounded(values: Record<string, AttributeValue>, size: number): number {
  const factor = typeof values.mathsize === 'string' ? Number.parseFloat(values.mathsize) : 1;
  const product = size * factor;
  if (product >= 1 / 3 && product <= 3) return product;
  delete values.mathsize;
  return size;
}

function element(name: string, values: Readonly<Record<string, AttributeValue>>, content: Html): Html {
  return html`${openTag(name, attributeText(values))}${content}${closeTag(name)}`;
}

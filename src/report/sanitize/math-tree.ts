import { MATH_DEPTH, MATH_DROPPED } from './math-policy.js';
import { decodeText, readTokens, type TagAttributes } from './tokens.js';

/** An element of untrusted MathML; its name is whatever stood there. */
export type MathNode = {
  readonly name: string;
  readonly given: TagAttributes;
  readonly children: (MathNode | string)[];
};

/**
 * The `math` element of untrusted markup, or undefined when there is none, it is not well-formed, or it nests deeper
 * than `MATH_DEPTH`. What is never shown (`MATH_DROPPED`) is gone with everything in it.
 */
export function readMathTree(markup: string): MathNode | undefined {
  const root: MathNode = { name: '', given: new Map(), children: [] };
  const open: MathNode[] = [root];
  let isSound = true;
  readTokens(markup, 'html', {
    open(name, given, { closesItself }) {
      const node: MathNode = { name, given, children: [] };
      open.at(-1)?.children.push(node);
      if (closesItself) return;
      open.push(node);
      if (open.length > MATH_DEPTH) isSound = false;
    },
    close(name) {
      if (open.length > 1 && open.at(-1)?.name === name) open.pop();
      else isSound = false;
    },
    text(raw) {
      open.at(-1)?.children.push(decodeText(raw));
    }
  });
  return isSound && open.length === 1 ? findMath(root) : undefined;
}

function findMath(root: MathNode): MathNode | undefined {
  let node: MathNode | undefined = root;
  while (node !== undefined && node.name !== 'math') {
    const inner: readonly MathNode[] = elementsOf(node);
    node = inner.length === 1 ? inner[0] : undefined;
  }
  return node;
}

/** The elements in a node, but for those that a report does not show. */
export function elementsOf(node: MathNode): readonly MathNode[] {
  return node.children.filter((child): child is MathNode => typeof child !== 'string' && !MATH_DROPPED.has(child.name));
}

/** The text directly in a node. */
export function textOf(node: MathNode): string {
  return node.children.filter(child => typeof child === 'string').join('');
}

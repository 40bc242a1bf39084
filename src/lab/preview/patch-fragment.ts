/**
 * Makes the children of `root` those of the fragment, and leaves every child alone that is the same already: what one has
 * unfolded stays unfolded, and the page does not jump. `doc` parses without running or loading anything.
 */
export function patchFragment(doc: Document, root: HTMLElement, fragment: string): void {
  const parsed = new DOMParser().parseFromString(fragment, 'text/html').body;
  patchChildren(doc, root, parsed, DEPTH);
}

/** The body, the report's root, and the parts in it: deeper changes replace their part as a whole. */
const DEPTH = 2;

function patchChildren(doc: Document, old: Element, wanted: Element, depth: number): void {
  const before = new Map<string, Element[]>();
  for (const child of old.children) {
    const html = child.outerHTML;
    before.set(html, [...(before.get(html) ?? []), child]);
  }
  const pairs = [...wanted.children].map(child => ({ child, same: before.get(child.outerHTML)?.shift() }));
  const kept = new Set(pairs.flatMap(({ same }) => same ?? []));
  const [only, lone] = [old.children[0], wanted.children[0]];
  const isSameFrame =
    depth > 0 &&
    old.children.length === 1 &&
    wanted.children.length === 1 &&
    kept.size === 0 &&
    only?.tagName === lone?.tagName;
  if (isSameFrame && only !== undefined && lone !== undefined) {
    patchChildren(doc, only, lone, depth - 1);
    return;
  }
  for (const child of [...old.children]) if (!kept.has(child)) child.remove();
  pairs.forEach(({ child, same }, index) => {
    const there = old.children[index];
    if (same === undefined) old.insertBefore(doc.importNode(child, true), there ?? null);
    else if (there !== same) old.insertBefore(same, there ?? null);
  });
}

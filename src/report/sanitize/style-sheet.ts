import { legible } from './legible.js';
import { MAX_DECLARATIONS, MAX_STYLE_VALUE, STYLE_VALUES } from './style-policy.js';

/** Classes for the styles of outputs: equal styles share one, so that a report has one `<style>` and no attribute. */
export type StyleSheet = {
  /**
   * The class for a `style` attribute, or undefined when nothing of it is allowed (or the sheet is full).
   * Takes untrusted text.
   */
  classFor(style: string): string | undefined;
  /** The rules for all classes so far, in order of their first use. Holds none of `<`, `>`, `\`, `@`, `url(`. */
  css(): string;
};

/** Distinct styles of one report. A gradient over 5,000 numbers fits; 100,000 random colours would be megabytes. */
export const MAX_STYLES = 5_000;

/** An empty sheet. One per report; the class names depend on nothing but the order of the calls. */
export function createStyleSheet(): StyleSheet {
  const classes = new Map<string, string>();
  /** What attributes came to, by their text: tables repeat the same ones in thousands of cells. */
  const known = new Map<string, string | undefined>();
  const intern = (declarations: string): string | undefined => {
    if (declarations === '') return undefined;
    const found = classes.get(declarations);
    if (found !== undefined || classes.size >= MAX_STYLES) return found;
    const name = `q${classes.size + 1}`;
    classes.set(declarations, name);
    return name;
  };
  return {
    classFor(style) {
      if (known.has(style)) return known.get(style);
      const name = intern(legible(readDeclarations(style)));
      if (known.size < MAX_STYLES) known.set(style, name);
      return name;
    },
    css: () => [...classes].map(([declarations, name]) => `.nbr.nbr .${name}{${declarations}}`).join('')
  };
}

/** Whether `css` is what `StyleSheet.css` may write: what may follow our own constant sheet in a report. Linear. */
export function isInternedCss(css: string): boolean {
  const parts = css.split('}');
  return (
    parts.pop() === '' &&
    parts.every(rule => {
      const declarations = INTERNED_RULE.exec(rule)?.[1];
      return declarations !== undefined && readDeclarations(declarations) === declarations;
    })
  );
}

/** The allowed declarations of a `style` attribute, normalised: `property:value` joined by `;`. Linear. */
export function readDeclarations(style: string): string {
  const kept: string[] = [];
  for (const declaration of style.split(';', MAX_DECLARATIONS)) {
    const colon = declaration.indexOf(':');
    if (colon < 0 || declaration.length > MAX_STYLE_VALUE) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .replace(/[ \t\n\f\r]+/g, ' ')
      .trim()
      .toLowerCase();
    if (STYLE_VALUES.get(property)?.test(value) === true) kept.push(`${property}:${value}`);
  }
  return kept.join(';');
}

const INTERNED_RULE = /^\.nbr\.nbr \.q[1-9]\d{0,3}\{([^{}<>\\@]+)$/;

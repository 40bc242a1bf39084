/** One step of a selector: an element, as far as pandas names it. All that is given must fit. */
export type Compound = {
  readonly tag: string | undefined;
  readonly classes: readonly string[];
  /** `:nth-child(2n+1)` and the like: the position modulo `step` is `offset`. */
  readonly nth: { readonly step: number; readonly offset: number } | undefined;
};

/** A selector inside one table: elements round the last one come first. `weight` is its specificity. */
export type TableSelector = { readonly table: string; readonly steps: readonly Compound[]; readonly weight: number };

/** An element of a table: its name, its classes, its position among its siblings, from 1. */
export type TablePlace = { readonly tag: string; readonly classes: ReadonlySet<string>; readonly index: number };

/**
 * A selector that pandas writes for a part of a styled table, e.g. `#T_3f2a th.col_heading`; `undefined` for anything
 * that says more: states (`:hover`), other pseudo-classes and elements, other combinators. Linear.
 * Source: pandas 3.1 `Styler.set_table_styles`, class names of `css_class_names`; Selectors 4, specificity.
 */
export function parseTableSelector(selector: string): TableSelector | undefined {
  const [first = '', ...rest] = selector.trim().split(/\s+/, MAX_STEPS + 2);
  const table = /^#(T_[\w-]{1,100})$/.exec(first)?.[1];
  if (table === undefined || rest.length > MAX_STEPS) return undefined;
  const steps = rest.map(parseCompound).filter(step => step !== undefined);
  if (steps.length < rest.length) return undefined;
  const weights = steps.map(({ tag, classes, nth }) => 10 * (classes.length + (nth ? 1 : 0)) + (tag ? 1 : 0));
  return { table, steps, weight: weights.reduce((sum, weight) => sum + weight, 0) };
}

/** Whether the selector fits the last of `path`, the elements from the table inwards. */
export function fitsTable({ steps }: TableSelector, path: readonly TablePlace[]): boolean {
  const [table] = path;
  const target = steps.at(-1);
  const element = path.at(-1);
  if (element === undefined) return false;
  if (target === undefined) return element === table;
  if (element === table || !fits(target, element)) return false;
  let at = path.length - 2;
  for (let step = steps.length - 2; step >= 0; step -= 1) {
    const wanted = steps[step];
    while (at > 0 && !(wanted && path[at] && fits(wanted, path[at] ?? element))) at -= 1;
    if (at <= 0) return false;
    at -= 1;
  }
  return true;
}

function fits({ tag, classes, nth }: Compound, place: TablePlace): boolean {
  if (tag !== undefined && tag !== place.tag) return false;
  if (nth !== undefined && place.index % nth.step !== nth.offset % nth.step) return false;
  return classes.every(name => place.classes.has(name));
}

const MAX_STEPS = 3;
const COMPOUND =
  /^(\*|table|caption|thead|tbody|tfoot|tr|th|td)?((?:\.[\w-]{1,60}){0,4})(?::nth-child\(([^()]{1,12})\))?$/;
const NTH: ReadonlyMap<string, Compound['nth']> = new Map([
  ['odd', { step: 2, offset: 1 }],
  ['2n+1', { step: 2, offset: 1 }],
  ['even', { step: 2, offset: 0 }],
  ['2n', { step: 2, offset: 0 }]
]);
/** One element of a table: no table has more siblings. */
const SINGLE = 1_000_000_007;

function parseCompound(text: string): Compound | undefined {
  const [whole, tag, classes = '', nth] = COMPOUND.exec(text) ?? [];
  if (whole === undefined || whole === '') return undefined;
  const position = nth === undefined ? undefined : positionOf(nth.replaceAll(' ', ''));
  if (nth !== undefined && position === undefined) return undefined;
  return {
    tag: tag === '*' ? undefined : tag,
    classes: classes.split('.').filter(name => name !== ''),
    nth: position
  };
}

function positionOf(text: string): Compound['nth'] {
  return NTH.get(text) ?? (/^[1-9]\d{0,3}$/.test(text) ? { step: SINGLE, offset: Number(text) } : undefined);
}

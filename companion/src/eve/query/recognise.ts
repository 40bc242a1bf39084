import { FilterRefused } from '../../../../src/scirius/language/index.js';
import type { CharSet } from '../fields/char-set.js';
import type { Language } from './regular-expression.js';

/**
 * How much of an expression may be worked out, in visits of its parts: some seconds' worth. Lucene, too, refuses what
 * needs more than 10,000 states.
 */
const MOST_VISITS = 2_000_000;

/**
 * Whether a text as a whole is in `language`, in a time that grows with the length of the text and nothing else: every
 * set of alternatives is worked out once and kept. By partial derivatives (Antimirov 1996), which unlike an expression
 * of JavaScript never go back, and know complement and intersection too.
 *
 * The function throws {@link FilterRefused} `FILTER_REFUSED` for an expression that has too many sets of alternatives.
 */
export function recogniserOf(language: Language): (text: string) => boolean {
  const parts = new Parts(language);
  const states = new Map<string, State>();
  const stateOf = (nodes: readonly Node[]): State => {
    const key = nodes.map(({ id }) => id).join();
    const known = states.get(key);
    if (known !== undefined) return known;
    parts.spend(parts.classes.count + nodes.length);
    const state = { nodes, isEnd: nodes.some(({ holdsEmpty }) => holdsEmpty), next: [] };
    states.set(key, state);
    return state;
  };
  const start = stateOf([parts.root]);
  return text => {
    let state = start;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.codePointAt(at) ?? 0;
      if (code > 0xffff) at += 1;
      const which = parts.classes.of(code);
      state = state.next[which] ??= stateOf(distinct(state.nodes.flatMap(node => parts.after(node, which))));
      if (state.nodes.length === 0) return false;
    }
    return state.isEnd;
  };
}

/** What may follow: one of `nodes`. `next` by class of character, as far as it came up. */
type State = { readonly nodes: readonly Node[]; readonly isEnd: boolean; readonly next: State[] };

type Shape =
  | { readonly kind: 'set'; readonly classes: ReadonlySet<number> }
  | { readonly kind: 'empty' }
  | { readonly kind: 'then'; readonly first: Node; readonly rest: Node }
  | { readonly kind: 'either'; readonly of: readonly Node[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly least: number; readonly most: number | undefined }
  | { readonly kind: 'both'; readonly one: Node; readonly other: Node }
  | { readonly kind: 'not'; readonly of: Node };
type Node = Shape & {
  readonly id: number;
  readonly holdsEmpty: boolean;
  /** What may follow a character, by its class, as far as it came up. */
  readonly next: (readonly Node[])[];
};

/** The parts of one language, equal ones made once. */
class Parts {
  readonly classes: CharClasses;
  readonly root: Node;
  readonly #nodes = new Map<string, Node>();
  #spent = 0;

  constructor(language: Language) {
    this.classes = new CharClasses(language);
    this.root = this.#of(language);
  }

  spend(visits: number): void {
    this.#spent += visits;
    if (this.#spent > MOST_VISITS) throw new FilterRefused('A regular expression has too many alternatives.');
  }

  /** What may follow in `node` behind a character of this class; nothing when none may stand there. */
  after(node: Node, which: number): readonly Node[] {
    const known = node.next[which];
    if (known !== undefined) return known;
    this.spend(1);
    const found = distinct(this.#derive(node, which));
    node.next[which] = found;
    return found;
  }

  #derive(node: Node, which: number): readonly Node[] {
    switch (node.kind) {
      case 'set':
        return node.classes.has(which) ? [this.#make({ kind: 'empty' })] : [];
      case 'empty':
        return [];
      case 'then': {
        const through = this.after(node.first, which).map(one => this.#then(one, node.rest));
        return node.first.holdsEmpty ? [...through, ...this.after(node.rest, which)] : through;
      }
      case 'either':
        return node.of.flatMap(one => this.after(one, which));
      case 'repeat': {
        const most = node.most === undefined ? undefined : node.most - 1;
        const rest = this.#repeat(node.of, Math.max(0, node.least - 1), most);
        return this.after(node.of, which).map(one => this.#then(one, rest));
      }
      case 'both': {
        const [one, other] = [this.after(node.one, which), this.after(node.other, which)];
        if (one.length === 0 || other.length === 0) return [];
        return [this.#make({ kind: 'both', one: this.#either(one), other: this.#either(other) })];
      }
      case 'not':
        return [this.#make({ kind: 'not', of: this.#either(this.after(node.of, which)) })];
    }
  }

  #of(language: Language): Node {
    switch (language.kind) {
      case 'set':
        return this.#make({ kind: 'set', classes: this.classes.within(language.set) });
      case 'nothing':
        return this.#either([]);
      case 'sequence':
        return language.of.reduceRight<Node>(
          (rest, one) => this.#then(this.#of(one), rest),
          this.#make({ kind: 'empty' })
        );
      case 'either':
        return this.#either(language.of.map(one => this.#of(one)));
      case 'both':
        return this.#make({ kind: 'both', one: this.#of(language.of[0]), other: this.#of(language.of[1]) });
      case 'not':
        return this.#make({ kind: 'not', of: this.#of(language.of) });
      case 'repeat':
        return this.#repeat(this.#of(language.of), language.least, language.most);
    }
  }

  #then(first: Node, rest: Node): Node {
    if (first.kind === 'empty') return rest;
    return rest.kind === 'empty' ? first : this.#make({ kind: 'then', first, rest });
  }

  #either(of: readonly Node[]): Node {
    const [only, ...more] = distinct(of);
    return only !== undefined && more.length === 0 ? only : this.#make({ kind: 'either', of: distinct(of) });
  }

  #repeat(of: Node, least: number, most: number | undefined): Node {
    if (most === 0 || of.kind === 'empty') return this.#make({ kind: 'empty' });
    return this.#make({ kind: 'repeat', of, least: of.holdsEmpty ? 0 : least, most });
  }

  #make(shape: Shape): Node {
    const key = keyOf(shape);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    this.spend(1);
    const node = { ...shape, id: this.#nodes.size, holdsEmpty: holdsEmpty(shape), next: [] };
    this.#nodes.set(key, node);
    return node;
  }
}

function keyOf(shape: Shape): string {
  switch (shape.kind) {
    case 'set':
      return `set ${[...shape.classes].join()}`;
    case 'empty':
      return 'empty';
    case 'then':
      return `then ${shape.first.id} ${shape.rest.id}`;
    case 'either':
      return `either ${shape.of.map(({ id }) => id).join()}`;
    case 'repeat':
      return `repeat ${shape.of.id} ${shape.least} ${String(shape.most)}`;
    case 'both':
      return `both ${shape.one.id} ${shape.other.id}`;
    case 'not':
      return `not ${shape.of.id}`;
  }
}

function holdsEmpty(shape: Shape): boolean {
  switch (shape.kind) {
    case 'set':
      return false;
    case 'empty':
      return true;
    case 'then':
      return shape.first.holdsEmpty && shape.rest.holdsEmpty;
    case 'either':
      return shape.of.some(one => one.holdsEmpty);
    case 'repeat':
      return shape.least === 0;
    case 'both':
      return shape.one.holdsEmpty && shape.other.holdsEmpty;
    case 'not':
      return !shape.of.holdsEmpty;
  }
}

/** In the order of their making, each once. */
function distinct(nodes: readonly Node[]): readonly Node[] {
  if (nodes.length < 2) return nodes;
  return [...new Set(nodes)].sort((one, other) => one.id - other.id);
}

/** The characters between which no set of a language makes a difference, as one class each. */
class CharClasses {
  /** Where classes begin, in order; the first at 0. */
  readonly #starts: readonly number[];
  readonly #ascii: Uint16Array<ArrayBuffer>;

  constructor(language: Language) {
    const starts = new Set([0]);
    const waiting: Language[] = [language];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (one.kind === 'set') for (const [low, high] of one.set) starts.add(low).add(high + 1);
      else if (one.kind === 'repeat' || one.kind === 'not') waiting.push(one.of);
      else if (one.kind !== 'nothing') waiting.push(...one.of);
    }
    this.#starts = [...starts].sort((one, other) => one - other);
    this.#ascii = Uint16Array.from({ length: 128 }, (_, code) => this.#find(code));
  }

  get count(): number {
    return this.#starts.length;
  }

  of(code: number): number {
    return this.#ascii[code] ?? this.#find(code);
  }

  /** The classes of a set of this language. */
  within(set: CharSet): ReadonlySet<number> {
    const classes = new Set<number>();
    for (const [low, high] of set) {
      for (let which = this.#find(low); (this.#starts[which] ?? Infinity) <= high; which += 1) classes.add(which);
    }
    return classes;
  }

  /** The last class that begins at `code` or before it. */
  #find(code: number): number {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= code) low = middle;
      else high = middle;
    }
    return low;
  }
}

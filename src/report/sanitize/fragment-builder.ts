import { closeTag, EMPTY, join, openTag, text, type Html } from '../html.js';
import {
  ENDS_OWN_KIND,
  ENDS_PARAGRAPH,
  HEADINGS,
  IMPLIED_CHILD,
  MATH_TEXT,
  SCOPES,
  TABLE_DEPTH,
  TABLE_PARTS,
  TABLE_STRUCTURE,
  VOID_ELEMENTS
} from './nesting.js';

export type BuilderOptions = {
  /** Elements deeper than this are left out, their text is kept. */
  readonly maxDepth: number;
  /** MathML elements of the vocabulary, `math` apart; none unless given. */
  readonly mathElements?: ReadonlySet<string>;
};

/**
 * Collects a fragment that is balanced, and that every HTML parser reads exactly as it was built (see nesting.ts).
 * Each call costs a constant number of steps, or removes elements whose opening paid for it; `steps` counts them.
 */
export class FragmentBuilder {
  readonly #chunks: Html[] = [];
  readonly #open: string[] = [];
  /** For each tag the positions in `#open` where it stands, ascending. */
  readonly #positions = new Map<string, number[]>();
  /** Positions of open `SCOPES`. */
  readonly #scopes: number[] = [];
  /** What is added at the end of an open element, by its position in `#open`. */
  readonly #endings = new Map<number, () => string>();
  readonly #maxDepth: number;
  readonly #mathElements: ReadonlySet<string>;
  #length = 0;
  steps = 0;

  constructor(options: BuilderOptions) {
    this.#maxDepth = options.maxDepth;
    this.#mathElements = options.mathElements ?? new Set();
  }

  /** UTF-16 units collected so far. */
  get length(): number {
    return this.#length;
  }

  /** How many elements of this name are open. */
  count(tag: string): number {
    return this.#positions.get(tag)?.length ?? 0;
  }

  /** The names of the open elements, outermost first. */
  get path(): readonly string[] {
    return this.#open;
  }

  /**
   * Opens an element, or emits a void one. False when it cannot stand here: nothing was emitted for it then. `ending` is
   * asked for a last text when the element is closed, by whatever closes it.
   */
  open(tag: string, attributeText: Html = EMPTY, ending?: () => string): boolean {
    this.steps += 1;
    if (!this.#makeRoomFor(tag)) return false;
    if (VOID_ELEMENTS.has(tag)) {
      this.#emit(openTag(tag, attributeText));
      return true;
    }
    if (!TABLE_PARTS.has(tag) && this.#open.length + (tag === 'table' ? TABLE_DEPTH : 0) >= this.#maxDepth)
      return false;
    this.#push(tag, attributeText);
    if (ending !== undefined) this.#endings.set(this.#open.length - 1, ending);
    return true;
  }

  /** Closes the nearest open element of this name and what is open inside it; ignored when there is none in reach. */
  close(tag: string): void {
    this.steps += 1;
    const reach = TABLE_PARTS.has(tag) ? this.#last('table') : tag === 'table' ? -1 : this.#lastScope();
    const position = this.#last(tag);
    if (position > reach) this.#popTo(position);
  }

  /** Text, escaped. Blank text between the parts of a table is left out: it shows nothing there. */
  text(value: string): void {
    this.steps += 1;
    if (value === '') return;
    const current = this.#current;
    if (current !== undefined && TABLE_STRUCTURE.has(current)) {
      if (BLANK.test(value)) return;
      this.#enterCell();
    }
    this.#emit(text(value));
  }

  /** Elements of ours, balanced, that may stand wherever text may. */
  insert(value: Html): void {
    this.steps += 1;
    this.#enterCell();
    this.#emit(value);
  }

  /** Markup that opens and closes nothing, emitted as it is. */
  markup(value: Html): void {
    this.#emit(value);
  }

  /** Closes what is open and returns everything. */
  finish(): Html {
    this.#popTo(0);
    return join(this.#chunks);
  }

  get #current(): string | undefined {
    return this.#open.at(-1);
  }

  /** Opens and closes what the parser would, so that `tag` may follow. False when it may not follow at all. */
  #makeRoomFor(tag: string): boolean {
    if (tag === 'math' || this.#mathElements.has(tag)) return this.#makeRoomForMath(tag);
    const math = this.#last('math');
    if (math >= 0) this.#popTo(math);
    const parents = TABLE_PARTS.get(tag);
    if (parents !== undefined) return this.#enterTablePart(tag, parents);
    this.#enterCell();
    const own = ENDS_OWN_KIND.get(tag);
    if (own !== undefined) {
      const shield = Math.max(this.#lastScope(), ...own.shields.map(shieldTag => this.#last(shieldTag)));
      const first = own.ends.map(ended => this.#last(ended)).filter(position => position > shield);
      if (first.length > 0) this.#popTo(Math.min(...first));
    }
    if (ENDS_PARAGRAPH.has(tag)) {
      const paragraph = this.#last('p');
      if (paragraph > this.#lastScope()) this.#popTo(paragraph);
    }
    if (HEADINGS.has(tag) && HEADINGS.has(this.#current ?? '')) this.#popTo(this.#open.length - 1);
    return true;
  }

  #makeRoomForMath(tag: string): boolean {
    const math = this.#last('math');
    if (tag === 'math') {
      if (math >= 0) this.#popTo(math);
      this.#enterCell();
      return true;
    }
    if (math < 0) return false;
    if (MATH_TEXT.has(this.#current ?? '')) this.#popTo(this.#open.length - 1);
    return true;
  }

  /** Pops to the nearest element that may hold the part, directly or through implied ones, and opens those. */
  #enterTablePart(tag: string, parents: ReadonlySet<string>): boolean {
    const table = this.#last('table');
    if (table < 0) return false;
    while (this.#open.length - 1 > table && !parents.has(this.#current ?? '') && !this.#canImply(tag)) {
      this.#popTo(this.#open.length - 1);
    }
    while (!parents.has(this.#current ?? '')) {
      const implied = tag === 'col' ? 'colgroup' : IMPLIED_CHILD.get(this.#current ?? '');
      if (implied === undefined) return false;
      this.#push(implied, EMPTY);
    }
    return true;
  }

  /** Whether the current element may hold `tag` through implied ones: a row group does so for cells. */
  #canImply(tag: string): boolean {
    return (tag === 'td' || tag === 'th') && IMPLIED_CHILD.get(this.#current ?? '') === 'tr';
  }

  /** Content between the parts of a table would be moved out of it by a parser: it gets a cell of its own. */
  #enterCell(): void {
    if (this.#current === 'colgroup') this.#popTo(this.#open.length - 1);
    for (;;) {
      const implied = IMPLIED_CHILD.get(this.#current ?? '');
      if (implied === undefined) return;
      this.#push(implied, EMPTY);
    }
  }

  #push(tag: string, attributeText: Html): void {
    this.steps += 1;
    const position = this.#open.push(tag) - 1;
    const positions = this.#positions.get(tag);
    if (positions === undefined) this.#positions.set(tag, [position]);
    else positions.push(position);
    if (SCOPES.has(tag)) this.#scopes.push(position);
    this.#emit(openTag(tag, attributeText));
  }

  #popTo(position: number): void {
    while (this.#open.length > position) {
      this.steps += 1;
      const tag = this.#open.pop();
      if (tag === undefined) return;
      this.#positions.get(tag)?.pop();
      if (SCOPES.has(tag)) this.#scopes.pop();
      const ending = this.#endings.get(this.#open.length);
      if (ending !== undefined) {
        this.#endings.delete(this.#open.length);
        this.#emit(text(ending()));
      }
      this.#emit(closeTag(tag));
    }
  }

  #emit(markup: Html): void {
    this.#length += markup.length;
    this.#chunks.push(markup);
  }

  #last(tag: string): number {
    return this.#positions.get(tag)?.at(-1) ?? -1;
  }

  #lastScope(): number {
    return this.#scopes.at(-1) ?? -1;
  }
}

const BLANK = /^[ \t\n\f\r]*$/;

import hljs from 'highlight.js/lib/core';
import type { HLJSApi } from 'highlight.js';
import { html, join, text, type Html } from '../html.js';
import { GRAMMARS, grammarOf, magicGrammar } from './languages.js';

/** The class of each scope; a scope that is not listed keeps the colour round it. Source: highlight.js, "Scopes reference". */
const SCOPE_CLASSES: ReadonlyMap<string, string> = new Map([
  ['keyword', 'k'],
  ['literal', 'k'],
  ['name', 'k'],
  ['selector-tag', 'k'],
  ['section', 'k'],
  ['built_in', 'b'],
  ['type', 'b'],
  ['title', 't'],
  ['class', 't'],
  ['function', 't'],
  ['string', 's'],
  ['regexp', 's'],
  ['link', 's'],
  ['code', 's'],
  ['addition', 's'],
  ['char', 's'],
  ['number', 'n'],
  ['symbol', 'n'],
  ['bullet', 'n'],
  ['comment', 'c'],
  ['quote', 'c'],
  ['doctag', 'c'],
  ['meta', 'm'],
  ['attr', 'b'],
  ['attribute', 'b'],
  ['variable', 'b'],
  ['template-variable', 'b'],
  ['deletion', 'm'],
  ['strong', 'ab'],
  ['emphasis', 'ai']
]);

const CLOSE = html`</span>`;
const CELL_MAGIC = /^\s*%%([A-Za-z]\w{0,40})[^\n]*(?:\n|$)/;

/**
 * `code` with its tokens in spans of short classes; plain text when the language is unknown, or when there is more than
 * `maxLength` UTF-16 units of it: some grammars are slow on hostile input.
 */
export function highlight(code: string, language: string, maxLength: number): Html {
  const grammar = grammarOf(language);
  if (code.length > maxLength || grammar === undefined) return text(code);
  const magic = grammar === 'ipython' ? CELL_MAGIC.exec(code) : null;
  if (magic === null) return runGrammar(code, grammar);
  const [line, name = ''] = magic;
  const rest = code.slice(line.length);
  const inner = magicGrammar(name);
  return html`<span class="m">${text(line)}</span>${inner === undefined ? text(rest) : runGrammar(rest, inner)}`;
}

let engine: HLJSApi | undefined;

/** The highlighter, made at its first use: a report without code does not pay for it. */
function highlighter(grammar: string): HLJSApi {
  engine ??= newEngine();
  if (engine.getLanguage(grammar) === undefined) {
    const definition = GRAMMARS.get(grammar);
    if (definition !== undefined) engine.registerLanguage(grammar, definition);
    // Pages hold scripts and styles: their grammars are looked up by name when they are met.
    if (grammar === 'xml' || grammar === 'markdown') ['xml', 'css', 'javascript'].forEach(highlighter);
  }
  return engine;
}

function newEngine(): HLJSApi {
  const created = hljs.newInstance();
  created.configure({ __emitter: ShortClassEmitter });
  return created;
}

function runGrammar(code: string, grammar: string): Html {
  const result = highlighter(grammar).highlight(code, { language: grammar, ignoreIllegals: true });
  // An error inside a grammar leaves half a result.
  const emitter = result.errorRaised === undefined ? result._emitter : undefined;
  return emitter instanceof ShortClassEmitter ? emitter.collected() : text(code);
}

/** Receives the tokens from highlight.js and keeps them as `Html`, never as a string of its making. */
class ShortClassEmitter {
  readonly #parts: Html[] = [];
  /** Whether each open scope has a span. */
  readonly #open: boolean[] = [];

  addText(value: string): void {
    if (value !== '') this.#parts.push(text(value));
  }

  startScope(scope: string): void {
    const className = SCOPE_CLASSES.get(scope) ?? SCOPE_CLASSES.get(scope.split('.')[0] ?? '');
    this.#open.push(className !== undefined);
    if (className !== undefined) this.#parts.push(openSpan(className));
  }

  endScope(): void {
    if (this.#open.pop() === true) this.#parts.push(CLOSE);
  }

  /** Modes come by these names, keywords by those above. Source: highlight.js 11.11, `lib/core.js`. */
  openNode(scope: string): void {
    this.startScope(scope);
  }

  closeNode(): void {
    this.endScope();
  }

  __addSublanguage(emitter: unknown): void {
    if (emitter instanceof ShortClassEmitter) this.#parts.push(emitter.collected());
  }

  finalize(): void {
    while (this.#open.length > 0) this.endScope();
  }

  /** Not used: the parts are. highlight.js asks for it all the same. */
  toHTML(): string {
    return '';
  }

  collected(): Html {
    this.finalize();
    return join(this.#parts);
  }
}

const openSpans = new Map<string, Html>();

function openSpan(className: string): Html {
  const known = openSpans.get(className);
  if (known !== undefined) return known;
  const made = html`<span class="${text(className)}">`;
  openSpans.set(className, made);
  return made;
}

import MarkdownIt from 'markdown-it';
import { useDefinitionLists } from './definition-lists.js';
import type { UnknownRecord } from '../json-shape.js';
import type { Formula } from '../maths/formula.js';
import {
  asText,
  formulaEnvironment,
  useFormulas,
  withoutMarks,
  type FormulaEnvironment
} from '../maths/markdown-formulas.js';

/** Who wrote the text: only what an author wrote becomes a link by itself. URLs in outputs are often the attacker's. */
export type MarkdownAuthor = 'author' | 'output';

/** Returns the address of an attached image, e.g. for `attachment:plot.png` the name `plot.png`. */
export type AttachmentReader = (name: string) => string | undefined;

/** A stretch of a text: HTML that is *unsafe* until the sanitizer has been over it, or a block of code. */
export type MarkdownPiece =
  | { readonly kind: 'unsafe'; readonly html: string }
  | { readonly kind: 'code'; readonly language: string; readonly code: string };

/** A text in pieces, and its formulas in the order of their marks in them (see markdown-formulas.ts). */
export type ReadMarkdown = { readonly pieces: readonly MarkdownPiece[]; readonly formulas: readonly Formula[] };

/**
 * Markdown as GitHub writes it (tables, strikethrough, raw HTML), in pieces. Blocks of code are pieces of their own, so
 * that they can be highlighted, unless raw HTML may stand round them. Source: CommonMark 0.31 through markdown-it;
 * nesting is bounded there (`maxNesting`).
 */
export function readMarkdown(source: string, author: MarkdownAuthor, attachment: AttachmentReader): ReadMarkdown {
  const markdown = parser(author);
  const environment: Environment = { attachment, ...formulaEnvironment(source.length) };
  const tokens = markdown.parse(taskLists(withoutMarks(source)), environment);
  const { formulas } = environment;
  const render = (part: typeof tokens): MarkdownPiece => {
    return { kind: 'unsafe', html: markdown.renderer.render(part, markdown.options, environment) };
  };
  if (tokens.some(({ type }) => type === 'html_block')) return { pieces: [render(tokens)], formulas };
  const pieces: MarkdownPiece[] = [];
  let start = 0;
  tokens.forEach(({ type, level, info, content }, index) => {
    if (type !== 'fence' || level > 0) return;
    if (index > start) pieces.push(render(tokens.slice(start, index)));
    pieces.push({ kind: 'code', language: /^[\w+#-]{0,40}/.exec(info.trim())?.[0] ?? '', code: content });
    start = index + 1;
  });
  if (start < tokens.length) pieces.push(render(tokens.slice(start)));
  return { pieces, formulas };
}

type Environment = FormulaEnvironment & { readonly attachment: AttachmentReader };

const parsers = new Map<MarkdownAuthor, MarkdownIt>();

function parser(author: MarkdownAuthor): MarkdownIt {
  const known = parsers.get(author);
  if (known !== undefined) return known;
  const made = newParser(author);
  parsers.set(author, made);
  return made;
}

function newParser(author: MarkdownAuthor): MarkdownIt {
  const markdown = new MarkdownIt({ html: true, linkify: author === 'author' });
  useFormulas(markdown);
  useDefinitionLists(markdown);
  markdown.renderer.rules.image = (tokens, index, options, environment: Environment, renderer) => {
    const token = tokens[index];
    if (token === undefined) return '';
    const source = token.attrGet('src') ?? '';
    const name = source.startsWith('attachment:') ? decodeName(source.slice('attachment:'.length)) : undefined;
    const address = name === undefined ? undefined : environment.attachment(name);
    if (address !== undefined) token.attrSet('src', address);
    const words = token.children ?? [];
    for (const word of words) if (word.type === 'formula') Object.assign(word, asText(word, environment));
    token.attrSet('alt', renderer.renderInlineAsText(words, options, environment));
    return renderer.renderToken(tokens, index, options);
  };
  return markdown;
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // Not percent-encoded: the name is meant as it stands.
    return name;
  }
}

/** `- [x] done` as the sign that GitHub's check box would be. */
function taskLists(source: string): string {
  return source.includes('] ')
    ? source.replace(/^([ \t]{0,40}(?:[-*+]|\d{1,9}[.)])[ \t]{1,4})\[([ xX])\] /gm, (_, lead: string, mark: string) => {
        return `${lead}${mark === ' ' ? '\u2610' : '\u2611'} `;
      })
    : source;
}

/** Reads the attachments of a cell; `image` gives the data URI of a bundle. */
export function attachmentReader(
  attachments: UnknownRecord,
  image: (bundle: unknown) => string | undefined
): AttachmentReader {
  return name => (Object.hasOwn(attachments, name) ? image(attachments[name]) : undefined);
}

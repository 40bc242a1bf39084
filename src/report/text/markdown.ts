import MarkdownIt from 'markdown-it';
import type { UnknownRecord } from '../json-shape.js';

/** Who wrote the text: only what an author wrote becomes a link by itself. URLs in outputs are often the attacker's. */
export type MarkdownAuthor = 'author' | 'output';

/** Returns the address of an attached image, e.g. for `attachment:plot.png` the name `plot.png`. */
export type AttachmentReader = (name: string) => string | undefined;

/**
 * The HTML of Markdown as GitHub writes it (tables, strikethrough, raw HTML), *unsafe*: it must go through the
 * sanitizer. Source: CommonMark 0.31 through markdown-it; nesting is bounded there (`maxNesting`).
 */
export function markdownToUnsafeHtml(source: string, author: MarkdownAuthor, attachment: AttachmentReader): string {
  const environment: Environment = { attachment };
  return parser(author).render(taskLists(source), environment);
}

type Environment = { readonly attachment: AttachmentReader };

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
  markdown.renderer.rules.image = (tokens, index, options, environment: Environment, renderer) => {
    const token = tokens[index];
    if (token === undefined) return '';
    const source = token.attrGet('src') ?? '';
    const name = source.startsWith('attachment:') ? decodeName(source.slice('attachment:'.length)) : undefined;
    const address = name === undefined ? undefined : environment.attachment(name);
    if (address !== undefined) token.attrSet('src', address);
    token.attrSet('alt', renderer.renderInlineAsText(token.children ?? [], options, environment));
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

/** The first image of an attachment's bundle as a data URI. Source: nbconvert's order, svg left out. */
export function attachmentReader(attachments: UnknownRecord, image: (bundle: unknown) => string | undefined): AttachmentReader {
  return name => (Object.hasOwn(attachments, name) ? image(attachments[name]) : undefined);
}

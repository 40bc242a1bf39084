import { Tokenizer } from 'htmlparser2';
import { decodeHTML, decodeHTMLAttribute, decodeHTMLStrict } from 'entities/decode';

/** Where a tag stands in the markup: `start` at its `<`, `end` after its `>`; `closesItself` when it ends in `/>`. */
export type TagPlace = { readonly start: number; readonly end: number; readonly closesItself: boolean };

/** Attributes of a tag by name, the first of a name wins, values decoded. Source: HTML, "attribute name state". */
export type TagAttributes = ReadonlyMap<string, string>;

/** What reads tokens. Comments, declarations and processing instructions are not told. */
export type TokenReader = {
  open(name: string, attributes: TagAttributes, place: TagPlace): void;
  close(name: string, place: Pick<TagPlace, 'start' | 'end'>): void;
  /** Text as written, character references included: see `decodeText`. */
  text(raw: string): void;
  /** The content of a CDATA section: text in XML, a comment in HTML. */
  cdata?(raw: string): void;
};

/**
 * Tells `reader` the tokens of `markup` in order. Total, and linear in the length of the markup.
 * In HTML mode names are lower case; in XML mode they are as written. Tags cut off by the end are not told.
 */
export function readTokens(markup: string, mode: 'html' | 'xml', reader: TokenReader): void {
  const isXml = mode === 'xml';
  const nameOf = (start: number, end: number): string => {
    const name = markup.slice(start, end);
    return isXml ? name : name.toLowerCase();
  };
  const decodeValue = isXml ? decodeHTMLStrict : decodeHTMLAttribute;
  let tagName = '';
  let tagStart = 0;
  let attributes: Map<string, string> | undefined;
  let attributeName = '';
  let attributeValue = '';
  const finishTag = (end: number, closesItself: boolean): void => {
    const found = attributes ?? NO_ATTRIBUTES;
    attributes = undefined;
    reader.open(tagName, found, { start: tagStart, end: end + 1, closesItself });
  };
  const tokenizer = new Tokenizer(
    // Without decoding the tokenizer jumps from `<` to `<`; text is decoded here, once, and only where it is kept.
    { xmlMode: isXml, decodeEntities: false },
    {
      onopentagname(start, end) {
        tagName = nameOf(start, end);
        tagStart = start - 1;
      },
      onattribname(start, end) {
        attributeName = nameOf(start, end);
        attributeValue = '';
      },
      onattribdata(start, end) {
        attributeValue = markup.slice(start, end);
      },
      onattribend() {
        attributes ??= new Map();
        if (attributes.has(attributeName)) return;
        attributes.set(attributeName, attributeValue.includes('&') ? decodeValue(attributeValue) : attributeValue);
      },
      onopentagend: end => finishTag(end, false),
      onselfclosingtag: end => finishTag(end, true),
      onclosetag: (start, end) => reader.close(nameOf(start, end), { start: start - 2, end: end + 1 }),
      ontext: (start, end) => reader.text(markup.slice(start, end)),
      oncdata: (start, end, endOffset) => reader.cdata?.(markup.slice(start, end - endOffset)),
      onattribentity: nothing,
      ontextentity: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: nothing
    }
  );
  tokenizer.write(markup);
  tokenizer.end();
}

/** Text with its character references decoded as HTML does, with or without the semicolon. */
export function decodeText(raw: string): string {
  return raw.includes('&') ? decodeHTML(raw) : raw;
}

/** Text of an XML document: only references that end in a semicolon; HTML's names are understood too. */
export function decodeXmlText(raw: string): string {
  return raw.includes('&') ? decodeHTMLStrict(raw) : raw;
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const nothing = (): void => undefined;

/** Texts as their readers see them: what a secret looks like after a terminal, a browser or a JSON reader had its pieces. */

// Escape sequences, as the report drops them. No alternative can be read in two ways. Source: ECMA-48 §5.3 to §5.6.
const ESCAPES =
  // eslint-disable-next-line no-control-regex -- escape sequences are what this is about
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)|[ -/]*[0-Z\\`-~])?/g;
/** Controls other than tab and line feed, and characters that take no room. */
const UNSEEN =
  // eslint-disable-next-line no-control-regex -- see above
  /[\ufe00-\ufe0f\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const HAS_UNSEEN = new RegExp(UNSEEN.source);
/** Controls as JSON spells them; the text of a result is read as JSON. Line ends and tabs separate what is seen. */
const ESCAPED_CONTROL = /\\u00([01][0-9a-f]|7f|[89][0-9a-f])/gi;

/** The texts that readers of terminal output get, other than `raw` itself: without controls, and with overwriting done. */
export function terminalTexts(raw: string): readonly string[] {
  const text = raw.includes('\\u00') ? raw.replace(ESCAPED_CONTROL, unescapeControl) : raw;
  if (!HAS_UNSEEN.test(text)) return text === raw ? [] : [text];
  const escaped = text.replace(ESCAPES, '');
  const plain = escaped.replace(UNSEEN, '');
  return /[\r\b]/.test(escaped) ? [overwritten(escaped), plain] : [plain];
}

/** The texts that readers of HTML or SVG get: with and without what stands in elements that browsers do not show. */
export function markupTexts(markup: string): readonly string[] {
  if (!/[<&]/.test(markup)) return terminalTexts(markup);
  const texts = [markupText(markup, { hidden: false }), markupText(markup, { hidden: true })];
  return [...new Set(texts.flatMap(text => [text, ...terminalTexts(text)]))];
}

/** The texts that readers of Markdown get, roughly: marks are removed wherever they stand. */
export function markdownTexts(markdown: string): readonly string[] {
  const unescaped = markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  const linked = unescaped.replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1');
  const marked = [unescaped, linked.replace(/[*`~]+/g, ''), linked.replace(/[*_`~]+/g, '')];
  return [...new Set(marked.flatMap(text => [text, ...markupTexts(text)]))];
}

function unescapeControl(whole: string, hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code === 9 || code === 10 ? whole : String.fromCharCode(code);
}

function overwritten(text: string): string {
  return text.split('\n').map(overwrittenLine).join('\n');
}

function overwrittenLine(line: string): string {
  if (!/[\r\b]/.test(line)) return line.replace(UNSEEN, '');
  const cells: string[] = [];
  let column = 0;
  for (const character of line) {
    if (character === '\r') column = 0;
    else if (character === '\b') column = Math.max(0, column - 1);
    else if (!HAS_UNSEEN.test(character)) {
      cells[column] = character;
      column += 1;
    }
  }
  return cells.join('');
}

/** Elements whose content is no text of the page. */
const HIDDEN = /^<(script|style|title|template|noscript|iframe|object|textarea|select|math)(?=[\s/>])/i;
/** Beside each other, not one after the other. */
const TABLE_CELL = /^<\/?t[dh](?=[\s/>])/i;

/** Markup without tags and comments, and with its character references read. Linear. Source: WHATWG HTML §13.2.5. */
export function markupText(markup: string, { hidden }: { readonly hidden: boolean }): string {
  const lower = hidden ? '' : markup.toLowerCase();
  const parts: string[] = [];
  let position = 0;
  while (position < markup.length) {
    const open = markup.indexOf('<', position);
    if (open < 0) break;
    parts.push(markup.slice(position, open));
    position = endOfTag(markup, open);
    if (position === open + 1) parts.push('<');
    const start = markup.slice(open, Math.min(position, open + 16));
    if (TABLE_CELL.test(start)) parts.push('\t');
    const name = hidden ? undefined : HIDDEN.exec(start)?.[1];
    if (name === undefined) continue;
    const close = lower.indexOf(`</${name.toLowerCase()}`, position);
    // Never closed: a browser hides the rest; the other view has it.
    position = close < 0 ? markup.length : close;
  }
  if (position < markup.length) parts.push(markup.slice(position));
  return readReferences(parts.join(''));
}

/** Where the tag or comment at `open` ends; just after the `<` when it begins none. */
function endOfTag(markup: string, open: number): number {
  const next = markup.charAt(open + 1);
  if (markup.startsWith('<!--', open)) return endOfComment(markup, open);
  if (/[!?]/.test(next)) return endAt(markup, '>', open);
  if (!/[a-z/]/i.test(next)) return open + 1;
  let isValue = false;
  for (let position = open + 1; position < markup.length; position += 1) {
    const character = markup.charAt(position);
    if (character === '>') return position + 1;
    if (isValue && (character === '"' || character === "'")) {
      position = endAt(markup, character, position + 1) - 1;
      isValue = false;
    } else if (character === '=') isValue = true;
    else if (!/\s/.test(character)) isValue = false;
  }
  return markup.length;
}

function endOfComment(markup: string, open: number): number {
  const empty = /^<!--(?:-?>)/.exec(markup.slice(open, open + 6));
  if (empty !== null) return open + empty[0].length;
  const end = /--!?>/g;
  end.lastIndex = open + 4;
  return end.exec(markup) === null ? markup.length : end.lastIndex;
}

function endAt(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found + what.length;
}

/** The named references of characters that secrets are made of. Source: WHATWG HTML §13.5. */
const NAMED: ReadonlyMap<string, string> = new Map(
  (
    'Tab:\t NewLine:\n excl:! quot:" QUOT:" num:# dollar:$ percnt:% amp:& AMP:& apos:\' lpar:( rpar:) ast:* midast:* ' +
    'plus:+ comma:, period:. sol:/ colon:: semi:; lt:< LT:< equals:= gt:> GT:> quest:? commat:@ lsqb:[ lbrack:[ ' +
    'bsol:\\ rsqb:] rbrack:] Hat:^ lowbar:_ UnderBar:_ grave:` DiacriticalGrave:` lcub:{ lbrace:{ verbar:| vert:| ' +
    'VerticalLine:| rcub:} rbrace:} nbsp:\u00a0 shy:\u00ad zwj:\u200d zwnj:\u200c ZeroWidthSpace:\u200b fjlig:fj'
  )
    .split(' ')
    .map(entry => [entry.slice(0, entry.indexOf(':')), entry.slice(entry.indexOf(':') + 1)] as const)
);

function readReferences(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#[xX]([\da-fA-F]+)|([A-Za-z]{2,16}));?/g,
    (whole, decimal: string | undefined, hex: string | undefined, name = '') => {
      if (decimal === undefined && hex === undefined) return NAMED.get(String(name)) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
    }
  );
}

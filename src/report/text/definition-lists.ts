import type MarkdownIt from 'markdown-it';
import type { StateCore, Token } from 'markdown-it';

/**
 * Teaches a parser definition lists as nbconvert reads them: a term on a line of its own, and below it, without a blank
 * line, definitions that each begin with `: `. Source: mistune 2, plugin `def_list`.
 */
export function useDefinitionLists(markdown: MarkdownIt): void {
  markdown.core.ruler.after('block', 'definition_list', state => {
    if (state.src.includes('\n:')) state.tokens = withLists(state);
  });
}

const IS_LIST = /^(?!:)[^\n]+\n:[ \t]/;
/** A paragraph is three tokens: its beginning, its text, its end. */
const PARAGRAPH = 3;

function withLists(state: StateCore): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < state.tokens.length; at += 1) {
    const [opening, content] = [state.tokens[at], state.tokens[at + 1]];
    if (
      opening?.type === 'paragraph_open' &&
      !opening.hidden &&
      content !== undefined &&
      IS_LIST.test(content.content)
    ) {
      tokens.push(...list(state, content));
      at += PARAGRAPH - 1;
    } else if (opening !== undefined) tokens.push(opening);
  }
  return tokens;
}

function list(state: StateCore, paragraph: Token): readonly Token[] {
  const [term = '', ...definitions] = paragraph.content.split(/\n:[ \t]+/);
  return [
    token(state, 'dl', 1),
    ...item(state, paragraph, 'dt', term),
    ...definitions.flatMap(definition => item(state, paragraph, 'dd', definition)),
    token(state, 'dl', -1)
  ];
}

function item(state: StateCore, { level }: Token, tag: 'dt' | 'dd', content: string): readonly Token[] {
  const inline = new state.Token('inline', '', 0);
  return [
    token(state, tag, 1),
    Object.assign(inline, { content, level: level + 1, children: [] }),
    token(state, tag, -1)
  ];
}

function token(state: StateCore, tag: string, nesting: 1 | -1): Token {
  return Object.assign(new state.Token(`${tag}_${nesting === 1 ? 'open' : 'close'}`, tag, nesting), { block: true });
}

import { readQueryCell, tokenize, type QueryCell, type Span, type Token, type TokenKind } from '../../scirius/index.js';

/** What a stretch of a query is, as it is coloured. */
export type Paint =
  'magic' | 'option' | 'word' | 'field' | 'operator' | 'value' | 'text' | 'pattern' | 'insert' | 'bad';

type Painted = Span & { readonly paint: Paint };

const PAINTS: Readonly<Partial<Record<TokenKind, Paint>>> = {
  term: 'value',
  prefix: 'pattern',
  wildcard: 'pattern',
  star: 'pattern',
  regex: 'pattern',
  quoted: 'text',
  and: 'operator',
  or: 'operator',
  not: 'operator',
  plus: 'operator',
  minus: 'operator',
  bareOperator: 'bad',
  openBracket: 'word',
  closeBracket: 'word',
  colon: 'word',
  caret: 'word',
  number: 'value',
  fuzzy: 'pattern',
  rangeStart: 'word',
  rangeTo: 'operator',
  rangeQuoted: 'text',
  rangeWord: 'value',
  rangeEnd: 'word',
  bad: 'bad'
};

/** The parts of a query cell, in order; nothing for another cell. */
export function paintsOf(text: string): readonly Painted[] {
  const cell = readQueryCell(text);
  if (cell === undefined) return [];
  return [{ ...cell.magic, paint: 'magic' }, ...paintLine(cell), ...paintFilter(cell)];
}

function paintLine({ words }: QueryCell): readonly Painted[] {
  return words.map(({ from, to, value }, index) => {
    return { from, to, paint: value.startsWith('--') ? 'option' : index === 0 ? 'operator' : 'value' };
  });
}

function paintFilter({ filter, inserts, body }: QueryCell): readonly Painted[] {
  const { tokens } = tokenize(filter);
  const inserted = new Set(inserts.map(({ from }) => from));
  return tokens.flatMap((token, index): readonly Painted[] => {
    const paint = inserted.has(token.from) ? 'insert' : paintOf(token, tokens[index + 1]);
    const isEmpty = token.from === token.to;
    return paint === undefined || isEmpty ? [] : [{ from: token.from + body.from, to: token.to + body.from, paint }];
  });
}

function paintOf(token: Token, next: Token | undefined): Paint | undefined {
  return next?.kind === 'colon' && token.kind !== 'colon' ? 'field' : PAINTS[token.kind];
}

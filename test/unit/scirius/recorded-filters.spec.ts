import { parseFilter, type ParsedFilter } from '../../../src/scirius/language/index.js';
import { luceneRendering } from '../../support/scirius/lucene-rendering';
import { filterOf, recordedAnswers } from '../../support/scirius/recorded-answers';

/** Scirius puts this before a filter; the engine's columns count from its start. */
const BEFORE = '*  AND ';
const LEXICAL = new Set(['quote-closed', 'regex-closed', 'escape-complete']);
/** Two recorded errors name no place: their filters have more than 1,024 clauses, which is no matter of syntax. */
const PLACED = /at line 1, column (\d+)/;

const recorded = recordedAnswers().flatMap(answer => {
  const filter = filterOf(answer);
  return filter === undefined || answer.lucene === undefined ? [] : [{ id: answer.id, filter, ...answer.lucene }];
});
const readable = recorded.filter(({ error }) => error === undefined || !PLACED.test(error));
const refused = recorded.filter(({ error }) => error !== undefined && PLACED.test(error));

function firstErrorOffset({ errors, text }: ParsedFilter): number | undefined {
  const first = errors[0];
  if (first === undefined) return undefined;
  return LEXICAL.has(first.code) ? text.length : first.from;
}

/** Where the engine stopped: parse errors count columns from 0, lexical errors from 1. */
function recordedOffset(error: string): number {
  const lexical = /Lexical error at line 1, column (\d+)/.exec(error)?.[1];
  const parse = PLACED.exec(error)?.[1];
  return Number(lexical ?? parse) - BEFORE.length - (lexical === undefined ? 0 : 1);
}

if (recorded.length > 0) {
  test('there are at least 250 recorded readings of filters', () => {
    expect({ readable: readable.length > 230, refused: refused.length > 25 }).toEqual({
      readable: true,
      refused: true
    });
  });

  test.each(readable)('reads the clauses of $id as the engine did', ({ filter, query }) => {
    expect(parseFilter(filter).errors).toEqual([]);
    if (query !== undefined) expect(query).toMatch(luceneRendering(parseFilter(BEFORE + filter).root));
  });

  test.each(refused)('refuses $id where the engine did', ({ filter, error }) => {
    expect(firstErrorOffset(parseFilter(filter))).toBe(recordedOffset(error ?? ''));
  });
} else {
  test('an empty filter is refused at its start', () => {
    expect(parseFilter('').errors.map(({ code, from }) => ({ code, from }))).toEqual([
      { code: 'clause-present', from: 0 }
    ]);
  });
}

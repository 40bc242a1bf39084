import { LIMITS } from '../defaults.js';
import { TOKEN_LENGTH } from '../fields/analyse.js';
import { WHITESPACE, classPattern, complement } from '../fields/char-set.js';
import { allOf, anyOf, FALSE, raw, sql, TRUE, type Fragment } from './fragment.js';
import { literal, patternOf, type Language } from './regular-expression.js';
import type { Lowered, Test, TextBound } from './test.js';

/** Where the values of a field stand: SQL of the text, and of the number where it has one; `number` is its SQL type. */
export type ValueSql = { readonly text: string; readonly whole: string; readonly wholeType: WholeType };
export type WholeType = 'BIGINT' | 'HUGEINT' | 'UHUGEINT';

const SPACE = classPattern(WHITESPACE);
const NO_SPACE = classPattern(complement(WHITESPACE));
const PIECE = `${NO_SPACE}{1,${TOKEN_LENGTH}}`;
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** RE2 gives up on longer ones. */
const MAX_PATTERN = 20_000;
const LIMIT_OF: Readonly<Record<WholeType, readonly [bigint, bigint]>> = {
  BIGINT: [-(2n ** 63n), 2n ** 63n - 1n],
  HUGEINT: [-(2n ** 127n), 2n ** 127n - 1n],
  UHUGEINT: [0n, 2n ** 128n - 1n]
};

/**
 * SQL that is true for a value that passes; NULL or false for any other. `undefined` when SQL cannot say it, and the
 * values have to be tested one by one.
 */
export function testSql({ aspect, anyOf: tests }: Exclude<Lowered, 'vanishes'>, value: ValueSql): Fragment | undefined {
  const parts = tests.map(test => {
    switch (aspect) {
      case 'token':
        return tokenSql(test, value.text);
      case 'keyword':
        return keywordSql(test, value.text);
      case 'whole':
        return wholeSql(test, value);
      case 'float':
        return floatSql(test, value);
    }
  });
  return parts.some(part => part === undefined) ? undefined : anyOf(parts.filter(part => part !== undefined));
}

function tokenSql(test: Test, text: string): Fragment | undefined {
  const x = raw(text);
  switch (test.kind) {
    case 'exists':
      return sql`${x} IS NOT NULL`;
    case 'language': {
      const pattern = analysed(test.language);
      if (pattern === undefined) return undefined;
      const found = anyOf([...(test.exactly === undefined ? [] : [sql`${x} = ${test.exactly}`]), oneToken(x, pattern)]);
      // `lower` knows more letters than the analyser, so only ASCII finds candidates.
      return /^[\0-\x7f]+$/u.test(test.literal) ? where(sql`contains(lower(${x}), ${test.literal})`, found) : found;
    }
    case 'phrase': {
      if (test.slop > 0) return undefined;
      const patterns = test.tokens.map(token => analysed(literal(token)));
      if (patterns.some(pattern => pattern === undefined)) return undefined;
      const all = `(?:^|${SPACE})${patterns.join(`${SPACE}+`)}(?:${SPACE}|$)`;
      return sql`regexp_matches(${x}, ${all}, 's')`;
    }
    case 'textRange': {
      const bounds = textBounds('t', test);
      return sql`coalesce(list_bool_or(list_transform(regexp_extract_all(translate(${x}, ${UPPER}, ${UPPER.toLowerCase()}), ${PIECE}), lambda t: ${bounds})), false)`;
    }
    case 'fuzzy':
    case 'wholeRange':
    case 'floatRange':
      return undefined;
  }
}

/** Both, the second only where the first holds: DuckDB works out both sides of an AND whose value is asked for. */
function where(first: Fragment, second: Fragment): Fragment {
  return first.sql === TRUE.sql ? second : sql`CASE WHEN ${first} THEN ${second} ELSE FALSE END`;
}

/** A token of a value that is longer than a token can be may be a piece of it. */
function oneToken(x: Fragment, pattern: string): Fragment {
  const whole = `(?:^|${SPACE})(?:${pattern})(?:${SPACE}|$)`;
  const piece = `^(?:${pattern})$`;
  return sql`CASE WHEN length(${x}) <= ${TOKEN_LENGTH} THEN regexp_matches(${x}, ${whole}, 's') ELSE coalesce(list_bool_or(list_transform(regexp_extract_all(${x}, ${PIECE}), lambda t: regexp_matches(t, ${piece}, 's'))), false) END`;
}

function keywordSql(test: Test, text: string): Fragment | undefined {
  const x = raw(text);
  const isKeyword = sql`length(${x}) <= ${LIMITS.keywordLength}`;
  switch (test.kind) {
    case 'exists':
      return isKeyword;
    case 'language': {
      if (test.exactly !== undefined)
        return test.exactly.length > LIMITS.keywordLength ? FALSE : sql`${x} = ${test.exactly}`;
      const pattern = patternOf(test.language, false);
      if (pattern === undefined || pattern.length > MAX_PATTERN) return undefined;
      const part = test.literal === '' ? TRUE : sql`contains(${x}, ${test.literal})`;
      return where(allOf([part, isKeyword]), sql`regexp_matches(${x}, ${`^(?:${pattern})$`}, 's')`);
    }
    case 'textRange':
      return allOf([isKeyword, textBounds(text, test)]);
    case 'phrase':
    case 'fuzzy':
    case 'wholeRange':
    case 'floatRange':
      return undefined;
  }
}

function wholeSql(test: Test, { text, whole, wholeType }: ValueSql): Fragment | undefined {
  if (test.kind === 'exists') return sql`${raw(text)} IS NOT NULL`;
  if (test.kind !== 'wholeRange') return undefined;
  const [least, most] = LIMIT_OF[wholeType];
  const { lower = least, upper = most } = test;
  const [from, to] = [lower < least ? least : lower, upper > most ? most : upper];
  if (from > to) return FALSE;
  const cast = (bound: bigint): Fragment => sql`CAST(${String(bound)} AS ${raw(wholeType)})`;
  return sql`${raw(whole)} BETWEEN ${cast(from)} AND ${cast(to)}`;
}

function floatSql(test: Test, { text, whole }: ValueSql): Fragment | undefined {
  if (test.kind === 'exists') return sql`${raw(text)} IS NOT NULL`;
  if (test.kind !== 'floatRange') return undefined;
  const { lower, upper } = test;
  const x = raw(whole);
  return allOf([
    sql`${x} IS NOT NULL`,
    lower === undefined ? TRUE : lower.inclusive ? sql`${x} >= ${lower.value}` : sql`${x} > ${lower.value}`,
    upper === undefined ? TRUE : upper.inclusive ? sql`${x} <= ${upper.value}` : sql`${x} < ${upper.value}`
  ]);
}

function textBounds(
  name: string,
  { lower, upper }: { readonly lower: TextBound | undefined; readonly upper: TextBound | undefined }
): Fragment {
  const x = raw(name);
  return allOf([
    sql`${x} IS NOT NULL`,
    lower === undefined ? TRUE : lower.inclusive ? sql`${x} >= ${lower.text}` : sql`${x} > ${lower.text}`,
    upper === undefined ? TRUE : upper.inclusive ? sql`${x} <= ${upper.text}` : sql`${x} < ${upper.text}`
  ]);
}

function analysed(language: Language): string | undefined {
  const pattern = patternOf(language, true);
  return pattern === undefined || pattern.length > MAX_PATTERN ? undefined : pattern;
}

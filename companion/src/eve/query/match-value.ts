import { ExactNumber } from '../../../../src/json/index.js';
import { compareCodePoints } from '../../../../src/json/index.js';
import { LIMITS } from '../defaults.js';
import { tokensOf } from '../fields/analyse.js';
import type { FieldType } from '../fields/field-type.js';
import { ipNumber } from '../fields/ip-number.js';
import { parseTime } from '../fields/parse-time.js';
import { wholeNumber } from '../ingest/index-event.js';
import { exactInteger } from '../ingest/read-event.js';
import type { Scalar } from '../ingest/values-at.js';
import { isWithinDistance } from './edit-distance.js';
import { phraseIsIn } from './phrase.js';
import { recogniserOf } from './recognise.js';
import type { Lowered, Test, TextBound } from './test.js';

export type Matcher = (value: Scalar) => boolean;

/**
 * Whether one value of a field of this type passes; for values that have no column, or that no SQL can test.
 * A clause that vanishes matches no value.
 */
export function matcherOf(lowered: Lowered, type: FieldType): Matcher {
  if (lowered === 'vanishes') return () => false;
  const { aspect, anyOf } = lowered;
  if (anyOf.some(({ kind }) => kind === 'exists')) return aspect === 'keyword' ? isKeyword : () => true;
  switch (aspect) {
    case 'token': {
      const tests = anyOf.map(tokensMatcher);
      return value => {
        const tokens = tokensOf(textOf(value));
        return tests.some(test => test(tokens));
      };
    }
    case 'keyword': {
      const tests = anyOf.map(textMatcher);
      return value => isKeyword(value) && tests.some(test => test(textOf(value)));
    }
    case 'whole':
      return value => {
        const number = wholeOf(value, type);
        return number !== undefined && anyOf.some(test => isInWholeRange(test, number));
      };
    case 'float':
      return value => {
        const number = typeof value === 'boolean' ? NaN : Number(textOf(value));
        return !Number.isNaN(number) && anyOf.some(test => isInFloatRange(test, number));
      };
  }
}

/** The text of a value as the engine indexes it. */
export function textOf(value: Scalar): string {
  return value instanceof ExactNumber ? value.text : String(value);
}

/** Integers, addresses, dates and booleans as whole numbers, or `undefined` for a value that is not of the type. */
export function wholeOf(value: Scalar, type: FieldType): bigint | undefined {
  switch (type) {
    case 'ip':
      return typeof value === 'string' ? ipNumber(value) : undefined;
    case 'date': {
      const atMs = typeof value === 'string' ? parseTime(value) : undefined;
      return atMs === undefined ? undefined : BigInt(atMs);
    }
    case 'boolean':
      return typeof value === 'boolean' ? BigInt(value) : undefined;
    case 'long':
    case 'double':
    case 'text': {
      const big = value instanceof ExactNumber ? exactInteger(value) : undefined;
      const number = big ?? wholeNumber(value);
      return number === undefined ? undefined : BigInt(number);
    }
  }
}

/** Tests of a text as a whole: of a keyword, or of one token. */
export function textMatcher(test: Test): (text: string) => boolean {
  switch (test.kind) {
    case 'language': {
      if (test.exactly !== undefined) return text => text === test.exactly;
      const isIn = recogniserOf(test.language);
      return text => text.includes(test.literal) && isIn(text);
    }
    case 'textRange':
      return text => isAbove(text, test.lower) && isBelow(text, test.upper);
    case 'fuzzy':
      return text => isWithinDistance(text, test.text, test.distance);
    case 'phrase':
    case 'exists':
    case 'wholeRange':
    case 'floatRange':
      return () => false;
  }
}

/** Tests of all tokens of one value. */
export function tokensMatcher(test: Test): (tokens: readonly string[]) => boolean {
  if (test.kind === 'phrase') return tokens => phraseIsIn(test, tokens);
  const matches = textMatcher(test);
  return tokens => tokens.some(matches);
}

function isKeyword(value: Scalar): boolean {
  return textOf(value).length <= LIMITS.keywordLength;
}

function isInWholeRange(test: Test, number: bigint): boolean {
  if (test.kind !== 'wholeRange') return false;
  return (test.lower === undefined || number >= test.lower) && (test.upper === undefined || number <= test.upper);
}

function isInFloatRange(test: Test, number: number): boolean {
  if (test.kind !== 'floatRange') return false;
  const { lower, upper } = test;
  const isHigh = lower === undefined || (lower.inclusive ? number >= lower.value : number > lower.value);
  return isHigh && (upper === undefined || (upper.inclusive ? number <= upper.value : number < upper.value));
}

function isAbove(text: string, bound: TextBound | undefined): boolean {
  if (bound === undefined) return true;
  const order = compareCodePoints(text, bound.text);
  return order > 0 || (bound.inclusive && order === 0);
}

function isBelow(text: string, bound: TextBound | undefined): boolean {
  if (bound === undefined) return true;
  const order = compareCodePoints(text, bound.text);
  return order < 0 || (bound.inclusive && order === 0);
}

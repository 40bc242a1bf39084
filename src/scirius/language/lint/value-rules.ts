import type { Bound, FieldRef, LeafNode, PhraseNode, RangeNode, RegexNode, Span, WildcardNode } from '../ast.js';
import { type FieldCatalog, type FieldType } from '../fields.js';
import { escapeWord, quoteText, serializeNode } from '../serialize.js';
import { valueFault } from './check-value.js';
import { regexFault } from './check-regex.js';
import { replacement, type Finding, type Fix } from './diagnostic.js';
import { patternFixes } from './pattern-fixes.js';

const PATTERNS = { wildcard: 'A wildcard', regex: 'A regular expression', fuzzy: 'A ~' } as const;
const NOT_TEXT: ReadonlySet<FieldType> = new Set(['ip', 'long', 'float', 'date', 'boolean']);

/** Rules about what a leaf searches for. `type` is undefined for fields that nobody knows and for all fields. */
export function lintValue(leaf: LeafNode, catalog: FieldCatalog): readonly Finding[] {
  const { field } = leaf;
  const isOneField = field !== undefined && field.name !== '_exists_' && !field.name.includes('*');
  const type = isOneField ? catalog.find(field.name)?.type : undefined;
  switch (leaf.kind) {
    case 'wildcard':
    case 'fuzzy':
      return patternOnType(leaf, type);
    case 'regex':
      return [...patternOnType(leaf, type), ...regexRules(leaf)];
    case 'phrase':
      return phraseRules(leaf, type);
    case 'text':
      return leaf.written === 'operator' ? [] : textRules(leaf, leaf.words.join(' '), type);
    case 'range':
      return rangeRules(leaf, type);
    case 'exists':
    case 'all':
    case 'missing':
      return [];
  }
}

function patternOnType(leaf: WildcardNode | RegexNode | (LeafNode & { kind: 'fuzzy' }), type: FieldType | undefined) {
  if (type === undefined || !NOT_TEXT.has(type) || leaf.field === undefined) return [];
  const message = `${PATTERNS[leaf.kind]} matches nothing on ${leaf.field.name}, which holds ${KINDS[type]}.`;
  const code = 'pattern-on-text' as const;
  return [{ code, from: leaf.from, to: leaf.to, message, fixes: patternFixes(leaf, type) }];
}

const KINDS: { readonly [type in FieldType]: string } = {
  text: 'text',
  keyword: 'text',
  ip: 'addresses',
  long: 'numbers',
  float: 'numbers',
  date: 'dates',
  boolean: 'true and false',
  object: 'other fields'
};

const CLASSES: Readonly<Record<string, string>> = { d: '[0-9]', w: '[A-Za-z0-9_]', s: '[ \\t]' };
const UNKNOWN_CLASSES: Readonly<Record<string, string>> = { D: '[^0-9]', W: '[^A-Za-z0-9_]', S: '[^ \\t]' };
const NAMED_CLASS = /\\([\s\S])/g;

function regexRules(leaf: RegexNode): readonly Finding[] {
  const { source } = leaf;
  const found: Finding[] = [];
  const report = (code: Finding['code'], message: string, fixes: readonly Fix[]): void => {
    found.push({ code, from: leaf.from, to: leaf.to, message, fixes });
  };
  const written = (text: string): string => serializeNode({ ...leaf, source: text });
  const fault = regexFault(source);
  if (fault !== undefined) {
    const literal = serializeNode({ ...leaf, kind: 'phrase', text: source, slop: undefined });
    report('regex-readable', `This regular expression cannot be read: ${fault}.`, [
      replacement('Search for the text as it is', leaf, literal)
    ]);
  }
  const named = source.replace(NAMED_CLASS, (whole, letter: string) => {
    return CLASSES[letter] ?? UNKNOWN_CLASSES[letter] ?? whole;
  });
  if (named !== source) {
    const classes = [...source.matchAll(NAMED_CLASS)].map(match => match[0]).filter(match => /\\[dwsDWS]/.test(match));
    const message = `${classes[0] ?? ''} is a plain letter for this engine.`;
    report('regex-class-known', message, [replacement('Name the characters', leaf, written(named))]);
  }
  const bare = source.replace(/^\^/, '').replace(/(^|[^\\])\$$/, '$1');
  if (bare !== source && source.length > 1) {
    report('regex-whole-value', '^ and $ are plain characters here.', [
      replacement('Remove them', leaf, written(bare))
    ]);
  }
  return found;
}

function phraseRules(leaf: PhraseNode, type: FieldType | undefined): readonly Finding[] {
  const { field, text } = leaf;
  const at = { from: leaf.from, to: leaf.to };
  if (text === '' && field !== undefined) {
    const fixes = [replacement('Ask whether there is a value', leaf, withField(field, '*'))];
    return [{ code: 'phrase-not-empty', ...at, message: 'An empty value does not ask for anything.', fixes }];
  }
  if (/[*?]/.test(text) && (type === undefined || !NOT_TEXT.has(type))) {
    const open = [...text].map(character =>
      '*?'.includes(character) ? character : escapeWord(`a${character}`).slice(1)
    );
    const joined = open.join('');
    const pattern = joined.startsWith('-') || joined.startsWith('+') ? `\\${joined}` : joined;
    const fixes = [replacement(`Write ${pattern}`, leaf, withField(field, pattern))];
    return [{ code: 'wildcard-not-quoted', ...at, message: 'Wildcards in quotes are plain characters.', fixes }];
  }
  return textRules(leaf, text, type);
}

function textRules(leaf: LeafNode, text: string, type: FieldType | undefined): readonly Finding[] {
  const { field } = leaf;
  if (type === undefined || field === undefined) return [];
  const fault = valueFault(type, text);
  return fault === undefined ? [] : [wrongValue(leaf, field, `${text} ${fault}`, valueFixes(leaf, type, text))];
}

function wrongValue(leaf: Span, field: FieldRef, fault: string, fixes: readonly Fix[]): Finding {
  const message = `${fault}, so ${field.name} never matches it.`;
  return { code: 'value-of-field-type', from: leaf.from, to: leaf.to, message, fixes };
}

function valueFixes(leaf: LeafNode, type: FieldType, text: string): readonly Fix[] {
  const { field } = leaf;
  const truth = TRUTH.get(text.trim().toLowerCase());
  if (type === 'boolean' && truth !== undefined) return [replacement(`Write ${truth}`, leaf, withField(field, truth))];
  if (leaf.kind === 'text' && leaf.words.length > 1 && leaf.words.every(word => valueFault(type, word) === undefined)) {
    const alternatives = leaf.words.map(escapeWord).join(' OR ');
    return [replacement('Search for either', leaf, alternatives)];
  }
  if (type === 'long' && Number.isFinite(Number(text)) && text.trim() !== '') {
    const whole = Math.trunc(Number(text));
    if (Number.isSafeInteger(whole))
      return [replacement(`Write ${String(whole)}`, leaf, withField(field, escapeWord(String(whole))))];
  }
  // Within field:(…) a value alone would be searched for in the same field again.
  return field?.inherited === true ? [] : [replacement('Search for it in all fields', leaf, quoteText(text))];
}

const TRUTH: ReadonlyMap<string, string> = new Map(
  Object.entries({
    true: 'true',
    yes: 'true',
    t: 'true',
    '1': 'true',
    false: 'false',
    no: 'false',
    f: 'false',
    '0': 'false'
  })
);

function rangeRules(leaf: RangeNode, type: FieldType | undefined): readonly Finding[] {
  const { field, lower, upper } = leaf;
  if (field === undefined) return [];
  const bound = lower ?? upper;
  if (leaf.written === 'comparison' && bound !== undefined) {
    const odd = oddComparison(leaf, bound, field, type);
    if (odd !== undefined) return [odd];
  }
  if (type === undefined) return [];
  for (const end of [lower, upper]) {
    const fault = end === undefined ? undefined : valueFault(type, end.text, true);
    if (end !== undefined && fault !== undefined) {
      return [
        wrongValue(end, field, `${end.text} ${fault}`, [replacement('Leave this end open', leaf, opened(leaf, end))])
      ];
    }
  }
  const isBackward = type === 'long' && Number(lower?.text) > Number(upper?.text);
  if (!isBackward || lower === undefined || upper === undefined) return [];
  const swapped = serializeNode({
    ...leaf,
    lower: { ...upper, inclusive: true },
    upper: { ...lower, inclusive: true }
  });
  const fixes = [replacement(`Write ${swapped}`, leaf, swapped)];
  return [
    { code: 'range-in-order', from: leaf.from, to: leaf.to, message: 'This range ends before it begins.', fixes }
  ];
}

function opened(leaf: RangeNode, end: Bound): string {
  const text = serializeNode({
    ...leaf,
    written: 'brackets',
    lower: leaf.lower === end ? undefined : leaf.lower,
    upper: leaf.upper === end ? undefined : leaf.upper
  });
  return text;
}

/** `>= 500` leaves `=` as the value; `<unknown>` on text was never meant as a range. */
function oddComparison(
  leaf: RangeNode,
  bound: Bound,
  field: FieldRef,
  type: FieldType | undefined
): Finding | undefined {
  const at = { from: leaf.from, to: leaf.to };
  const sign = leaf.lower === undefined ? '<' : '>';
  if (bound.text === '=') {
    const fixes = [{ title: 'Remove the blank', changes: [{ from: leaf.to, to: leaf.to + 1, insert: '' }] }];
    return { code: 'comparison-glued', ...at, message: `${sign}= stands alone.`, fixes };
  }
  const isText = type === undefined || !NOT_TEXT.has(type);
  if (!isText || !bound.text.endsWith('>') || sign !== '<') return undefined;
  const value = quoteText(`${sign}${bound.inclusive ? '=' : ''}${bound.text}`);
  const fixes = [replacement(`Write ${value}`, leaf, withField(field, value))];
  return { code: 'value-quoted', ...at, message: 'This is read as a range, not as a value.', fixes };
}

function withField(field: FieldRef | undefined, value: string): string {
  return field === undefined || field.inherited ? value : `${field.raw}:${value}`;
}

import { parseDuration, parseInstant } from '../client/time.js';
import { STATIC_CATALOG, type Diagnostic, type FieldCatalog, type Fix, type Span } from '../language/index.js';
import { similarField } from '../language/lint/similar-field.js';
import { CELL_TABLE, QUERY_KINDS, QUERY_OPTIONS, type CellCode, type OptionValue } from './line-table.js';
import type { LineWord } from './line-words.js';

/** A diagnostic of a cell: of its first line, of an insert, or of its filter. */
export type CellDiagnostic = Omit<Diagnostic, 'code'> & { readonly code: Diagnostic['code'] | CellCode };

type Option = { readonly name: string; readonly word: LineWord; readonly value: LineWord | undefined };
type Line = { readonly options: readonly Option[]; readonly positional: readonly LineWord[] };

/** What is wrong with the first line of a query cell, by place. `magic` is where a missing field is told. */
export function checkLine(
  words: readonly LineWord[],
  magic: Span,
  catalog: FieldCatalog = STATIC_CATALOG
): readonly CellDiagnostic[] {
  const { options, positional } = readLine(words);
  const [kind, field, ...rest] = positional;
  return [
    ...words.filter(({ isClosed }) => !isClosed).map(at => diagnose('line-quote-closed', at, 'This quote has no end.')),
    ...checkKind(kind),
    ...checkField({ kind, field, magic, catalog }),
    ...rest.map(at => diagnose('line-field-for-terms', at, `"${at.value}" is too much here.`)),
    ...options.flatMap(checkOption),
    ...checkTimes(options)
  ];
}

/** Sorts the words of a first line into options with their values, and the rest. */
export function readLine(words: readonly LineWord[]): Line {
  const options: Option[] = [];
  const positional: LineWord[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined) break;
    const [, name, value] = /^(--[^=]+)(?:=(.*))?$/s.exec(word.value) ?? [];
    if (name === undefined) positional.push(word);
    else if (value !== undefined) options.push({ name, word, value: { ...word, value } });
    else {
      const next = words[index + 1];
      const isValue = next !== undefined && !next.value.startsWith('--');
      options.push({ name, word, value: isValue ? next : undefined });
      if (isValue && name in QUERY_OPTIONS) index += 1;
    }
  }
  return { options, positional };
}

function checkKind(kind: LineWord | undefined): readonly CellDiagnostic[] {
  if (kind === undefined || kind.value in QUERY_KINDS) return [];
  const near = Object.keys(QUERY_KINDS).find(name => name.startsWith(kind.value.slice(0, 3).toLowerCase()));
  return [diagnose('line-kind-known', kind, `"${kind.value}" is nothing that can be asked.`, near)];
}

function checkField(line: {
  readonly kind: LineWord | undefined;
  readonly field: LineWord | undefined;
  readonly magic: Span;
  readonly catalog: FieldCatalog;
}): readonly CellDiagnostic[] {
  const { kind, field, magic, catalog } = line;
  if (kind?.value === 'terms') {
    if (field === undefined) return [diagnose('line-field-for-terms', kind, 'terms needs a field.')];
    const near = catalog.find(field.value) === undefined ? similarField(field.value, catalog) : undefined;
    return near === undefined ? [] : [unknownField(field, near)];
  }
  return field === undefined || kind === undefined
    ? []
    : [diagnose('line-field-for-terms', field.to > magic.to ? field : magic, `${kind.value} takes no field.`)];
}

function unknownField(at: LineWord, near: string): CellDiagnostic {
  const message = `There is no field ${at.value}. Did you mean ${near}?`;
  return {
    code: 'field-known',
    severity: 'warning',
    hint: 'A field that no event has matches nothing, without an error.',
    from: at.from,
    to: at.to,
    message,
    fixes: [write(near, at)]
  };
}

function checkOption({ name, word, value }: Option): readonly CellDiagnostic[] {
  const option = QUERY_OPTIONS[name];
  if (option === undefined) {
    const near = Object.keys(QUERY_OPTIONS).find(known => known.startsWith(name.slice(0, 4)));
    return [diagnose('line-option-known', word, `There is no option ${name}.`, near)];
  }
  if (value === undefined) return [diagnose('line-option-valued', word, `${name} has no value.`)];
  const fault = VALUE_FAULTS[option.value](value.value);
  return fault === undefined ? [] : [diagnose('line-value-readable', value, `${name}: ${fault}`)];
}

function checkTimes(options: readonly Option[]): readonly CellDiagnostic[] {
  const last = options.find(({ name }) => name === '--last');
  const other = options.find(({ name }) => name === '--from' || name === '--to');
  if (last === undefined || other === undefined) return [];
  return [diagnose('line-last-alone', last.word, `--last and ${other.name} exclude each other.`)];
}

const NAME = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

/** Why a value of an option cannot be read; undefined when it can. */
const VALUE_FAULTS: Readonly<Record<OptionValue, (text: string) => string | undefined>> = {
  duration: text => sentenceOf(() => parseDuration(text)),
  instant: text => sentenceOf(() => parseInstant(text)),
  columns: text => (text.split(',').some(name => name.trim() !== '') ? undefined : 'no column is named.'),
  count: text => (/^\s*\+?\d+\s*$/.test(text) && Number(text) >= 1 ? undefined : 'it is a whole number, 1 or more.'),
  name: text => (NAME.test(text) ? undefined : `"${text}" is no name of a variable.`)
};

function sentenceOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function diagnose(code: CellCode, { from, to }: Span, message: string, near?: string): CellDiagnostic {
  return { code, ...CELL_TABLE[code], from, to, message, fixes: near === undefined ? [] : [write(near, { from, to })] };
}

function write(text: string, { from, to }: Span): Fix {
  return { title: `Write ${text}`, changes: [{ from, to, insert: text }] };
}

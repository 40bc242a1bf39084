import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

/** What the rows of a title belong to: the feature table, or one of the two lists of defects of the original. */
export type Source = keyof typeof SOURCES;

/** How a title names a row of each list. */
export const SOURCES = {
  feature: 'feature',
  cortex: 'cortex-thehive §4',
  headless: 'headless §4.3'
} as const;

/** A test whose title, or that of a group round it, names rows. `file` is from the root of the project. */
export type MarkedTest = {
  readonly file: string;
  /** The titles of its groups and its own, without the markers. */
  readonly sentence: string;
  readonly rows: readonly { readonly source: Source; readonly number: number }[];
};

const ROOT = resolve(__dirname, '../../..');
const NAME = Object.values(SOURCES).join('|').replaceAll('.', '\\.');
const GROUP = `(?:${NAME}) #?\\d+(?:,? #?\\d+)*`;
const MARKER = new RegExp(`^(${GROUP}(?:, ${GROUP})*): `, 'u');
/** A text that seems to name a row, so that a misspelt marker is an error and not a title without rows. */
const SEEMS_MARKED = new RegExp(`^(?:${NAME})\\b`, 'u');
const TITLED = /^(it|test|describe)(?:\.\w+)*$/u;

/**
 * Every test with a title, its own or that of a group round it, that begins with a marker such as
 * `feature 16, cortex-thehive §4 #38: `. A row that `each` runs over counts as a test when its first text is marked.
 * @throws Error for a title that begins like a marker and is none.
 */
export function markedTests(): readonly MarkedTest[] {
  return testFiles().flatMap(file =>
    testsOf(file).flatMap(titles => {
      const read = titles.map(title => readTitle(title, file));
      const rows = read.flatMap(title => title.rows);
      return rows.length === 0 ? [] : [{ file, rows, sentence: read.map(({ sentence }) => sentence).join(' ') }];
    })
  );
}

function readTitle(title: string, file: string): Pick<MarkedTest, 'sentence' | 'rows'> {
  if (!SEEMS_MARKED.test(title)) return { sentence: title, rows: [] };
  const marker = MARKER.exec(title)?.[1];
  if (marker === undefined) throw new Error(`${file}: the title "${title}" names no row: write "feature 16: …".`);
  return { sentence: title.slice(marker.length + ': '.length), rows: rowsOf(marker) };
}

function testFiles(): readonly string[] {
  return readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .map(name => join('test', name))
    .filter(name => /(?:\.spec|-suite|-contract)\.tsx?$/u.test(name))
    .sort();
}

function rowsOf(marker: string): MarkedTest['rows'] {
  return Object.entries(SOURCES).flatMap(([source, name]) => {
    const numbers = new RegExp(`${name.replaceAll('.', '\\.')} ((?:#?\\d+(?:,? )?)+)`, 'gu');
    return [...marker.matchAll(numbers)].flatMap(([, list = '']) =>
      [...list.matchAll(/\d+/gu)].map(([number]) => ({ source: source as Source, number: Number(number) }))
    );
  });
}

/** The tests of a file, each as the titles of its groups and its own. */
function testsOf(file: string): readonly (readonly string[])[] {
  const tests: (readonly string[])[] = [];
  const text = readFileSync(join(ROOT, file), 'utf8');
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest), []);
  return tests;

  function visit(node: ts.Node, groups: readonly string[]): void {
    const titled = ts.isCallExpression(node) ? titledCall(node) : undefined;
    const inner = titled?.isGroup === true ? [...groups, titled.title] : groups;
    const row =
      ts.isArrayLiteralExpression(node) && node.elements[0] !== undefined ? textOf(node.elements[0]) : undefined;
    if (titled?.isGroup === false) tests.push([...groups, titled.title]);
    if (row !== undefined) tests.push([row]);
    ts.forEachChild(node, child => visit(child, inner));
  }
}

/** `describe('…')`, `it('…')`, `test.only('…')`, `it.each(rows)('…')`. */
function titledCall({
  expression,
  arguments: given
}: ts.CallExpression): { readonly title: string; readonly isGroup: boolean } | undefined {
  const callee = ts.isCallExpression(expression) ? expression.expression : expression;
  const kind = TITLED.exec(nameOf(callee))?.[1];
  const title = given[0] === undefined ? undefined : textOf(given[0]);
  return kind === undefined || title === undefined ? undefined : { title, isGroup: kind === 'describe' };
}

function nameOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? `${nameOf(node.expression)}.${node.name.text}` : '';
}

function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node)
    ? node.head.text + node.templateSpans.map(span => `…${span.literal.text}`).join('')
    : undefined;
}

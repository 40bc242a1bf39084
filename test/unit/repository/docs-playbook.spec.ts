import { execFileSync } from 'node:child_process';
import { inspectPythonSource } from '../../../companion/src/parameters/inspect-python.js';
import { notebookParameters } from '../../../companion/src/cortex/notebook-parameters.js';
import { readJobInput } from '../../../companion/src/cortex/job-input.js';
import { OPERATION_RULES } from '../../../src/playbook/operations/operation-types.js';
import { readResults, type Results } from '../../../src/playbook/index.js';
import { visibilityOf } from '../../../src/report/visibility.js';
import { codesIn, fences, page, tableRows } from '../../support/documentation.js';
import { testPython } from '../../support/real-kernel.js';

const PAGE = page('docs/write-a-playbook.md');
const examples = fences(PAGE).filter(({ info }) => info.startsWith('python'));

/** What a cell with the tag gives when it prints the text. */
function resultsOf(tag: string, printed: string): Results {
  const outputs = [{ output_type: 'stream', name: 'stdout', text: printed }];
  return readResults({ cells: [{ cell_type: 'code', metadata: { tags: [tag] }, outputs }] });
}

const valuesOf = ({ taxonomies, artifacts, operations }: Results): readonly unknown[] =>
  [...taxonomies, ...artifacts, ...operations].map(({ value }) => value);

describe('the lines that write-a-playbook.md shows', () => {
  const rows = tableRows(PAGE, ['printed in', 'line', 'what counts', 'problem']);

  it.each(rows)('%s %s gives %s and %s', (tag, line, counts, problem) => {
    const results = resultsOf(codesIn(tag)[0] ?? '', codesIn(line)[0] ?? '');
    const expected = codesIn(counts).map(json => expect.objectContaining(JSON.parse(json) as Record<string, unknown>));
    expect(counts === 'nothing' || expected.length === 1).toBe(true);
    expect(valuesOf(results)).toEqual(expected);
    expect(results.problems.map(({ code }) => code)).toEqual(codesIn(problem));
  });

  it('show mistakes of both kinds of results', () => {
    expect(new Set(rows.map(([tag]) => tag))).toEqual(new Set(['`taxonomies`', '`artifacts`']));
  });
});

it.each(
  examples
    .filter(({ info }) => /^python \w+$/.test(info) && info !== 'python parameters')
    .map(({ info, text }) => [info, text])
)('the code of the example "%s" prints results without a problem', (info, code) => {
  const printed = execFileSync(testPython, ['-c', code], { encoding: 'utf8' });
  const results = resultsOf(info.replace('python ', ''), printed);
  expect(valuesOf(results)).toHaveLength(code.match(/^print/gm)?.length ?? 0);
  expect(results.problems).toEqual([]);
});

it('the parameters cell of the page declares all that the worker sets', () => {
  const source = examples.find(({ info }) => info === 'python parameters')?.text ?? '';
  const input = readJobInput({ dataType: 'file', file: 'attachment1', filename: 'a.eml' });
  const { parameters, skippedLines } = inspectPythonSource(source);
  expect(skippedLines).toEqual([]);
  expect(parameters.map(({ name }) => name).sort()).toEqual([...notebookParameters(input, '/copy').keys()].sort());
});

it('the table of operations is the one that is checked', () => {
  const rows = tableRows(PAGE, ['`type`']).map(
    ([type = '', fields = '']) => [codesIn(type)[0], codesIn(fields)] as const
  );
  const expected = Object.entries(OPERATION_RULES).map(([type, rule]) => [
    type,
    Object.entries(rule.fields).map(([name, { isRequired }]) => (isRequired ? name : `${name}?`))
  ]);
  expect(rows).toEqual(expected);
});

it('the tags that the page calls folding and removing do so', () => {
  const [folded = [], removed = []] = tableRows(PAGE, ['tag', 'effect']).map(([tags = '']) => codesIn(tags));
  const effects = (tag: string) => Object.values(visibilityOf({ tags: [tag] }, 'show'));
  for (const tag of folded) expect(effects(tag)).toContain('collapse');
  for (const tag of removed) expect(effects(tag)).toContain('hide');
});

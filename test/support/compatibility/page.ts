import { table } from '../error-page.js';
import { CORTEX_DEFECTS, HEADLESS_DEFECTS, type Defect } from './defects.js';
import { FEATURES, type Comparison, type Feature } from './features.js';
import { SOURCES, type MarkedTest, type Source } from './marked-tests.js';

const COMPARED: Readonly<Record<Comparison, string>> = {
  better: 'better',
  same: 'the same',
  worse: '**worse**',
  none: 'not yet'
};

/** `docs/compatibility.md`: the table of features, the tests that prove each row, and the defects that do not come back. */
export function renderCompatibilityPage(tests: readonly MarkedTest[]): string {
  return `# Compared with the original

*Made from the tests: \`HUNTBOOK_UPDATE_DOCS=1 npx jest test/unit/repository/docs-compatibility\` writes it.*

The original are \`Jupyter_Run_Notebook_Analyzer\` 1.0 and \`Jupyter_Run_Notebook_Responder\` 1.0. Each row that runs on the
worker's own machine is proved by the tests listed below it; a row without a test does not pass our own tests.

## Features

${table(['#', 'feature', 'original', 'Huntbook', 'compared', 'since'], FEATURES.map(featureRow))}

## What proves each of them

${FEATURES.filter(({ scope }) => scope === 'local')
  .map(row => proof(row, tests))
  .join('\n\n')}

## Defects of the original that have a test

Defects that only a server can show come with the parts that talk to servers.

${defectTable('In what Cortex and TheHive see', CORTEX_DEFECTS, { source: 'cortex', tests })}

${defectTable('In how notebooks are run', HEADLESS_DEFECTS, { source: 'headless', tests })}

---
Next: [Errors and problems](errors.md) · Previous: [What the worker writes](output-json.md) · [Top](README.md)
`;
}

/** The tests that name a row. */
export function testsFor(
  tests: readonly MarkedTest[],
  { source, number }: { readonly source: Source; readonly number: number }
): readonly MarkedTest[] {
  return tests.filter(({ rows }) => rows.some(row => row.source === source && row.number === number));
}

function featureRow({ number, name, original, ours, compared, since }: Feature): readonly string[] {
  return [String(number), name, original, ours, COMPARED[compared], since ?? ''];
}

function proof({ number, name }: Feature, tests: readonly MarkedTest[]): string {
  const own = testsFor(tests, { source: 'feature', number });
  const lines = own.map(({ sentence, file }) => `- ${plain(sentence)} (\`${file}\`)`);
  return [`**${String(number)}. ${name}**`, '', ...lines].join('\n');
}

function defectTable(
  head: string,
  defects: readonly Defect[],
  { source, tests }: { readonly source: Source; readonly tests: readonly MarkedTest[] }
): string {
  const rows = defects.map(({ number, scope, what }) => {
    const count = testsFor(tests, { source, number }).length;
    const missing = scope === 'remote' ? 'with servers' : '';
    return [String(number), what, count === 0 ? missing : String(count)];
  });
  return `### ${head}\n\nIn tests of tests: \`${SOURCES[source]} #1\`.\n\n${table(['#', 'the original', 'tests'], rows)}`;
}

/** A title of a table of cases has places for what the case says. */
function plain(sentence: string): string {
  return sentence
    .replace(/%[sdifjoOp]|\$\w+/gu, '…')
    .replaceAll('<', '&lt;')
    .replaceAll('*', '\\*');
}

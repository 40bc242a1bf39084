import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { exitStatusOf } from '../../companion/src/cli/failure-status.js';
import { ERROR_TABLE, PROBLEM_TABLE as CORTEX_PROBLEMS } from '../../companion/src/cortex/error-table.js';
import { EXCEPTION_HINTS, EXECUTION_ERRORS } from '../../companion/src/execution/error-table.js';
import { EVE_ERRORS } from '../../companion/src/eve/error-table.js';
import { KERNEL_ERRORS } from '../../companion/src/kernel/error-table.js';
import { CHART_PROBLEMS } from '../../companion/src/materialise/error-table.js';
import { UNREACHABLE_HINTS } from '../../companion/src/http/error-table.js';
import { HUB_ERRORS } from '../../companion/src/jupyter/hub/error-table.js';
import { NOTEBOOK_READ_HINTS } from '../../companion/src/notebook/error-table.js';
import { PARAMETER_ERRORS } from '../../companion/src/parameters/error-table.js';
import { CONFIGURATION_ERRORS } from '../../companion/src/scirius/error-table.js';
import { SAMPLE_ERRORS } from '../../companion/src/samples/error-table.js';
import { SERVICE_ERRORS } from '../../companion/src/service/error-table.js';
import { STORAGE_HINTS } from '../../companion/src/storage/error-table.js';
import { Failure } from '../../src/failure.js';
import { SCIRIUS_ERRORS } from '../../src/scirius/client/error-table.js';
import { PROBLEM_TABLE } from '../../src/playbook/problem-table.js';
import { LINT_TABLE } from '../../src/scirius/language/lint/lint-table.js';
import { SYNTAX_TABLE } from '../../src/scirius/language/syntax-table.js';
import { SERVICE_CLIENT_ERRORS } from '../../src/service-api/error-table.js';

export const ROOT = resolve(__dirname, '../..');

/** All source files of ours as text, by path from the root. */
export function sourceFiles(): ReadonlyMap<string, string> {
  return new Map(['src', 'companion/src'].flatMap(folder => textsBelow(folder, /\.ts$/)));
}

/** Files below a folder of the project whose name fits, by path from the root. */
export function textsBelow(folder: string, name: RegExp): readonly (readonly [path: string, text: string])[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && name.test(entry.name))
    .map(entry => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort()
    .map(path => [path, readFileSync(join(ROOT, path), 'utf8')] as const);
}

type FailureRow = { readonly meaning?: string; readonly hint?: string };
type FailureTable = {
  readonly title: string;
  readonly file: string;
  readonly rows: Readonly<Record<string, FailureRow>>;
};

/** The tables of failures, room by room. A new `error-table.ts` belongs here; the test of the page says so. */
export const FAILURE_TABLES: readonly FailureTable[] = [
  { title: 'The command line', file: 'companion/src/cli/failures.ts', rows: { USAGE: {} } },
  {
    title: 'Files',
    file: 'companion/src/storage/error-table.ts',
    rows: { STORAGE: { hint: 'See the kinds below.' } }
  },
  {
    title: 'Notebooks',
    file: 'companion/src/notebook/error-table.ts',
    rows: { NOTEBOOK_READ: { hint: 'See the kinds below.' } }
  },
  { title: 'Parameters and paths', file: 'companion/src/parameters/error-table.ts', rows: PARAMETER_ERRORS },
  { title: 'Kernels', file: 'companion/src/kernel/error-table.ts', rows: KERNEL_ERRORS },
  { title: 'Hubs', file: 'companion/src/jupyter/hub/error-table.ts', rows: HUB_ERRORS },
  { title: 'Runs', file: 'companion/src/execution/error-table.ts', rows: EXECUTION_ERRORS },
  {
    title: 'HTTP',
    file: 'companion/src/http/error-table.ts',
    rows: { UNREACHABLE: { hint: 'See the kinds below.' } }
  },
  { title: 'Scirius', file: 'src/scirius/client/error-table.ts', rows: SCIRIUS_ERRORS },
  { title: 'Settings of Scirius', file: 'companion/src/scirius/error-table.ts', rows: CONFIGURATION_ERRORS },
  { title: 'Embedded Scirius', file: 'companion/src/eve/error-table.ts', rows: EVE_ERRORS },
  { title: 'Samples', file: 'companion/src/samples/error-table.ts', rows: SAMPLE_ERRORS },
  { title: 'The service', file: 'companion/src/service/error-table.ts', rows: SERVICE_ERRORS },
  { title: 'Asking the service', file: 'src/service-api/error-table.ts', rows: SERVICE_CLIENT_ERRORS },
  { title: 'Cortex jobs', file: 'companion/src/cortex/error-table.ts', rows: ERROR_TABLE }
];

/** Never seen alone: it is the `cause` of the failure of whoever wanted to read JSON. */
export const INNER_FAILURES: readonly string[] = ['JSON_SYNTAX'];

type ProblemRow = { readonly severity: string; readonly meaning: string };

/** Problems whose rooms keep no table; a test compares the codes with the source. */
export const OTHER_PROBLEMS: Readonly<Record<string, ProblemRow>> = {
  'parameters-cell-present': { severity: 'warning', meaning: 'A cell is tagged `parameters`.' },
  'parameter-declared': { severity: 'info', meaning: 'The parameters cell declares the parameter that is set.' },
  'parameter-line-readable': { severity: 'warning', meaning: 'A line of the parameters cell has one `=`.' },
  'parameters-language-inspectable': { severity: 'info', meaning: 'Parameters can be listed: Python only.' },
  'parameter-number-exact-in-matlab': { severity: 'warning', meaning: 'MATLAB can hold the number exactly.' },
  'parameter-number-exact-in-r': { severity: 'warning', meaning: 'R can hold the number exactly.' },
  'result-cell-present': { severity: 'info', meaning: 'A cell is tagged `taxonomies` or `artifacts`.' },
  'cell-asks-nobody': { severity: 'warning', meaning: 'No cell waits for a person (`input()`, a button).' },
  'cell-idle-received': { severity: 'warning', meaning: 'The kernel said that the cell is over.' },
  'outputs-complete': {
    severity: 'error',
    meaning: 'All outputs of a cell came here from the server on which it ran.'
  },
  'kernel-present': { severity: 'error', meaning: 'The service finds a Jupyter kernel (`/health`).' },
  'worker-startable': { severity: 'error', meaning: 'The service can start its worker (`/health`).' },
  'worker-version-equal': { severity: 'warning', meaning: 'Service and worker are of one version (`/health`).' },
  'extension-version-equal': { severity: 'warning', meaning: 'Page and service are of one version (`/health`).' },
  'checkpoint-stored': { severity: 'warning', meaning: 'The notebook could be stored while it ran.' },
  'output-within-limit': {
    severity: 'warning',
    meaning: 'All of the output of a cell is stored. An error when the cell holds results.'
  },
  'output-without-secrets': {
    severity: 'warning',
    meaning: 'No output of a cell shows a secret in parts, for example with markup between them.'
  },
  'widget-state-within-limit': { severity: 'warning', meaning: 'The state of all widgets is stored.' }
};

/** What a report does not show; never part of a result. */
export const REPORT_NOTICES: Readonly<Record<string, string>> = {
  'attachment-present': 'A picture that Markdown names is attached to its cell.',
  'code-short-enough': 'The code of a cell is shown whole.',
  'formula-typeset': 'A formula is TeX that KaTeX reads, without macros that take parameters, and is shown as MathML.',
  'image-readable': 'A picture is one that can be shown safely.',
  'image-small-enough': 'A picture is small enough to stand in the report.',
  'json-short-enough': 'A JSON output is shown whole.',
  'output-short-enough': 'An output is shown whole.',
  'output-static': 'An output needs no script to be seen.',
  'report-complete': 'All cells are in the report.',
  'report-small-enough': 'The report is below its size; otherwise parts are shortened.',
  'report-within-vocabulary': 'The second safety check found nothing; otherwise the report is plain text.',
  'styles-small-enough': 'The colours of tables fit into the report.',
  'table-short-enough': 'All rows of a table are shown.',
  'text-short-enough': 'All lines of a text are shown.',
  'widgets-few-enough': 'All widgets of a notebook are shown.'
};

/** The page `docs/errors.md`, made of the tables. */
export function renderErrorPage(): string {
  const docs = classDocs();
  const failures = FAILURE_TABLES.map(
    ({ title, rows }) =>
      `### ${title}\n\n${table(['code', 'exit', 'what happened', 'what to do'], failureRows(rows, docs))}`
  );
  return `# Codes of errors and problems

<!-- Made from the error tables of the rooms: HUNTBOOK_UPDATE_DOCS=1 npx jest test/unit/repository/docs -->

Two kinds. A **failure** ends what was asked for: the disk, the kernel, the input as a whole. It ends in one sentence, what
to do included. A **problem** is something wrong inside a notebook or its results: it is collected, and the work goes on.

## Failures

\`exit\` is the exit status of the \`huntbook\` command. Cortex ignores it and reads \`errorMessage\` of \`output.json\`.

${failures.join('\n\n')}

### Kinds of \`STORAGE\`

${table(['kind', 'what to do'], kindRows(STORAGE_HINTS))}

### Kinds of \`NOTEBOOK_READ\`

${table(['kind', 'what to do'], kindRows(NOTEBOOK_READ_HINTS))}

### Kinds of \`UNREACHABLE\`

${table(['kind', 'what to do'], kindRows(UNREACHABLE_HINTS))}

### Exceptions with advice

A \`CELL_ERROR\` of these names comes with a sentence of its own.

${table(['exception', 'what to do'], kindRows(EXCEPTION_HINTS))}

## Problems

A code says what should be the case. An \`error\` was refused, a \`warning\` was changed or may not work, an \`info\` is worth
knowing. The message says what was found, with cell and line; the hint says what to write instead.

### Results of a playbook

${table(['code', 'severity', 'hint'], Object.entries(PROBLEM_TABLE).map(resultProblemRow))}

### Results that a Cortex job hands over

${table(['code', 'what should be'], kindRows(CORTEX_PROBLEMS))}

### Charts

A chart that is not drawn is shown as a card with its data.

${table(['code', 'what should be'], kindRows(CHART_PROBLEMS))}

### Filters that no server can read

${table(
  ['code', 'what to do'],
  Object.entries(SYNTAX_TABLE).map(([code, { hint }]) => [`\`${code}\``, hint])
)}

### Filters that do not do what they seem to

${table(
  ['code', 'severity', 'why'],
  Object.entries(LINT_TABLE).map(([code, { severity, hint }]) => [`\`${code}\``, severity, hint])
)}

### Parameters and runs

${table(
  ['code', 'severity', 'what should be'],
  Object.entries(OTHER_PROBLEMS).map(([code, { severity, meaning }]) => [`\`${code}\``, severity, meaning])
)}

### Notices of a report

What a reader does not see is said at its place in the report.

${table(['code', 'what should be'], kindRows(REPORT_NOTICES))}

---
Next: [Security](security.md) · Previous: [Compared with the original](compatibility.md) · [Top](README.md)
`;
}

/** The first sentence of the documentation of every failure class, by its code. */
export function classDocs(): ReadonlyMap<string, string> {
  const docs = new Map<string, string>();
  for (const text of sourceFiles().values()) {
    const classes = text.matchAll(
      /\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport class (?:(?!export class)[^])*?code = '([A-Z_]+)'/g
    );
    for (const [, doc = '', code = ''] of classes) docs.set(code, firstSentence(doc));
  }
  return docs;
}

function firstSentence(doc: string): string {
  const text = doc
    .replace(/^\s*\*\s?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.split(/(?<=[^.][a-z)`]\.) (?=[A-Z`])/)[0] ?? text;
}

function failureRows(
  rows: Readonly<Record<string, FailureRow>>,
  docs: ReadonlyMap<string, string>
): readonly (readonly string[])[] {
  return Object.entries(rows).map(([code, { meaning, hint }]) => [
    `\`${code}\``,
    String(exitStatusOf(new Coded(code))),
    meaning ?? docs.get(code) ?? '',
    hint ?? 'The message says.'
  ]);
}

class Coded extends Failure {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

function resultProblemRow([code, row]: readonly [string, { readonly severity: string; readonly hint?: string }]) {
  return [`\`${code}\``, row.severity, row.hint ?? ''];
}

function kindRows(rows: Readonly<Record<string, string>>): readonly (readonly string[])[] {
  return Object.entries(rows).map(([name, text]) => [`\`${name}\``, text]);
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** No text of a cell may end the cell or become markup. */
function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
}

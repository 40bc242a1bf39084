import {
  findQuestionsInCells,
  readResults,
  readRunMetadata,
  rolesOf,
  simulateOperation,
  type FileArtifact,
  type Operation,
  type Results,
  type Role,
  type ValueArtifact,
  type Verdict
} from '../../../src/playbook/index.js';
import type { Problem } from '../../../src/problem.js';
import { readNotebook, toPlainNotebook, type Notebook } from '../notebook/index.js';
import { inspectParameters, notebookLanguage, type InspectedParameter } from '../parameters/index.js';
import { EXIT_STATUS } from './exit-status.js';
import { openPlaces } from './open-places.js';
import { terminalText } from './terminal-text.js';

/** What `huntbook inspect --json` prints. Cells are counted from 0. */
export type Inspected = {
  readonly path: string;
  readonly kernel: string | null;
  readonly language: string | null;
  readonly parameters: readonly InspectedParameter[];
  readonly roles: readonly { readonly role: Role; readonly cell: number }[];
  /** What an executed notebook found; `null` when nothing was executed. */
  readonly results: Found | null;
  readonly problems: readonly Problem[];
};

/** `verdict`: what TheHive will do, when a worker ran the notebook and it is known what for. */
type Found = {
  readonly taxonomies: Results['taxonomies'];
  readonly artifacts: readonly FoundArtifact[];
  readonly operations: readonly (Results['operations'][number] & { readonly verdict: Verdict | null })[];
};

/** Of a file that came along its size, and not what it holds. */
type FoundArtifact = Omit<Results['artifacts'][number], 'value'> & {
  readonly value: ValueArtifact | (Omit<FileArtifact, 'content'> & { readonly sizeBytes?: number });
};

/** Prints what a playbook declares; the exit status is 1 when one of its problems is an error. */
export async function inspectNotebook(path: string, { asJson }: { readonly asJson: boolean }): Promise<number> {
  await using places = openPlaces({}, process.env);
  const storage = places.open(path);
  const notebook = readNotebook(await storage.read(path), { path: storage.describe(path) });
  const inspected = inspect(notebook, storage.describe(path));
  process.stdout.write(asJson ? `${JSON.stringify(inspected, undefined, 2)}\n` : describeInspected(inspected));
  return inspected.problems.some(({ severity }) => severity === 'error') ? EXIT_STATUS.failed : EXIT_STATUS.done;
}

function inspect(notebook: Notebook, path: string): Inspected {
  const { kernelName, language } = notebookLanguage(notebook);
  const { parameters, problems, hasParametersCell } = inspectParameters(notebook);
  const results = readFound(notebook);
  const roles = notebook.cells.flatMap((cell, index) => rolesOf(cell).map(role => ({ role, cell: index })));
  return {
    path,
    kernel: kernelName ?? null,
    language: language ?? null,
    parameters,
    roles,
    results: results?.found ?? null,
    problems: [
      ...problems,
      ...missingParts(roles, hasParametersCell),
      ...questions(notebook, language),
      ...(results?.problems ?? [])
    ]
  };
}

/** What stands in the role cells of a notebook that was run. */
function readFound(notebook: Notebook): { readonly found: Found; readonly problems: readonly Problem[] } | undefined {
  if (!notebook.cells.some(cell => cell.cell_type === 'code' && cell.outputs.length > 0)) return undefined;
  const plain = toPlainNotebook(notebook);
  const { taxonomies, artifacts, operations, problems } = readResults(plain);
  const { target } = readRunMetadata(notebook.metadata);
  const verdictOf = (operation: Operation): Verdict | null =>
    target === undefined ? null : simulateOperation(operation, target);
  const judged = operations.map(operation => ({ ...operation, verdict: verdictOf(operation.value) }));
  return { found: { taxonomies, artifacts: artifacts.map(withoutContent), operations: judged }, problems };
}

/** A file can have millions of characters: it is told, and not printed. */
function withoutContent({ value, ...place }: Results['artifacts'][number]): FoundArtifact {
  if ('data' in value || value.content === undefined) return { ...place, value };
  const { content, ...told } = value;
  return { ...place, value: { ...told, sizeBytes: content.sizeBytes } };
}

function questions(notebook: Notebook, language = ''): readonly Problem[] {
  const code = notebook.cells.flatMap((cell, index) => (cell.cell_type === 'code' ? [{ cell, index }] : []));
  const sources = code.map(({ cell }) => cell.source);
  return findQuestionsInCells(sources, language).flatMap((found, at) =>
    found.map(({ line, call }) => ({
      code: 'cell-asks-nobody',
      severity: 'warning' as const,
      at: { cell: code[at]?.index ?? 0, line },
      message: `${call} waits for a person, and in a job there is none.`,
      hint: 'Take the value as a parameter.'
    }))
  );
}

function missingParts(roles: Inspected['roles'], hasParametersCell: boolean): readonly Problem[] {
  const problems: Problem[] = [];
  if (!hasParametersCell) {
    problems.push({
      code: 'parameters-cell-present',
      severity: 'warning',
      at: {},
      message: 'No cell is tagged "parameters".',
      hint: 'Tag the cell with the default values "parameters", so that Cortex can set them.'
    });
  }
  if (!roles.some(({ role }) => role === 'taxonomies' || role === 'artifacts')) {
    problems.push({
      code: 'result-cell-present',
      severity: 'info',
      at: {},
      message: 'No cell is tagged "taxonomies" or "artifacts": TheHive will show a report and nothing else.'
    });
  }
  return problems;
}

function describeInspected({ path, kernel, language, parameters, roles, results, problems }: Inspected): string {
  const lines = [
    `${terminalText(path)}  (kernel ${terminalText(kernel ?? 'unknown')}, ${terminalText(language ?? 'unknown')})`
  ];
  lines.push('', 'Parameters');
  for (const { name, type, default: value, help } of parameters) {
    const comment = help === '' ? '' : `  ${terminalText(help)}`;
    lines.push(
      `  ${terminalText(name)}${type === null ? '' : `: ${terminalText(type)}`} (default ${terminalText(value)})${comment}`
    );
  }
  if (parameters.length === 0) lines.push('  none');
  lines.push('', 'Roles');
  for (const { role, cell } of roles) lines.push(`  cell ${cell + 1}: ${role}`);
  if (roles.length === 0) lines.push('  none');
  if (results !== null) lines.push('', 'Results', ...describeFound(results));
  if (problems.length > 0) lines.push('', 'Problems');
  for (const problem of problems) lines.push(`  ${describeProblem(problem)}`);
  return `${lines.join('\n')}\n`;
}

function describeFound({ taxonomies, artifacts, operations }: Found): readonly string[] {
  const lines = [
    ...taxonomies.map(
      ({ value }) => `taxonomy ${value.level} ${value.namespace}:${value.predicate}=${JSON.stringify(value.value)}`
    ),
    ...artifacts.map(({ value }) => `artifact ${value.dataType} ${'data' in value ? value.data : fileText(value)}`),
    ...operations.map(
      ({ value, verdict }) => `operation ${JSON.stringify(value)}${verdict === null ? '' : `: ${verdict.reason}`}`
    )
  ];
  return lines.length === 0 ? ['  none'] : lines.map(line => `  ${terminalText(line.slice(0, MAX_LINE))}`);
}

function fileText({ filename, path, contentType, sizeBytes }: Exclude<FoundArtifact['value'], ValueArtifact>): string {
  const kind = contentType ?? 'application/octet-stream';
  return sizeBytes === undefined ? path : `${filename ?? path} (${kind}, ${String(sizeBytes)} bytes)`;
}

const MAX_LINE = 200;

function describeProblem({ severity, at, message, hint }: Problem): string {
  const place = [
    at.cell === undefined ? [] : `cell ${at.cell + 1}`,
    at.line === undefined ? [] : `line ${at.line}`
  ].flat();
  const where = place.length === 0 ? '' : `${place.join(', ')}: `;
  return terminalText(`${severity}: ${where}${message}${hint === undefined ? '' : ` ${hint}`}`);
}

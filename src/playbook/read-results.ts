import type { Place } from '../problem.js';
import type { Checked } from './checked.js';
import { ProblemList } from './problem-list.js';
import { problemOf } from './problem-table.js';
import { isRecord, own } from './record.js';
import { resultSources, type ResultSource } from './result-sources.js';
import { candidatesIn, type Candidate } from './result-text.js';
import { RESULT_ROLES, rolesOf, type ResultRole } from './roles.js';
import { ShownFiles } from './shown-files.js';
import type { Found, Results, Role } from './types.js';
import { validateArtifact } from './validate-artifact.js';
import { isHeldBack, validateOperation } from './operations/index.js';
import { validateTaxonomy } from './validate-taxonomy.js';

/**
 * What the role cells of an executed notebook say. Total: whatever `notebook` is, this returns. Every result stands
 * alone: a bad one becomes a problem with its cell and line, the good ones count.
 */
export function readResults(notebook: unknown): Results {
  const collector = new Collector();
  const cells = isRecord(notebook) ? own(notebook, 'cells') : undefined;
  if (Array.isArray(cells)) cells.forEach((cell: unknown, index) => readCell(cell, index, collector));
  return collector.results();
}

function readCell(cell: unknown, index: number, collector: Collector): void {
  const roles = rolesOf(cell);
  if (roles.length === 0 || !isRecord(cell)) return;
  if (cell['cell_type'] !== 'code') {
    collector.problems.add(
      problemOf(
        'role-on-code-cell',
        { cell: index },
        `The tag "${roles.join('", "')}" stands on a cell without outputs.`
      )
    );
    return;
  }
  const resultRoles = roles.filter(isResultRole);
  if (resultRoles.length === 0) return;
  if (isCut(cell)) {
    collector.problems.add(
      problemOf(
        'cell-results-complete',
        { cell: index },
        'The outputs of this cell were cut: its results are not complete.'
      )
    );
  }
  let line = 1;
  const outputs = own(cell, 'outputs');
  const shown = new ShownFiles(outputs);
  for (const source of resultSources(outputs)) {
    line += readSource(source, { cell: index, line }, { roles: resultRoles, shown }, collector);
  }
}

/** A cell that holds results, and what it has shown. */
type RoleCell = { readonly roles: readonly ResultRole[]; readonly shown: ShownFiles };

/** Reads one source that starts at `at.line`, and returns how many lines it takes. */
function readSource(
  source: ResultSource,
  at: { cell: number; line: number },
  cell: RoleCell,
  collector: Collector
): number {
  switch (source.kind) {
    case 'rich': {
      const message = `An output (${source.mimes.slice(0, 3).join(', ')}) is shown in the report, but holds no results.`;
      collector.problems.add(problemOf('result-output-is-text', at, message));
      return 1;
    }
    case 'json': {
      const items: readonly unknown[] = Array.isArray(source.value) ? source.value : [source.value];
      for (const item of items) collector.add(item, at, cell);
      return 1;
    }
    case 'text': {
      for (const candidate of candidatesIn(source.text)) {
        const place = { cell: at.cell, line: at.line + candidate.line - 1 };
        addCandidate(candidate, place, cell, collector);
      }
      return source.text.split('\n').length - (source.text.endsWith('\n') ? 1 : 0);
    }
  }
}

function addCandidate(
  candidate: Candidate,
  at: { cell: number; line: number },
  cell: RoleCell,
  collector: Collector
): void {
  if (candidate.kind === 'bad') collector.problems.add(problemOf(candidate.code, at, candidate.message));
  else collector.add(candidate.value, at, cell);
}

class Collector {
  readonly problems = new ProblemList();
  readonly #artifacts: Results['artifacts'][number][] = [];
  readonly #taxonomies: Results['taxonomies'][number][] = [];
  readonly #operations: Results['operations'][number][] = [];
  #heldBack = 0;

  add(candidate: unknown, at: { cell: number; line: number }, { roles, shown }: RoleCell): void {
    switch (roleFor(candidate, roles)) {
      case 'artifacts':
        return this.#keep(this.#artifacts, validateArtifact(candidate, at, shown), at);
      case 'taxonomies':
        return this.#keep(this.#taxonomies, validateTaxonomy(candidate, at), at);
      case 'operations': {
        const checked = validateOperation(candidate, at);
        if (checked.problems.some(isHeldBack)) this.#heldBack += 1;
        return this.#keep(this.#operations, checked, at);
      }
    }
  }

  results(): Results {
    return {
      taxonomies: this.#taxonomies,
      artifacts: this.#artifacts,
      operations: this.#operations,
      heldBack: this.#heldBack,
      problems: this.problems.toArray()
    };
  }

  #keep<T>(list: Found<T>[], checked: Checked<T>, at: Place & { cell: number; line: number }): void {
    this.problems.add(...checked.problems);
    if (checked.value !== undefined) list.push({ value: checked.value, cell: at.cell, line: at.line });
  }
}

/** A cell with several roles prints results of several kinds: their keys tell them apart. */
function roleFor(candidate: unknown, roles: readonly ResultRole[]): ResultRole {
  const [first = 'artifacts'] = roles;
  if (roles.length < 2 || !isRecord(candidate)) return first;
  const has = (key: string): boolean => Object.hasOwn(candidate, key);
  const likely: ResultRole = has('predicate') || has('level') ? 'taxonomies' : has('type') ? 'operations' : 'artifacts';
  return roles.includes(likely) ? likely : first;
}

function isResultRole(role: Role): role is ResultRole {
  return RESULT_ROLES.some(each => each === role);
}

/** The mark that the execution room leaves when it stopped storing outputs. */
function isCut(cell: Readonly<Record<string, unknown>>): boolean {
  const metadata = own(cell, 'metadata');
  const mark = isRecord(metadata) ? own(metadata, 'huntbook') : undefined;
  return isRecord(mark) && own(mark, 'outputsCut') === true;
}

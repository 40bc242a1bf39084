import type { FilterNode } from '../ast.js';
import { STATIC_CATALOG, type FieldCatalog } from '../fields.js';
import { parseFilter, type ParsedFilter } from '../parse.js';
import type { Change, Diagnostic, Finding } from './diagnostic.js';
import { lintField } from './field-rules.js';
import { lintGroup } from './group-rules.js';
import { LINT_TABLE } from './lint-table.js';
import { syntaxFixes } from './syntax-fixes.js';
import { lintTokens } from './token-rules.js';
import { lintValue } from './value-rules.js';

/**
 * Everything about a filter that its author should know, by place: what no server can read, and what a server reads and
 * answers with something else than was meant, most often with nothing. Total and linear.
 */
export function lintFilter(
  filter: string | ParsedFilter,
  catalog: FieldCatalog = STATIC_CATALOG
): readonly Diagnostic[] {
  const parsed = typeof filter === 'string' ? parseFilter(filter) : filter;
  const found: Finding[] = [...lintTokens(parsed.tokens)];
  collect(parsed.root, catalog, found);
  const syntax = parsed.errors.map(error => {
    return { ...error, severity: 'error', fixes: syntaxFixes(error, parsed) } as const;
  });
  return [...syntax, ...found.map(finding => diagnose(finding, parsed.text))].sort(
    (one, other) => one.from - other.from
  );
}

function diagnose(finding: Finding, text: string): Diagnostic {
  const fixes = finding.fixes.map(({ title, changes }) => ({
    title,
    changes: changes.map(change => apart(change, text))
  }));
  return { ...finding, ...LINT_TABLE[finding.code], fixes };
}

/** A term may stand right behind another, as in `a"b"`; what replaces it must not grow together with it. */
function apart(change: Change, text: string): Change {
  const { from, to, insert } = change;
  if (insert === '' || insert === ')') return change;
  const before = /[\s\u3000(+!:-]/.test(text.charAt(from - 1) || ' ') ? '' : ' ';
  const after = /[(+!-]$/.test(insert) || /[\s\u3000):^~]/.test(text.charAt(to) || ' ') ? '' : ' ';
  return { from, to, insert: before + insert + after };
}

function collect(node: FilterNode, catalog: FieldCatalog, found: Finding[]): void {
  if (node.kind !== 'group') {
    found.push(...lintField(node, catalog), ...lintValue(node, catalog));
    return;
  }
  found.push(...lintGroup(node));
  for (const clause of node.clauses) collect(clause.node, catalog, found);
}

export { applyFix, type Change, type Diagnostic, type Fix } from './diagnostic.js';
export { LINT_TABLE, type LintCode } from './lint-table.js';

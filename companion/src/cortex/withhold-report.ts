import type { Problem } from '../../../src/problem.js';
import type { Redactor } from '../../../src/redaction.js';
import { markupTexts, type ExecutedNotebook } from '../execution/index.js';
import type { ProblemCode } from './error-table.js';

/** How many secrets a reader of the report sees; attributes do not count. */
export function secretsSeen(html: string, redactor: Redactor): number {
  const counts = markupTexts(html).map(text => {
    const redacted = redactor.redact(text);
    // A text may be redacted already.
    return redacted === text ? 0 : Math.max(1, marksIn(redacted) - marksIn(text));
  });
  return Math.max(0, ...counts);
}

/** The notebook as if its cells had put out nothing. */
export function withoutOutputs(executed: ExecutedNotebook): ExecutedNotebook {
  const cells = executed.notebook.cells.map(cell => (cell.cell_type === 'code' ? { ...cell, outputs: [] } : cell));
  return { ...executed, notebook: { ...executed.notebook, cells } };
}

/** Says that the outputs of a notebook were withheld. */
export function withheldReport(): Problem {
  const code: ProblemCode = 'report-without-secrets';
  const message = 'All outputs of the notebook were withheld: its report would have shown a secret in parts.';
  return { code, severity: 'error', at: {}, message };
}

/** Either mark of the redactor. */
function marksIn(text: string): number {
  return text.split(/\[redacted\]|\*\*\*/u).length - 1;
}

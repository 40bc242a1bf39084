import { extractObservables, visibleTexts } from '../../../src/playbook/index.js';
import type { Problem } from '../../../src/problem.js';
import type { ProblemCode } from './error-table.js';
import type { JobContext } from './job-context.js';
import type { OutputArtifact } from './notebook-result.js';

/** An observable that nobody handed over, but an output names. */
export type ExtractedArtifact = { readonly dataType: string; readonly data: string; readonly tlp: number };

const MAX_EXTRACTED = 500;
/** Cortex knows 0 to 3; TheHive 5 counts to 4. */
const MAX_TLP = 3;

/**
 * What the outputs name besides `artifacts`, when Cortex asks for it: as sensitive as the observable, and no artifact
 * twice. Source: `auto_extract_artifacts`, facts/cortex-thehive §1.7; docs/decisions/0010.
 */
export function extractArtifacts(
  notebook: unknown,
  artifacts: readonly OutputArtifact[],
  { configuration, input }: Pick<JobContext, 'configuration' | 'input'>
): { readonly artifacts: readonly ExtractedArtifact[]; readonly problems: readonly Problem[] } {
  if (!configuration.autoExtract) return { artifacts: [], problems: [] };
  const known = artifacts.map(({ dataType, data = '' }) => ({ dataType, data }));
  const { found, leftOut } = extractObservables(visibleTexts(notebook), {
    exclude: input.data,
    known,
    limit: MAX_EXTRACTED
  });
  const tlp = Math.min(MAX_TLP, Math.floor(input.tlp));
  const code: ProblemCode = 'extracted-few-enough';
  const message = `${String(leftOut)} more observables in the outputs are not handed over.`;
  return {
    artifacts: found.map(each => ({ ...each, tlp })),
    problems: leftOut === 0 ? [] : [{ code, severity: 'warning', at: {}, message }]
  };
}

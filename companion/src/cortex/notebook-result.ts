import type { Artifact, Operation, Results } from '../../../src/playbook/index.js';
import type { ReportedNotebook } from '../../../src/full-report/index.js';
import type { CopiedFile } from './file-artifacts.js';

/** What is handed to Cortex for one artifact. Spelling is Cortex'; no other key may be there (facts/cortex-thehive §1.4). */
export type OutputArtifact = {
  readonly dataType: string;
  readonly data?: string;
  readonly file?: string;
  readonly filename?: string;
  readonly contentType?: string;
  readonly tlp: number;
  readonly tags: readonly string[];
  readonly message?: string;
};

/** How a notebook of a job ended. `unstarted`: it could not be read, or its parameters could not be written. */
export type NotebookStatus = 'completed' | 'failed' | 'cancelled' | 'unstarted';

/** All that one notebook contributes to a job's answer. */
export type NotebookResult = ReportedNotebook & {
  readonly status: NotebookStatus;
  readonly taxonomies: Results['taxonomies'];
  readonly artifacts: readonly OutputArtifact[];
  readonly operations: readonly Operation[];
  /** Operations that TheHive could not read: they are in no answer. */
  readonly heldBack: number;
  /** Settles when nothing of the kernel is left. */
  readonly kernelGone: Promise<void>;
};

/** An artifact in Cortex' words. */
export function outputArtifact(artifact: Artifact, copied: CopiedFile | undefined): OutputArtifact {
  const { dataType, tlp, tags, message } = artifact;
  const base = { dataType, tlp, tags, ...(message === undefined ? {} : { message }) };
  if ('data' in artifact) return { ...base, data: artifact.data };
  return { ...base, ...copied };
}

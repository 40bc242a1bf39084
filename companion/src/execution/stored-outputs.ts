import type { Output, StreamOutput } from '../notebook/index.js';
import { tailBytes } from './area-draft.js';
import { HEAD_SHARE, type OutputLimits } from './defaults.js';
import { leftOutOutputs } from './markers.js';
import type { OutputArea, Shown } from './output-area.js';
import type { Redaction } from './redaction.js';
import { showText } from './show-text.js';
import { withoutSplitSecrets } from './split-secrets.js';

export type StoredOutputs = {
  readonly outputs: readonly Output[];
  /** Something was left out because of its size. */
  readonly isCut: boolean;
  /** Something was left out or changed because it showed a secret in parts. */
  readonly isWithheld: boolean;
};

/** The outputs of an area as a notebook stores them, and whether anything was left out. */
export function storedOutputs(area: OutputArea, limits: OutputLimits, redaction?: Redaction): StoredOutputs {
  const stored = area.shown.map(shown => storedOutput(shown, limits, redaction));
  const redacted = stored.map(each => each.output);
  const { outputs, isWithheld } =
    redaction === undefined ? { outputs: redacted, isWithheld: false } : withoutSplitSecrets(redacted, redaction);
  const isCut = area.leftOut.outputs > 0 || stored.some(each => each.isCut);
  if (area.leftOut.outputs === 0) return { outputs, isCut, isWithheld };
  const text = `${leftOutOutputs(area.leftOut.outputs, area.leftOut.bytes)}\n`;
  return { outputs: [...outputs, { output_type: 'stream', name: 'stderr', text }], isCut, isWithheld };
}

function storedOutput(shown: Shown, limits: OutputLimits, redaction?: Redaction): { output: Output; isCut: boolean } {
  switch (shown.kind) {
    case 'stream': {
      const headLines = Math.floor(limits.cellLines * HEAD_SHARE);
      const end = { tailBytes: tailBytes(limits), tailLines: limits.cellLines - headLines };
      const { text, isCut } = showText(shown.text, { redact: redaction?.text, lines: limits.cellLines, ...end });
      return { output: { output_type: 'stream', name: shown.name, text }, isCut };
    }
    case 'error':
      return { output: redactOutput(shown.output, redaction), isCut: shown.isCut };
    case 'display':
      return { output: redactOutput(shown.output, redaction), isCut: shown.isReplaced };
  }
}

/** The output with every text in it redacted. */
export function redactOutput<T extends Exclude<Output, StreamOutput>>(output: T, redaction: Redaction | undefined): T {
  if (redaction === undefined) return output;
  if (output.output_type === 'error') {
    const { text } = redaction;
    const traceback = output.traceback.map(line => text(line));
    return { ...output, ename: text(output.ename), evalue: text(output.evalue), traceback };
  }
  return { ...output, data: redaction.object(output.data), metadata: redaction.object(output.metadata) };
}

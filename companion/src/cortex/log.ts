export type JobSummary = {
  readonly job: string;
  readonly status: string;
  readonly notebooks: number;
  readonly durationMs: number;
  /** One sentence, when the job failed. */
  readonly error?: string;
};

const MAX_ERROR = 300;

/**
 * The one line a job leaves in Cortex' log, which takes over whatever a worker prints. `json` when `format` says so.
 * The caller has redacted `error`.
 */
export function logLine(summary: JobSummary, format: string | undefined): string {
  const seconds = (summary.durationMs / 1000).toFixed(2);
  const error = summary.error === undefined ? undefined : oneLine(summary.error);
  if (format === 'json') return `${JSON.stringify({ worker: 'huntbook', ...summary, error })}\n`;
  const base = `huntbook job=${summary.job} status=${summary.status} notebooks=${String(summary.notebooks)} seconds=${seconds}`;
  return `${base}${error === undefined ? '' : ` error=${JSON.stringify(error)}`}\n`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').slice(0, MAX_ERROR);
}

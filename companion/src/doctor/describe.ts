import type { Finding } from './finding.js';

const WORDS: Readonly<Record<Finding['outcome'], string>> = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' };
const INDENT = ' '.repeat(9);

/** The findings for a person: a line each, and the way out below what is wrong. */
export function describeFindings(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ outcome, subject, message, fix }) => [
    `${WORDS[outcome]}  ${subject}: ${message}`,
    ...(fix === undefined ? [] : [`${INDENT}${fix}`])
  ]);
  const failed = findings.filter(({ outcome }) => outcome === 'failed').length;
  const sum =
    failed === 0
      ? 'Cortex can run what was checked.'
      : `Cortex would fail: ${String(failed)} of ${String(findings.length)} checks did.`;
  return [...lines, '', sum].join('\n');
}

export { describeFindings } from './describe.js';
export { examine, type ExamineOptions } from './examine.js';
export type { Finding } from './finding.js';

export { runAtMost } from './at-most.js';
export { CONFIGURATION_ITEMS, type ConfigurationItem } from './configuration-items.js';
export { readConfiguration } from './configuration.js';
export { canBeMade } from './can-be-made.js';
export { ERROR_TABLE, PROBLEM_TABLE } from './error-table.js';
export type { CortexJobOptions, KernelStart, SignalSource } from './job-options.js';
export { isPlainRecord, type PlainRecord } from './plain-record.js';
export { runCortexJob } from './run-cortex-job.js';

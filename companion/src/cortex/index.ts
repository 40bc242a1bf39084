export { runAtMost } from './at-most.js';
export { CONFIGURATION_ITEMS, type ConfigurationItem } from './configuration-items.js';
export { readConfiguration } from './configuration.js';
export { ERROR_TABLE, PROBLEM_TABLE } from './error-table.js';
export type { CortexJobOptions, KernelStart, SignalSource } from './job-options.js';
export { runCortexJob } from './run-cortex-job.js';

export { SERVICE_DEFAULTS, type ServiceLimits } from './defaults.js';
export { SERVICE_ERRORS } from './error-table.js';
export { watchParent } from './listen/parent.js';
export { startService, type RunningService, type ServiceOptions } from './start-service.js';

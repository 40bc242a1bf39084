export { connectScirius, type ConnectedScirius } from './connect.js';
export { CONFIGURATION_ERRORS } from './error-table.js';
export { NotConfigured } from './failures.js';
export { baseUrlOf, findSources, resolveSettings, type SciriusSettings, type SettingsOptions } from './settings.js';

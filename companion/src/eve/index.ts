export { EVE_ERRORS } from './error-table.js';
export { makeToken, serve, usualCacheFolder, type ServeOptions, type Serving } from './serve/serve.js';
export { LEAST_EVENTS, SCENARIOS, sampleEvents, type SampleOptions } from './synthetic/index.js';

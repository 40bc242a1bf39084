export { LEAST_EVENTS, sampleEvents, type SampleOptions } from './generate.js';
export { SCENARIOS } from './scenarios.js';

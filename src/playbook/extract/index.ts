export { extractObservables, type Extraction, type ExtractOptions } from './extract-observables.js';
export type { Extracted } from './patterns.js';
export { visibleTexts } from './visible-texts.js';

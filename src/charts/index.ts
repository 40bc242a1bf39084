export { readAltairMarkup } from './altair-markup.js';
export { isPictureMime, vegaSpecOf, type VegaLibrary, type VegaSpec } from './vega-spec.js';

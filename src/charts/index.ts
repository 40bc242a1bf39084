export { isPictureMime, vegaSpecOf, type VegaSpec } from './vega-spec.js';

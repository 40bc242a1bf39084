export { chartPicture, undrawnChart, type ChartPicture } from './picture.js';
export { isPictureMime, vegaSpecOf, type VegaSpec } from './vega-spec.js';

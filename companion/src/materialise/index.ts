export { materialiseCharts, type Materialised } from './materialise.js';

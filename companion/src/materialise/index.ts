export { ChartDrawer } from './chart-drawer.js';
export { materialiseCharts, reasonOf, type Materialised } from './materialise.js';

export { CHART_BUDGET } from './budget.js';
export { materialiseCharts, type Materialised, type MaterialiseOptions } from './materialise.js';

/** Every problem code of this room, in words for the documentation. */
export const CHART_PROBLEMS = {
  'chart-drawn': 'A Vega or Vega-Lite chart can be drawn without a browser, in the time and memory it may take.',
  'chart-data-inside': 'A chart brings its data along; nothing is fetched for it.',
  'charts-few-enough': 'All charts of a notebook together are drawn in the time they may take.'
} as const;

export type ChartProblemCode = keyof typeof CHART_PROBLEMS;

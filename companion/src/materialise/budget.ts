/** What drawing the charts of one notebook may cost. Beyond it a chart stays what it was: a description and its data. */
export const CHART_BUDGET = {
  /** One chart. A scatter plot of 5,000 points takes 0.3 s; the first one 0.5 s more, to load the library. */
  chartMs: 8_000,
  /** All charts of a notebook together. */
  notebookMs: 25_000,
  charts: 60,
  /** JSON of one chart, data included. UTF-16 units. */
  specLength: 5_000_000,
  /** One drawing, and all drawings of a notebook. UTF-16 units; a report shows a picture up to 1.5 MB. */
  drawingLength: 1_000_000,
  drawingsLength: 8_000_000,
  /** The heap of the process that draws, and all memory that it may write to. */
  heapMegabytes: 512,
  memoryMegabytes: 1_500,
  /** CPU time of that process: it ends by itself, also when nobody is left to end it. */
  cpuSeconds: 60
} as const;

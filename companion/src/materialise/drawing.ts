import type { VegaSpec } from '../../../src/charts/index.js';

/** One line to the process that draws, as JSON. */
export type DrawRequest = VegaSpec & { readonly maxLength: number };

/** One line back. `refused`: addresses that the chart would have fetched, as written. */
export type DrawReply =
  { readonly svg: string } | { readonly failure: string } | { readonly refused: readonly string[] };

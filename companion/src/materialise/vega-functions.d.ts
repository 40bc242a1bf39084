import 'vega';

/**
 * What Vega exports and its types leave out: its extension point for measuring text, and its source of chance.
 * Source: vega-scenegraph 5.3 `util/text.js`, vega-statistics 2 `random.js`.
 */
declare module 'vega' {
  export const textMetrics: { width: (item: TextItem, text: unknown) => number };
  export type TextItem = { readonly fontSize?: unknown; readonly fontWeight?: unknown; readonly limit?: unknown };
  export function setRandom(random: () => number): void;
  export function randomLCG(seed: number): () => number;
}

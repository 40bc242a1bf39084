import type { UnknownRecord } from '../json-shape.js';

/** Representations that need a script to be seen, with what a person calls them. A trailing `*` stands for any ending. */
const INTERACTIVE: readonly (readonly [mimeType: string, name: string])[] = [
  ['application/vnd.jupyter.widget-view+json', 'an interactive widget'],
  ['application/vnd.plotly.*', 'an interactive Plotly chart'],
  ['application/vnd.bokehjs_*', 'an interactive Bokeh chart'],
  ['application/vnd.holoviews_*', 'an interactive HoloViews chart'],
  ['application/vnd.vega.*', 'an interactive Vega chart'],
  ['application/vnd.vegalite.*', 'an interactive Vega-Lite chart'],
  ['application/javascript', 'a script'],
  ['text/javascript', 'a script']
];

/** What a person calls the interactive representation in a bundle, `undefined` when there is none. */
export function interactiveName(data: UnknownRecord): string | undefined {
  const keys = Object.keys(data);
  const row = INTERACTIVE.find(([pattern]) => keys.some(key => matches(key, pattern)));
  return row?.[1];
}

function matches(mimeType: string, pattern: string): boolean {
  return pattern.endsWith('*') ? mimeType.startsWith(pattern.slice(0, -1)) : mimeType === pattern;
}

import { multilineText, type UnknownRecord } from '../json-shape.js';

const PICTURES = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/**
 * Representations that need a script to be seen, with what a person calls them, and the representations that show the
 * same without one. A trailing `*` stands for any ending.
 */
const INTERACTIVE: readonly (readonly [mimeType: string, name: string, stills: readonly string[]])[] = [
  ['application/vnd.jupyter.widget-view+json', 'an interactive widget', ['application/vnd.jupyter.widget-view+json']],
  ['application/vnd.plotly.*', 'an interactive Plotly chart', ['application/vnd.plotly.v1+json', ...PICTURES]],
  ['application/vnd.bokehjs_*', 'an interactive Bokeh chart', PICTURES],
  ['application/vnd.holoviews_*', 'an interactive HoloViews chart', PICTURES],
  ['application/vnd.vega.*', 'an interactive Vega chart', ['application/vnd.vega.*', ...PICTURES]],
  ['application/vnd.vegalite.*', 'an interactive Vega-Lite chart', ['application/vnd.vegalite.*', ...PICTURES]],
  ['application/javascript', 'a script', []],
  ['text/javascript', 'a script', []]
];

/** What gives away who wrote HTML that is nothing without its script; the first that occurs. */
const AUTHORS: readonly (readonly [word: string, name: string])[] = [
  ['vegaEmbed(', 'an interactive Vega chart'],
  ['plotly', 'an interactive Plotly chart'],
  ['bokeh', 'an interactive Bokeh chart'],
  ['itables', 'an interactive table'],
  ['leaflet', 'an interactive map'],
  ['pyvis', 'an interactive network'],
  ['vis-network', 'an interactive network']
];
const ACTIVE_MARKUP = /<(?:script|iframe|canvas|object|embed)\b/i;

/**
 * What a person calls the interactive representation in a bundle; `undefined` when there is none, or when `shownAs`,
 * the MIME type that the report shows of it, says the same.
 */
export function interactiveName(data: UnknownRecord, shownAs: string | undefined): string | undefined {
  const keys = Object.keys(data);
  const row = INTERACTIVE.find(([pattern]) => keys.some(key => matches(key, pattern)));
  if (row !== undefined)
    return shownAs !== undefined && row[2].some(still => matches(shownAs, still)) ? undefined : row[1];
  if (shownAs === 'text/html' || PICTURES.some(picture => picture === shownAs)) return undefined;
  return scriptedName(multilineText(data['text/html']) ?? '');
}

function scriptedName(markup: string): string | undefined {
  if (!ACTIVE_MARKUP.test(markup)) return undefined;
  const start = markup.slice(0, SEARCHED);
  return AUTHORS.find(([word]) => start.includes(word))?.[1] ?? 'something that needs a script';
}

/** Libraries name themselves at the beginning; some bring megabytes of themselves after it. UTF-16 units. */
const SEARCHED = 100_000;

function matches(mimeType: string, pattern: string): boolean {
  return pattern.endsWith('*') ? mimeType.startsWith(pattern.slice(0, -1)) : mimeType === pattern;
}

import { readAltairMarkup } from './altair-markup.js';

/** The grammar a chart is written in. */
export type VegaLibrary = 'vega' | 'vega-lite';

/** A chart as its library describes it: untrusted JSON, an object. */
export type VegaSpec = { readonly library: VegaLibrary; readonly spec: Readonly<Record<string, unknown>> };

/**
 * The chart in a bundle of representations, or `undefined`. Total: the bundle is untrusted.
 * Source: altair 5 writes `application/vnd.vegalite.v5+json`; altair 6.3 writes `application/vnd.vegalite.v6.json` when
 * asked for a MIME type (seen in a kernel, 2026-11), and unless asked, HTML that holds the chart as JSON.
 */
export function vegaSpecOf(bundle: Readonly<Record<string, unknown>>): VegaSpec | undefined {
  for (const [mimeType, value] of Object.entries(bundle)) {
    const name = VEGA_MIME.exec(mimeType)?.[1];
    if (name === undefined || !isObject(value)) continue;
    return { library: name === 'vega' ? 'vega' : 'vega-lite', spec: value };
  }
  const markup = bundle['text/html'];
  const text = typeof markup === 'string' ? markup : Array.isArray(markup) ? markup.join('') : undefined;
  return text === undefined ? undefined : readAltairMarkup(text);
}

/** Whether a representation is a picture, so that nothing need be drawn beside it. */
export function isPictureMime(mimeType: string): boolean {
  return mimeType.startsWith('image/');
}

const VEGA_MIME = /^application\/vnd\.(vega|vegalite)\.v\d{1,2}(?:\+json|\.json)$/;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

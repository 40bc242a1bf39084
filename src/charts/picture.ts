import { isPictureMime, vegaSpecOf, type VegaSpec } from './vega-spec.js';

/** The chart in the bundle of an output that has no picture yet; `undefined` for every other output. */
export function undrawnChart(data: Readonly<Record<string, unknown>>): VegaSpec | undefined {
  return Object.keys(data).some(isPictureMime) ? undefined : vegaSpecOf(data);
}

/** What a drawn chart adds to the data and the metadata of its output. */
export type ChartPicture = {
  readonly data: { readonly 'image/svg+xml': string };
  readonly metadata: { readonly 'image/svg+xml'?: { readonly alt: string } };
};

/** The picture of a chart, with a text for those who do not see it. */
export function chartPicture(svg: string, spec: VegaSpec['spec']): ChartPicture {
  const alt = titleOf(spec);
  return { data: { [SVG]: svg }, metadata: alt === undefined ? {} : { [SVG]: { alt } } };
}

const SVG = 'image/svg+xml';
const MAX_TITLE = 300;

/** Source: Vega-Lite 6, "Title", "description". */
function titleOf({ title, description }: VegaSpec['spec']): string | undefined {
  const text = typeof title === 'object' && title !== null && 'text' in title ? title.text : title;
  const parts = [Array.isArray(text) ? text.join(' ') : text, description];
  const said = parts.filter(part => typeof part === 'string' && part !== '').join('. ');
  return said === '' ? undefined : said.slice(0, MAX_TITLE);
}

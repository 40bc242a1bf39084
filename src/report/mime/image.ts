import { attributes, html, type Html } from '../html.js';
import { multilineText, recordOf, type UnknownRecord } from '../json-shape.js';
import { note } from '../part.js';
import { svgSource } from '../svg-image.js';
import { grouped } from '../text/shorten.js';
import type { MimeRenderer, OutputContext } from './mime-renderer.js';

/** How the base64 text of each image format begins: a file that claims another format is not shown. */
const SIGNATURES: ReadonlyMap<string, string> = new Map([
  ['image/png', 'iVBORw0KGgo'],
  ['image/jpeg', '/9j/'],
  ['image/webp', 'UklGR'],
  ['image/gif', 'R0lGOD']
]);

const LARGEST_SIDE = 4096;

/** Pictures of pixels, as data URIs. */
export const imageRenderer: MimeRenderer = {
  mimeTypes: [...SIGNATURES.keys()],
  kind: 'image',
  render: (data, context, mimeType) => {
    const address = imageAddress(mimeType, data);
    if (address === undefined) {
      context.notice('image-readable', `A picture says that it is ${mimeType}, but its data is not.`);
      return undefined;
    }
    if (address.length * 0.75 > context.limits.imageBytes) {
      const message = `A picture of ${grouped(Math.ceil(address.length * 0.00075))} kB is not shown here. The stored notebook has it.`;
      context.notice('image-small-enough', message);
      return note(message);
    }
    return figure(address, attributes({ src: address, ...pictureOptions(context) }), context);
  }
};

/** The data URI of base64 data if it is an image of that type, else `undefined`. */
export function imageAddress(mimeType: string, data: unknown): string | undefined {
  const signature = SIGNATURES.get(mimeType);
  const base64 = multilineText(data)?.replace(/[\r\n\t ]+/g, '');
  if (signature === undefined || base64?.startsWith(signature) !== true) return undefined;
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? `data:${mimeType};base64,${base64}` : undefined;
}

/** The data URI of the first picture in an attachment's bundle, a drawing before pixels. Source: nbconvert, `MarkdownWithMath`. */
export function bundleImageAddress(bundle: unknown): string | undefined {
  const data = recordOf(bundle);
  const drawing = multilineText(data['image/svg+xml']);
  const drawn = drawing === undefined ? undefined : svgSource(drawing);
  if (drawn !== undefined) return drawn;
  for (const mimeType of SIGNATURES.keys()) {
    const address = imageAddress(mimeType, data[mimeType]);
    if (address !== undefined) return address;
  }
  return undefined;
}

/** The picture; the second time the same one comes (`key` tells), a line that says where it stands. */
export function figure(key: string, values: Html, context: OutputContext): Html {
  const first = context.figures.get(key);
  if (first !== undefined) return note(`The same figure as in cell ${first + 1}.`);
  context.figures.set(key, context.cell);
  return html`<img${values} loading="lazy" decoding="async">`;
}

/** What the metadata of an output say about its picture: text for those who do not see it, and its size in pixels. */
export function pictureOptions({ metadata, cell }: OutputContext): PictureOptions {
  const { alt } = metadata;
  return { alt: typeof alt === 'string' && alt !== '' ? alt : `Figure of cell ${cell + 1}`, ...size(metadata) };
}

export type PictureOptions = { readonly alt: string; readonly width?: number; readonly height?: number };

function size(metadata: UnknownRecord): { width?: number; height?: number } {
  const width = side(metadata.width);
  const height = side(metadata.height);
  return { ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) };
}

function side(value: unknown): number | undefined {
  const pixels = typeof value === 'number' || typeof value === 'string' ? Math.round(Number(value)) : Number.NaN;
  return pixels >= 1 && pixels <= LARGEST_SIDE ? pixels : undefined;
}

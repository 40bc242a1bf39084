import { svgSource } from '../svg-image.js';
import { hostOf } from './link.js';
import { RASTER_PICTURE } from './policy.js';

/** What to show for the `src` of a picture: the picture itself, or a text in its place. */
export type Picture =
  { readonly kind: 'shown'; readonly source: string } | { readonly kind: 'text'; readonly text: string };

/**
 * How a picture of an output appears. One that would be fetched becomes its description and the name of its host; a
 * drawing in the address itself is drawn anew. Takes untrusted values.
 */
export function readPicture(source: string | undefined, alt: string | undefined): Picture {
  const address = (source ?? '').replace(/[\t\n\f\r]+/g, '').trim();
  if (RASTER_PICTURE.test(address)) return { kind: 'shown', source: address };
  const drawing = readDrawing(address);
  if (drawing !== undefined) return { kind: 'shown', source: drawing };
  const host = hostOf(address);
  const description = (alt ?? '').trim();
  if (host === undefined) return { kind: 'text', text: description };
  return { kind: 'text', text: `${description === '' ? 'picture' : description} (not loaded from ${host})` };
}

function readDrawing(address: string): string | undefined {
  const encoded = /^data:image\/svg\+xml(?:;charset=utf-8|;utf8)?,([^]*)$/i.exec(address)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return svgSource(decodeURIComponent(encoded));
  } catch {
    // A percent sign that encodes nothing: browsers show no picture either.
    return undefined;
  }
}

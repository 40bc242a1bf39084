import { hostOf } from './link.js';
import { RASTER_PICTURE } from './policy.js';

/** What to show for the `src` of a picture: the picture itself, or a text in its place. */
export type Picture =
  { readonly kind: 'shown'; readonly source: string } | { readonly kind: 'text'; readonly text: string };

/**
 * How a picture of an output appears. One that would be fetched becomes its description and the name of its host.
 * Takes untrusted values.
 */
export function readPicture(source: string | undefined, alt: string | undefined): Picture {
  const address = (source ?? '').replace(/[ \t\n\f\r]+/g, '');
  if (RASTER_PICTURE.test(address)) return { kind: 'shown', source: address };
  const host = hostOf(address);
  const description = (alt ?? '').trim();
  if (host === undefined) return { kind: 'text', text: description };
  return { kind: 'text', text: `${description === '' ? 'picture' : description} (not loaded from ${host})` };
}

import { attributes, html, type Html } from './html.js';
import { rebuildSvg } from './svg-document.js';

export type SvgImageOptions = {
  /** What the picture shows, for those who do not see it. */
  readonly alt?: string;
  /** A longer document, rebuilt and in UTF-16 units, is refused. */
  readonly maxLength?: number;
  readonly width?: number;
  readonly height?: number;
};

/**
 * Untrusted SVG as an `<img>` with a data address, or undefined when it is not well-formed, or too long.
 * Scripts do not run in it and its styles reach nothing else. Source: facts/report-rendering §0 #5.
 */
export function svgImage(markup: string, options: SvgImageOptions = {}): Html | undefined {
  const values = svgAttributes(markup, options);
  return values === undefined ? undefined : html`<img${values}>`;
}

/** The attributes of such an `<img>`. */
export function svgAttributes(markup: string, options: SvgImageOptions = {}): Html | undefined {
  const source = svgSource(markup, options.maxLength);
  const { alt = '', width, height } = options;
  return source === undefined ? undefined : attributes({ src: source, alt, width, height });
}

/** The data address of the rebuilt document, or undefined when there is none to show. */
export function svgSource(markup: string, maxLength = Infinity): string | undefined {
  const document = rebuildSvg(markup);
  return document === undefined || document.length > maxLength ? undefined : svgAddress(document);
}

/** Addresses as `svgImage` writes them: no character that HTML, CSS or a script could read as something else. */
export const SVG_ADDRESS = /^data:image\/svg\+xml,%3Csvg [^<>"'&#\\\p{Cc}]*%3C\/svg%3E$/u;

/** Percent-encodes only what HTML would escape or an address gives a meaning to: half the size of base64. */
function svgAddress(document: string): string {
  return `data:image/svg+xml,${document
    .replace(/[%#<>"'&\\]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/[\t\n\r]/g, ' ')}`;
}

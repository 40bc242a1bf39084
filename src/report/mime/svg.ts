import { multilineText } from '../json-shape.js';
import { svgAttributes } from '../svg-image.js';
import { figure, pictureOptions } from './image.js';
import type { MimeRenderer } from './mime-renderer.js';

/** Drawings, shown as pictures only: in an `<img>` no script of theirs runs and no style of theirs reaches the page. */
export const svgRenderer: MimeRenderer = {
  mimeTypes: ['image/svg+xml'],
  kind: 'image',
  render: (data, context) => {
    const markup = multilineText(data) ?? '';
    const values = svgAttributes(markup, { ...pictureOptions(context), maxLength: context.limits.imageBytes });
    if (values !== undefined) return figure(markup, values, context);
    context.notice('image-readable', 'An SVG picture is not well-formed, or too large, and is not shown as a drawing.');
    return undefined;
  }
};

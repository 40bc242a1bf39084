/**
 * A drawing of Vega without what a picture has no use for: roles and names for screen readers (the picture has one
 * text for all), mouse events, digits below a thousandth of a pixel. Text between the tags stays as it is.
 * Source: vega-scenegraph 5.3, `SVGStringRenderer`: values of attributes stand in double quotes, with `<` escaped.
 */
export function compactSvg(svg: string): string {
  return svg.replace(/<\w[^<]*?>/g, tag =>
    tag.replace(UNSEEN, '').replace(GEOMETRY, attribute => attribute.replace(/(\.\d{3})\d+/g, '$1'))
  );
}

const UNSEEN = / (?:aria-[a-z]+|role|pointer-events|class)="[^"]*"| opacity="1"/g;
const GEOMETRY = / (?:d|transform|x|y|x1|y1|x2|y2|width|height)="[^"]*"/g;

import { textMetrics } from 'vega';

/**
 * Lets the drawing library know how wide texts are. Without a canvas it takes 0.8 em for every character, and leaves
 * gaps beside the axes. Widths are Helvetica's, and more for wider fonts; any other character counts as wide.
 * Source: Adobe font metrics 4.1, Helvetica, characters 32 to 126.
 */
export function estimateTextWidths(): void {
  textMetrics.width = ({ fontSize, fontWeight, limit }, value) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
    const isBold = /^(?:bold|[6-9]00)$/.test(String(fontWeight));
    const width = unitsOf(text) * (Number(fontSize ?? DEFAULT_SIZE) / 1000) * WIDER * (isBold ? BOLD : 1);
    return Number(limit) > 0 ? Math.min(Number(limit), width) : width;
  };
}

/** Pixels. Source: vega-scenegraph, `fontSize`. */
const DEFAULT_SIZE = 11;
/** DejaVu Sans and Verdana are a sixth wider than Helvetica; a title that is cut is worse than a gap. */
const WIDER = 1.16;
const BOLD = 1.12;
const FIRST = 32;
const WIDTHS = (
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 ' +
  '584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 ' +
  '667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 ' +
  '278 556 500 722 500 500 500 334 260 334 584'
)
  .split(' ')
  .map(Number);
const LATIN = 560;
const WIDE = 1000;

function unitsOf(text: string): number {
  let units = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    units += WIDTHS[code - FIRST] ?? (code < 0x1100 ? LATIN : WIDE);
  }
  return units;
}

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { MATHS_CSS } from '../../../src/report/theme/maths-css.js';
import { REPORT_CSS } from '../../../src/report/theme/css.js';

const ROOT = join(__dirname, '../../..');

describe('the style sheet of the report', () => {
  it('is what style/report.css says, minified', () => {
    expect(() => execFileSync(process.execPath, [join(ROOT, 'scripts/report-css.mjs'), '--check'])).not.toThrow();
  });

  // 6,000 until the finds of a narrow page became cards, and what is too wide got a bar that shows it.
  it('takes at most 6,600 bytes, and that of formulas 1,500', () => {
    expect(Buffer.byteLength(REPORT_CSS)).toBeLessThanOrEqual(6_600);
    expect(Buffer.byteLength(MATHS_CSS)).toBeLessThanOrEqual(1_500);
  });

  it('loads nothing and holds nothing that could end its element', () => {
    expect(REPORT_CSS + MATHS_CSS).not.toMatch(/[<\\]|url\(|@import|@font-face|\/\//);
  });

  it('styles nothing outside of the report', () => {
    const selectors = [...(REPORT_CSS + MATHS_CSS).matchAll(/([^{}]+)\{/g)].map(([, selector = '']) => selector);
    const foreign = selectors.filter(selector => !selector.startsWith('.nbr.nbr') && !selector.startsWith('@'));
    expect(foreign).toEqual([]);
  });
});

/**
 * The colours of code and terminals derive from the ink of the page: `oklch(from currentColor clamp(.46, l, .78) c h)`.
 * Source for the arithmetic: CSS Color 4, §10 and sample code; WCAG 2.2, "contrast ratio".
 */
describe('the colours of code and terminals', () => {
  const PAGES = [
    { page: '#ffffff', ink: '#222222' },
    { page: '#f8f8f8', ink: '#222222' },
    { page: '#141a1f', ink: '#e6e6e6' },
    { page: '#000000', ink: '#e6e6e6' }
  ];
  const colours = [
    ...REPORT_CSS.matchAll(/--([a-z]): ?oklch\(from currentColor clamp\(\.46, ?l, ?\.78\) ([\d.]+) (\d+)\)/g)
  ];

  it('are six', () => {
    expect(colours.map(([, name]) => name)).toEqual(['r', 'g', 'y', 'b', 'm', 'c']);
  });

  it.each(PAGES)('stand out from $page with a contrast of at least 4.5', ({ page, ink }) => {
    const lightness = Math.min(0.78, Math.max(0.46, oklabLightness(channels(ink))));
    for (const [, name, chroma, hue] of colours) {
      const ratio = contrast(fromOklch(lightness, Number(chroma), Number(hue)), channels(page));
      expect({ name, ratio: ratio >= 4.5 ? 'enough' : ratio }).toEqual({ name, ratio: 'enough' });
    }
  });

  it.each(PAGES)('quiet text stands out from $page with a contrast of at least 4.5', ({ page, ink }) => {
    const share = Number(/--q: ?color-mix\(in srgb, ?currentColor (\d+)%, ?transparent\)/.exec(REPORT_CSS)?.[1]) / 100;
    const mixed = hexBytes(ink).map((byte, index) =>
      toLinear((byte * share + (hexBytes(page)[index] ?? 0) * (1 - share)) / 255)
    );
    expect(contrast(mixed, channels(page))).toBeGreaterThanOrEqual(4.5);
  });

  it('levels are words in white that can be read', () => {
    const grounds = [...(REPORT_CSS + MATHS_CSS).matchAll(/--z: ?(#[0-9a-f]{6})/g)].map(([, colour = '']) => colour);
    expect(grounds.length).toBeGreaterThanOrEqual(4);
    for (const ground of grounds) expect(contrast([1, 1, 1], channels(ground))).toBeGreaterThanOrEqual(4.5);
  });
});

function hexBytes(colour: string): number[] {
  return [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16));
}

function channels(colour: string): number[] {
  return hexBytes(colour).map(byte => toLinear(byte / 255));
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function oklabLightness([r = 0, g = 0, b = 0]: number[]): number {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
}

/** Clipped to sRGB, as browsers do. */
function fromOklch(lightness: number, chroma: number, hue: number): number[] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  ].map(value => Math.min(1, Math.max(0, value)));
}

function contrast(one: number[], other: number[]): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance([r = 0, g = 0, b = 0]: number[]): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

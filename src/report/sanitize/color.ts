import { COLOR_NAMES } from './color-names.js';

/** Red, green and blue from 0 to 255, and how much covers what is behind, from 0 to 1. */
export type Color = { readonly rgb: Rgb; readonly alpha: number };
export type Rgb = readonly [red: number, green: number, blue: number];

export const BLACK: Rgb = [0, 0, 0];
export const WHITE: Rgb = [255, 255, 255];

/**
 * The colour that a text of CSS names, or `undefined` when it is none, or one that depends on where it stands
 * (`inherit`, `currentcolor`). Lower case. Source: CSS Color 4, `<hex-color>`, `<named-color>`, `rgb()`, `hsl()`.
 */
export function parseColor(text: string): Color | undefined {
  if (text === 'transparent') return { rgb: BLACK, alpha: 0 };
  const digits = text.startsWith('#') ? text.slice(1) : COLOR_NAMES.get(text);
  if (digits !== undefined) return parseHex(digits);
  const [, name, list = ''] = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(text) ?? [];
  const parts = list.split(/[\s,/]+/).filter(part => part !== '');
  if (name === undefined || parts.length < 3 || parts.length > 4) return undefined;
  const [first = '', second = '', third = '', fourth = '1'] = parts;
  const alpha = within(fourth.endsWith('%') ? Number.parseFloat(fourth) / 100 : Number.parseFloat(fourth), 1);
  if (name === 'hsl') return { rgb: fromHsl(Number.parseFloat(first), percent(second), percent(third)), alpha };
  return { rgb: [channel(first), channel(second), channel(third)], alpha };
}

/** The shortest hexadecimal form. */
export function hexOf({ rgb, alpha }: Color): string {
  const bytes = alpha >= 1 ? rgb : [...rgb, alpha * 255];
  const digits = bytes.map(value => Math.round(value).toString(16).padStart(2, '0'));
  return `#${digits.every(pair => pair[0] === pair[1]) ? digits.map(pair => pair[0]).join('') : digits.join('')}`;
}

/** What is seen of a colour on an opaque one. */
export function over({ rgb, alpha }: Color, paper: Rgb): Rgb {
  const mix = (at: 0 | 1 | 2): number => rgb[at] * alpha + paper[at] * (1 - alpha);
  return [mix(0), mix(1), mix(2)];
}

/** From 1, the same, to 21, black and white. Source: WCAG 2.2, "contrast ratio". */
export function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Chroma and hue (degrees) in OKLCH. Source: CSS Color 4, "Sample code for Color Conversions". */
export function chromaAndHue(rgb: Rgb): readonly [chroma: number, hue: number] {
  const [r, g, b] = [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const x = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const y = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [Math.hypot(x, y), (Math.atan2(y, x) * 180) / Math.PI];
}

function parseHex(digits: string): Color | undefined {
  if (![3, 4, 6, 8].includes(digits.length)) return undefined;
  const pairs = digits.length < 6 ? [...digits].map(digit => digit + digit) : (digits.match(/../g) ?? []);
  const [red = 0, green = 0, blue = 0, alpha = 255] = pairs.map(pair => Number.parseInt(pair, 16));
  return { rgb: [red, green, blue], alpha: alpha / 255 };
}

function channel(text: string): number {
  return text.endsWith('%') ? percent(text) * 255 : within(Number.parseFloat(text), 255);
}

function percent(text: string): number {
  return within(Number.parseFloat(text) / 100, 1);
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** Source: CSS Color 4, §7. */
function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const part = (n: number): number => {
    const k = (((n + hue / 30) % 12) + 12) % 12;
    const a = saturation * Math.min(lightness, 1 - lightness);
    return 255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [part(0), part(8), part(4)];
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

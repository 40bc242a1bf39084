/**
 * How a stretch of terminal text looks, in one whole number: bits 0–3 ink, 4–7 ground (0 is the page's own, 1 to 9
 * see `COLOURS`), then one bit per attribute. Being a number makes styles comparable and cheap to keep by the million.
 */
export type AnsiStyle = number;
export const PLAIN: AnsiStyle = 0;

const INK = 0x0f;
const GROUND = 0xf0;
const BOLD = 0x100;
const DIM = 0x200;
const ITALIC = 0x400;
const UNDERLINE = 0x800;
const STRIKE = 0x1000;
const INVERSE = 0x2000;

/** Colours 1 to 6 are red, green, yellow, blue, magenta, cyan; 9 is grey. Black, white and their bright forms are ink. */
const GREY = 9;

const ATTRIBUTES: readonly (readonly [bit: number, className: string])[] = [
  [BOLD, 'ab'],
  [DIM, 'ad'],
  [ITALIC, 'ai'],
  [UNDERLINE, 'au'],
  [STRIKE, 'as'],
  [INVERSE, 'av']
];

/** The attributes that a code from 1 to 29 switches on; a code not listed here switches none on. */
const SWITCH_ON: ReadonlyMap<number, number> = new Map([
  [1, BOLD],
  [2, DIM],
  [3, ITALIC],
  [4, UNDERLINE],
  [5, BOLD],
  [6, BOLD],
  [7, INVERSE],
  [9, STRIKE]
]);

/** 21 is "not bold" for Jupyter's own printers, as in nbconvert; terminals that underline twice are the minority. */
const SWITCH_OFF: ReadonlyMap<number, number> = new Map([
  [21, BOLD | DIM],
  [22, BOLD | DIM],
  [23, ITALIC],
  [24, UNDERLINE],
  [27, INVERSE],
  [29, STRIKE],
  [39, INK],
  [49, GROUND]
]);

/** The classes of `style`, joined by spaces: from a closed set of two-letter names of the report's stylesheet. */
export function ansiClasses(style: AnsiStyle): string {
  const names = ATTRIBUTES.filter(([bit]) => (style & bit) !== 0).map(([, name]) => name);
  const ink = style & INK;
  const ground = (style & GROUND) >> 4;
  if (ink !== 0) names.push(`f${ink}`);
  if (ground !== 0) names.push(`g${ground}`);
  return names.join(' ');
}

/**
 * The style after the parameters of one "select graphic rendition" sequence, e.g. `1;38;5;208` or `38:2::255:0:0`.
 * Unknown codes change nothing; a colour that is cut short ends the sequence.
 * Source: ECMA-48 §8.3.117, ITU-T T.416 §13.1.8 for `:`.
 */
export function applyGraphicRendition(style: AnsiStyle, parameters: string): AnsiStyle {
  const groups = parameters.split(';');
  let next = style;
  for (let i = 0; i < groups.length; i += 1) {
    const group = groups[i] ?? '';
    const joined = group.includes(':');
    const parts = joined ? group.split(':').map(Number) : [Number(group)];
    const code = parts[0] ?? 0;
    if (code !== 38 && code !== 48) {
      next = applyCode(next, code, parts[1]);
      continue;
    }
    const colour = joined ? colonColour(parts) : readColour(groups.slice(i + 1, i + 5).map(Number));
    if (colour === undefined) break;
    next = code === 38 ? withInk(next, colour.index) : withGround(next, colour.index);
    if (!joined) i += colour.used;
  }
  return next;
}

function applyCode(style: AnsiStyle, code: number, detail: number | undefined): AnsiStyle {
  if (code === 0) return PLAIN;
  if (code === 4 && detail === 0) return style & ~UNDERLINE;
  const on = SWITCH_ON.get(code);
  if (on !== undefined) return style | on;
  const off = SWITCH_OFF.get(code);
  if (off !== undefined) return style & ~off;
  if (code >= 30 && code <= 37) return withInk(style, basicColour(code - 30));
  if (code >= 40 && code <= 47) return withGround(style, basicColour(code - 40));
  if (code >= 90 && code <= 97) return withInk(style, basicColour(code - 90 + 8));
  if (code >= 100 && code <= 107) return withGround(style, basicColour(code - 100 + 8));
  return style;
}

function withInk(style: AnsiStyle, colour: number): AnsiStyle {
  return (style & ~INK) | colour;
}

function withGround(style: AnsiStyle, colour: number): AnsiStyle {
  return (style & ~GROUND) | (colour << 4);
}

type Colour = { readonly index: number; readonly used: number };

/** In `38:2:…` a colour space may stand before the three channels. */
function colonColour(parts: readonly number[]): Colour | undefined {
  const [, mode] = parts;
  return readColour(mode === 2 ? [2, ...parts.slice(-3)] : parts.slice(1));
}

function readColour(values: readonly number[]): Colour | undefined {
  const [mode, a, b, c] = values;
  if (mode === 5 && isByte(a)) return { index: paletteColour(a), used: 2 };
  if (mode === 2 && isByte(a) && isByte(b) && isByte(c)) return { index: nearestColour(a, b, c), used: 4 };
  return undefined;
}

function isByte(value: number | undefined): value is number {
  return value !== undefined && value >= 0 && value <= 255;
}

/** Black and white are the page's ink, which is dark on light pages and light on dark ones. */
function basicColour(index: number): number {
  if (index === 8) return GREY;
  const hue = index % 8;
  return hue === 7 ? 0 : hue;
}

/** Source: xterm's 256 colours: 16 basic, a cube of 6 × 6 × 6, 24 greys. */
function paletteColour(index: number): number {
  if (index < 16) return basicColour(index);
  if (index >= 232) return nearestColour((index - 232) * 10 + 8, (index - 232) * 10 + 8, (index - 232) * 10 + 8);
  const cube = index - 16;
  const channel = (step: number): number => (step === 0 ? 0 : step * 40 + 55);
  return nearestColour(channel(Math.floor(cube / 36)), channel(Math.floor(cube / 6) % 6), channel(cube % 6));
}

/** The hue of the report's own palette that comes closest: an exact colour would be unreadable on some page. */
function nearestColour(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  if (most - least < 40) return most > 70 && most < 180 ? GREY : 0;
  const third = 60 / (most - least);
  const degrees =
    most === red ? (green - blue) * third : most === green ? 120 + (blue - red) * third : 240 + (red - green) * third;
  const hue = (degrees + 360) % 360;
  if (hue < 25 || hue >= 335) return 1;
  if (hue < 70) return 3;
  if (hue < 165) return 2;
  if (hue < 200) return 6;
  return hue < 265 ? 4 : 5;
}

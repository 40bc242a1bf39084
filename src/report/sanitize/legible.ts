import { BLACK, chromaAndHue, contrast, hexOf, over, parseColor, WHITE, type Color, type Rgb } from './color.js';

/**
 * Allowed declarations (`property:value` joined by `;`) with colours that can be read in any page, light or dark. A
 * background brings an ink of its own that stands out from it; an ink without a background keeps its hue and takes its
 * lightness from the page; bars behind a text are as strong as the text allows. Of several values the last one counts.
 * Idempotent but for what it adds. Source: WCAG 2.2, success criterion 1.4.3; facts/report-rendering §0 #6.
 */
export function legible(declarations: string): string {
  const rest = new Map<string, string>();
  let ink: Color | undefined;
  let paper: Rgb | undefined;
  let bar: string | undefined;
  for (const declaration of declarations.split(';')) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, colon);
    const value = declaration.slice(colon + 1);
    switch (property) {
      case 'color':
        ink = parseColor(value) ?? ink;
        break;
      case 'background':
        bar = isGradient(value) ? value : undefined;
        paper = bar === undefined ? (paperOf(value) ?? paper) : undefined;
        break;
      case 'background-color':
        paper = paperOf(value) ?? paper;
        break;
      case 'background-image':
        bar = isGradient(value) ? value : undefined;
        break;
      default:
        rest.delete(property);
        if (colon > 0) rest.set(property, value);
    }
  }
  const others = [...rest].map(([property, value]) => `${property}:${value}`);
  return [...paperAndInk(paper, ink, bar), ...others].join(';');
}

/** The least contrast between a text and what is behind it. */
const LEAST = 4.5;

function paperAndInk(paper: Rgb | undefined, ink: Color | undefined, bar: string | undefined): readonly string[] {
  if (paper === undefined) {
    const bars = bar === undefined ? [] : [`background:${readableBars(bar, PAGES)}`];
    return ink === undefined ? bars : [...bars, `color:${hexOf(opaque(ink))}`, `color:${hueOf(ink.rgb)}`];
  }
  const wanted = ink === undefined ? undefined : whole(ink.rgb);
  const chosen = wanted !== undefined && contrast(wanted, paper) >= LEAST ? wanted : bestInk(paper);
  const surface = hexOf({ rgb: paper, alpha: 1 });
  const behind =
    bar === undefined
      ? [`background:${surface}`]
      : [`background-color:${surface}`, `background-image:${readableBars(bar, [{ paper, ink: chosen }])}`];
  return [...behind, `color:${hexOf({ rgb: chosen, alpha: 1 })}`];
}

/** A colour that shines through was meant for a white page. */
function paperOf(value: string): Rgb | undefined {
  const color = parseColor(value);
  return color === undefined || color.alpha === 0 ? undefined : whole(over(color, WHITE));
}

/** As it will be written: a contrast that holds before rounding may not hold after it. */
function whole([red, green, blue]: Rgb): Rgb {
  return [Math.round(red), Math.round(green), Math.round(blue)];
}

function bestInk(paper: Rgb): Rgb {
  return contrast(BLACK, paper) >= contrast(WHITE, paper) ? BLACK : WHITE;
}

function opaque({ rgb }: Color): Color {
  return { rgb, alpha: 1 };
}

/** The lightness is the page's, as for the colours of code. Stronger colours than .18 leave what screens show. */
const MOST_CHROMA = 0.18;

function hueOf(rgb: Rgb): string {
  const [chroma, hue] = chromaAndHue(rgb);
  const angle = ((Math.round(hue) % 360) + 360) % 360;
  const strength = Math.min(MOST_CHROMA, chroma)
    .toFixed(2)
    .replace(/^0(?=\.)/, '');
  return `oklch(from currentcolor clamp(.46,l,.78) ${strength} ${angle})`;
}

type Surroundings = { readonly paper: Rgb; readonly ink: Rgb };

/** Pages that a report stands in, with the palest ink that its texts have there: grey of the lightness .46 and .78. */
const PAGES: readonly Surroundings[] = [
  { paper: WHITE, ink: [88, 88, 88] },
  { paper: [20, 26, 31], ink: [182, 182, 182] },
  { paper: BLACK, ink: [182, 182, 182] }
];

/** How much of a bar is seen: the first step at which the text on it can be read. */
const STEPS = [1, 0.85, 0.7, 0.6, 0.5, 0.4, 0.32, 0.25, 0.18, 0.12];

function readableBars(gradient: string, pages: readonly Surroundings[]): string {
  return gradient
    .replace(COLOR_IN_GRADIENT, name => (pages === PAGES ? onPages(name) : readableOn(name, pages)))
    .replace(/(\d+)\.(\d)\d*%/g, (_, whole: string, tenth: string) => `${Number(whole) + (tenth >= '5' ? 1 : 0)}%`)
    .replace(/, /g, ',')
    .replace(SAME_COLOR_AGAIN, '$1 $2 $3');
}

function readableOn(name: string, pages: readonly Surroundings[]): string {
  const color = parseColor(name);
  if (color === undefined) return name;
  const isReadable = (alpha: number): boolean =>
    pages.every(({ paper, ink }) => contrast(over({ ...color, alpha: alpha * color.alpha }, paper), ink) >= LEAST);
  return hexOf({ ...color, alpha: (STEPS.find(isReadable) ?? 0) * color.alpha });
}

/** The bars of a table have two colours, and each of its cells has a bar. */
function onPages(name: string): string {
  const known = barColors.get(name) ?? readableOn(name, PAGES);
  if (barColors.size < MOST_BAR_COLORS) barColors.set(name, known);
  return known;
}

const barColors = new Map<string, string>();
const MOST_BAR_COLORS = 1_000;

/** Whole percents are finer than a bar is drawn, and make equal styles equal. */
const SAME_COLOR_AGAIN = /(#[0-9a-f]{3,8}) (\d{1,3}%),\1 (\d{1,3}%)/g;

const COLOR_IN_GRADIENT =
  /#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^()]*\)|\b(?!linear-gradient|to\b|left\b|right\b|top\b|bottom\b|deg\b)[a-z]{3,20}\b/g;

function isGradient(value: string): boolean {
  return value.startsWith('linear-gradient(');
}

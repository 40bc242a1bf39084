/**
 * The declarations that a `style` attribute may bring into a report. They change how a text looks where it stands and
 * nothing else: no position, size of a box beyond its parent, layer, animation, generated content, or address.
 * Patterns are anchored, bounded, and without nested repetition, so matching is linear.
 * Source: facts/report-rendering §2.5; pandas 2 `Styler` for what notebooks really write.
 */

const NUMBER = '[+-]?(?:\\d{1,4}(?:\\.\\d{1,8})?|\\.\\d{1,8})';
const CHANNEL = `${NUMBER}(?:%|deg)?`;
const COLOR =
  '(?:#[0-9a-f]{3,8}|(?:rgb|hsl)a?\\(\\s?' + `${CHANNEL}(?:\\s?[,/ ]\\s?${CHANNEL}){2,3}` + '\\s?\\)|[a-z]{3,20})';
const PERCENT = '(?:100(?:\\.0{1,8})?|\\d{1,2}(?:\\.\\d{1,8})?)%';
const STOP = `${COLOR}(?: (?:${PERCENT}|0)){0,2}`;
const GRADIENT = `linear-gradient\\((?:(?:${NUMBER}deg|to (?:left|right|top|bottom)), ?)?${STOP}(?:, ?${STOP}){0,15}\\)`;
const BORDER_WIDTH = '(?:[0-9](?:\\.\\d)?px|0|thin|medium|thick|0?\\.\\d{1,2}em)';
const BORDER_STYLE = '(?:solid|dashed|dotted|double|none|hidden)';

/** Ours: the hue of a colour, and the lightness of the page's ink. See legible.ts. */
const INK = 'oklch\\(from currentcolor clamp\\(\\.46,l,\\.78\\) \\.\\d\\d \\d{1,3}\\)';

const color = whole(COLOR);
const border = whole(
  `(?:${BORDER_WIDTH}|${BORDER_STYLE}|${COLOR})(?: (?:${BORDER_WIDTH}|${BORDER_STYLE}|${COLOR})){0,2}`
);

export const STYLE_VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['color', whole(`(?:${COLOR}|${INK})`)],
  ['background-color', color],
  ['background', whole(`(?:${COLOR}|${GRADIENT})`)],
  ['background-image', whole(`(?:none|${GRADIENT})`)],
  ['font-weight', /^(?:normal|bold|bolder|lighter|[1-9]00)$/],
  ['font-style', /^(?:normal|italic|oblique)$/],
  ['text-align', /^(?:left|right|center|justify|start|end)$/],
  ['vertical-align', /^(?:top|middle|bottom|baseline)$/],
  ['text-decoration', /^(?:none|underline|line-through|overline)$/],
  ['white-space', /^(?:normal|nowrap|pre|pre-wrap|pre-line|break-spaces)$/],
  // `10em` is what pandas gives to a cell with a bar.
  ['width', whole(`(?:${PERCENT}|(?:\\d|[12]\\d)em)`)],
  ...['border', 'border-top', 'border-right', 'border-bottom', 'border-left'].flatMap((side): [string, RegExp][] => [
    [side, border],
    [`${side}-color`, color],
    [`${side}-width`, whole(BORDER_WIDTH)],
    [`${side}-style`, whole(BORDER_STYLE)]
  ])
]);

/** Longer values are refused unread. The longest that pandas writes, a bar in a cell, has about 100 characters. */
export const MAX_STYLE_VALUE = 600;
/** Declarations of one attribute that are read. */
export const MAX_DECLARATIONS = 40;

function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}

import fc from 'fast-check';
import { contrast, hexOf, over, parseColor, type Rgb } from '../../../src/report/sanitize/color.js';
import { legible } from '../../../src/report/sanitize/legible.js';
import { readDeclarations } from '../../../src/report/sanitize/style-sheet.js';
import '../../support/property-seed.js';

const colorOf = (declarations: string, property: string): Rgb => {
  const value = new RegExp(`(?:^|;)${property}:([^;]+)`).exec(declarations)?.[1] ?? '';
  const color = parseColor(value);
  if (color === undefined) throw new Error(`${declarations} has no ${property}.`);
  return over(color, [255, 255, 255]);
};

it.each([
  ['red', '#f00'],
  ['#ABCDEF'.toLowerCase(), '#abcdef'],
  ['#12345678', '#12345678'],
  ['#f0c', '#f0c'],
  ['rgb(1, 2, 3)', '#010203'],
  ['rgba(255 0 0 / 50%)', '#ff000080'],
  ['hsl(120, 100%, 25%)', '#008000'],
  ['hsl(-60deg 100% 50%)', '#f0f'],
  ['transparent', '#0000'],
  ['rebeccapurple', '#639']
])('%s is the colour %s', (text, hex) => {
  const color = parseColor(text);
  expect(color && hexOf(color)).toBe(hex);
});

it.each(['', 'inherit', 'currentcolor', '#12', '#12345', 'rgb(1)', 'rgb(1,2,3,4,5)', 'nonsense', 'constructor'])(
  '%j is no colour of its own',
  text => expect(parseColor(text)).toBeUndefined()
);

const byte = fc.integer({ min: 0, max: 255 });
const color = fc.oneof(
  fc.tuple(byte, byte, byte).map(rgb => hexOf({ rgb, alpha: 1 })),
  fc.tuple(byte, byte, byte, byte).map(([r, g, b, a]) => `rgba(${r}, ${g}, ${b}, 0.${a})`),
  fc.constantFrom('red', 'yellow', 'gray', 'white', 'black', 'lightgreen')
);

it('a text on a background of its own can be read, whatever its author chose', () => {
  fc.assert(
    fc.property(color, fc.option(color), (paper, ink) => {
      const style = legible(readDeclarations(`background-color:${paper}${ink === null ? '' : `;color:${ink}`}`));
      // Nothing is behind a text but the page.
      if (!style.includes('background')) return;
      expect(contrast(colorOf(style, 'background'), colorOf(style, 'color'))).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 500 }
  );
});

it('a contrast counts as the colours are written', () => {
  const style = legible(readDeclarations('background-color:rgba(142, 250, 19, 0.101);color:#9f6900'));
  expect(contrast(colorOf(style, 'background'), colorOf(style, 'color'))).toBeGreaterThanOrEqual(4.5);
});

it('a bar is never so strong that the ink of a page, light or dark, cannot be read on it', () => {
  fc.assert(
    fc.property(color, bar => {
      const style = legible(readDeclarations(`background:linear-gradient(90deg, ${bar} 33.3%, transparent 33.3%)`));
      const stop = parseColor(/deg,(#\w+)/.exec(style)?.[1] ?? '');
      if (stop === undefined) throw new Error(style);
      const pages: [Rgb, Rgb][] = [
        [
          [255, 255, 255],
          [88, 88, 88]
        ],
        [
          [20, 26, 31],
          [182, 182, 182]
        ]
      ];
      for (const [paper, ink] of pages) expect(contrast(over(stop, paper), ink)).toBeGreaterThanOrEqual(4.45);
    }),
    { numRuns: 500 }
  );
});

it('what it gives is within the policy, and the policy leaves it as it is', () => {
  fc.assert(
    fc.property(color, color, color, (one, two, three) => {
      const styles = [
        `color:${one}`,
        `background:${one};color:${two};border:1px solid ${three}`,
        `background-color:${one};background-image:linear-gradient(90deg, ${two} 5%, ${three} 10.55%)`
      ];
      for (const style of styles) {
        const given = legible(readDeclarations(style));
        expect(readDeclarations(given)).toBe(given);
      }
    }),
    { numRuns: 500 }
  );
});

it('of several values the last one counts', () => {
  expect(legible('background:#fff;color:#000;background:#000')).toBe('background:#000;color:#fff');
  expect(legible('font-weight:bold;text-align:left;font-weight:normal')).toBe('text-align:left;font-weight:normal');
});

/** A format specification of Python's mini-language, taken apart. */
export type FormatSpec = {
  readonly fill: string;
  readonly align: '<' | '>' | '=' | '^' | undefined;
  readonly sign: '+' | '-' | ' ';
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  readonly zeroPadded: boolean;
  readonly width: number;
  readonly grouping: ',' | '_' | '';
  readonly precision: number | undefined;
  readonly type: string;
};

/** Widths and precisions beyond this belong to no path. */
const MAX_SIZE = 1000;
const SPEC =
  /^(?:(?<fill>.)(?=[<>=^]))?(?<align>[<>=^])?(?<sign>[-+ ])?(?<z>z)?(?<alternate>#)?(?<zero>0)?(?<width>[0-9]+)?(?<grouping>[,_])?(?:\.(?<precision>[0-9]+))?(?<type>[a-zA-Z%])?$/su;

/**
 * The specification, or `undefined` when it breaks the mini-language.
 * Source: Python 3.11, "Format Specification Mini-Language"; `Python/formatter_unicode.c`.
 */
export function parseFormatSpec(text: string): FormatSpec | undefined {
  const groups = SPEC.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { fill, align, sign, z, alternate, zero, width, grouping, precision, type } = groups;
  const size = Number(width ?? 0);
  if (size > MAX_SIZE || Number(precision ?? 0) > MAX_SIZE) return undefined;
  return {
    // A given fill wins over the zero, which then is only a digit of the width.
    fill: fill ?? (zero === undefined ? ' ' : '0'),
    align: align === '<' || align === '>' || align === '=' || align === '^' ? align : undefined,
    sign: sign === '+' || sign === ' ' ? sign : '-',
    noNegativeZero: z !== undefined,
    alternate: alternate !== undefined,
    zeroPadded: zero !== undefined && fill === undefined,
    width: size,
    grouping: grouping === ',' || grouping === '_' ? grouping : '',
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? ''
  };
}

/** The text filled up to the width; characters are counted, not UTF-16 units. */
export function pad(text: string, spec: FormatSpec, align: '<' | '>' | '^'): string {
  const missing = Math.max(spec.width - [...text].length, 0);
  if (align === '<') return text + spec.fill.repeat(missing);
  if (align === '>') return spec.fill.repeat(missing) + text;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
}

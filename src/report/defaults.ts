import type { ReportLimits } from './types.js';

/** What a report may weigh unless options or the notebook say otherwise. Source: facts/report-rendering §4. */
export const DEFAULT_LIMITS: ReportLimits = {
  softBytes: 2_000_000,
  hardBytes: 6_000_000,
  textBytes: 200_000,
  textLines: 2_000,
  tableRows: 500,
  imageBytes: 1_500_000,
  codeBytes: 100_000
};

/** Below this not even the digest fits: smaller hard limits are read as this one. UTF-8 bytes. */
export const SMALLEST_HARD_BYTES = 16_000;

/** How much of a text stays when the report as a whole is too large. */
export const SHORTENED = { textBytes: 2_000, textLines: 20 } as const;

/** How long a value and a message in the digest are at most, in UTF-16 units. */
export const DIGEST = { valueLength: 300, messageLength: 600 } as const;

/** How many rows each list of the digest has: the first number with which it takes at most half of the report. */
export const DIGEST_ROWS = [50, 10, 0] as const;

/** Nesting and length beyond which a JSON output is cut. */
export const JSON_DEPTH = 40;

/** Notices kept of one report; ten thousand broken pictures need not be told one by one. */
export const MAX_NOTICES = 500;

/** How much of the hard limit the styles of outputs take at most; beyond that tables lose their colours. */
export const STYLES_SHARE = 0.25;

/**
 * Sizes beyond which a result is cut or refused. Characters are UTF-16 units.
 * Source of `stringChars`: Jackson's `StreamReadConstraints` (Cortex reads output.json with it); of `tagChars`: 32,766
 * bytes of an Elasticsearch keyword, at four bytes each; of `messageChars`: TheHive 5.7.3, `InputCreateObservable`.
 */
export const RESULT_LIMITS = {
  stringChars: 20_000_000,
  tagChars: 8_000,
  messageChars: 1_048_576,
  dataTypeChars: 64,
  /** A mini-report is one line on a screen; more is cut. */
  taxonomyChars: 4_096,
  /** Jackson refuses 1,000 levels in the whole of output.json; nobody's result needs 100. */
  nesting: 100,
  /** Problems listed per notebook; what comes after is counted. */
  problems: 100,
  /** Characters of a bad line that its problem quotes. */
  excerptChars: 80
} as const;

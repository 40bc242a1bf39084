/** Numbers of the embedded Scirius, said once; the documentation quotes them. */
export const LIMITS = {
  /** A longer line is counted as oversized and skipped. */
  lineBytes: 16 * 1024 * 1024,
  /** How much of a file is read at once. */
  readBytes: 4 * 1024 * 1024,
  /** More different paths than the index template of SELKS allows are not catalogued. */
  paths: 10_000,
  /** Values below this depth of an event are not indexed. */
  depth: 64,
  /** What DuckDB may use; past it, it writes to its temporary folder. */
  memory: '1GB',
  /** Queries that run at once; others wait. */
  queriesAtOnce: 4,
  /** Lucene's keyword sub-fields leave out longer values. Source: the template's `ignore_above`. */
  keywordLength: 256,
  /** `count` says no more, as with Scirius on Elasticsearch 7 and later. */
  countCap: 10_000,
  /** `page * page_size` may not be more. Source: `index.max_result_window`. */
  resultWindow: 10_000,
  /** Buckets of one histogram; a shorter interval is made longer. */
  buckets: 10_000,
  /** Clauses of one filter. Source: `indices.query.bool.max_clause_count`. */
  clauses: 1_024,
  /** Characters of one regular expression. Source: `index.max_regex_length`. */
  regexLength: 1_000,
  /** The first part of a file, whose hash tells a grown file from another one. */
  headBytes: 64 * 1024
} as const;

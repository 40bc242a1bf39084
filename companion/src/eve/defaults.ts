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
  /** Queries that run at once; others wait. Each takes one of libuv's four threads, and files are read by the last. */
  queriesAtOnce: 3,
  /** Lucene's keyword sub-fields leave out longer values. Source: the template's `ignore_above`. */
  keywordLength: 256,
  /** `count` says no more, as with Scirius on Elasticsearch 7 and later. */
  countCap: 10_000,
  /** `page * page_size` may not be more. Source: `index.max_result_window`. */
  resultWindow: 10_000,
  /** Buckets of one histogram; a shorter interval is made longer. */
  buckets: 10_000,
  /** Buckets of one answer, all levels together. Source: `search.max_buckets`. */
  allBuckets: 65_535,
  /** Bytes of the events of one answer. */
  pageBytes: 256 * 1024 * 1024,
  /** Bytes of the body of a request. */
  bodyBytes: 1024 * 1024,
  /** Longer than real names and their paths are; values there are counted and not indexed. */
  pathLength: 1_024,
  /** Types of events that are told apart; the engine has an index for each. */
  eventTypes: 1_000,
  /** How long one query may take: twice as long as Scirius waits for its engine. */
  queryMs: 60_000,
  /** Clauses of one filter. Source: `indices.query.bool.max_clause_count`. */
  clauses: 1_024,
  /** Characters of one regular expression. Source: `index.max_regex_length`. */
  regexLength: 1_000,
  /** The first part of a file, whose hash tells a grown file from another one. */
  headBytes: 64 * 1024
} as const;

export { SciriusClient, type Ask, type AskEvents, type Terms, type ValueCount, type Wanted } from './client.js';
export { SCIRIUS_ERRORS } from './error-table.js';
export { isTruncated, type Bucket, type Events, type SciriusEvent } from './events.js';
export { SciriusAccessDenied, SciriusNotFound, SciriusRefused, TimeRefused } from './failures.js';
export { COUNT_CAP, MAX_PAGE, MAX_REQUEST_LINE_BYTES } from './limits.js';
export type { CancelSignal, Connection, FetchAnswer, FetchOptions, SciriusFetch } from './request.js';
export type { Progress } from './slices.js';
export { splitFilter } from './split-filter.js';
export { DEFAULT_LAST, parseDuration, parseInstant, resolveRange, type TimeRange } from './time.js';

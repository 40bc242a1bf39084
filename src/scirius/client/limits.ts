/** The search engine's result window: page times page size may not exceed it. Source: facts/scirius §8. */
export const MAX_PAGE = 10_000;
/** `count` never says more: the engine stops counting there, and Scirius does not say so. */
export const COUNT_CAP = 10_000;
/** What gunicorn takes by default, and Scirius does not raise it. Source: facts/spike-scirius, "Limits". */
export const MAX_REQUEST_LINE_BYTES = 4_094;
/** An interval below range/10,000 can take the engine down for everybody: facts/spike-scirius, "interval=0 is a weapon". */
export const MAX_BUCKETS = 10_000;
/** Events that a slice should hold, with room for what a timeline cannot see. */
export const SLICE_TARGET = 9_000;
export const MAX_REDIRECTS = 5;
export const RETRIES = 2;
export const RETRY_AFTER_MS = 500;
/** Orderings that lose no event: all indices map these fields. Source: facts/spike-scirius, "ordering". */
export const SAFE_ORDERINGS: ReadonlySet<string> = new Set([
  ...['@timestamp', 'timestamp', 'event_type.keyword', 'src_ip', 'dest_ip', 'proto.keyword', 'flow_id']
]);
/** Numeric fields that `field_stats` counts, of alerts only; `unique_values` has no numbers. Source: facts/scirius §1.3. */
export const FIELD_STATS_FIELDS: ReadonlySet<string> = new Set([
  ...[
    'src_port',
    'dest_port',
    'alert.signature_id',
    'alert.severity',
    'http.length',
    'http.status',
    'vlan',
    'tunnel.depth'
  ]
]);

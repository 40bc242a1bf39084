/** Bytes of `output.json`. Cortex, Elasticsearch and TheHive each hold it in memory several times. */
export const MAX_OUTPUT_BYTES = 15_000_000;

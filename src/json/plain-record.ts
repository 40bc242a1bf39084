export type PlainRecord = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isPlainRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * How deep arrays and objects may be nested, for reading. Everything behind the parser may therefore walk a value by
 * recursion. Python's `json` gives up near 1,000 levels too (its recursion limit), so no notebook that it could write is refused.
 */
export const MAX_JSON_DEPTH = 1000;

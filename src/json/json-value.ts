import type { ExactNumber } from './exact-number.js';

/** JSON as notebooks hold it: numbers that JavaScript would alter (`1.0`, `1e16`, beyond 2^53) are `ExactNumber`. */
export type JsonValue = null | boolean | number | string | ExactNumber | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

import { wellFormed } from '../json/index.js';

/** Source: Cortex 4.1 `AttachmentAttributeFormat.scala`; control characters are added, they have no place in a name. */
const FORBIDDEN = /[/\\`?*<>|":;\p{Cc}\u2028\u2029]/gu;

/** A file name that Cortex accepts: what it refuses is replaced by `_`, the end is cut to 255 characters. */
export function safeFileName(name: string): string {
  return wellFormed(wellFormed(name).replace(FORBIDDEN, '_').slice(0, 255));
}

/** Source: jackson-core 2.15 `StreamReadConstraints` (FasterXML/jackson-core#1121, #863). */
export const JACKSON = { stringChars: 20_000_000, nesting: 1_000, nameChars: 50_000 } as const;

const LONE_SURROGATE = /\p{Surrogate}/u;

/** The value of a file that Jackson accepts with its default limits; throws otherwise. */
export function readJackson(bytes: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const value: unknown = JSON.parse(text);
  check(value);
  return value;
}

/** Without recursion: what is read here is deeper than a stack in some tests. */
function check(root: unknown): void {
  const open: [value: unknown, depth: number][] = [[root, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value === 'string') checkText(value, JACKSON.stringChars);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= JACKSON.nesting) throw new Error('nested too deep');
    for (const [key, item] of Object.entries(value)) {
      if (!Array.isArray(value)) checkText(key, JACKSON.nameChars);
      open.push([item, depth + 1]);
    }
  }
}

function checkText(text: string, limit: number): void {
  if (text.length > limit) throw new Error(`a text of ${text.length} characters`);
  if (LONE_SURROGATE.test(text)) throw new Error('half of a character');
}

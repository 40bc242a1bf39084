/** One event of a server-sent stream. `id` is empty when it has none. */
export type StreamEvent = { readonly event: string; readonly id: string; readonly data: string };

/**
 * Reads server-sent events from pieces of text, however they are cut. Comments and fields nobody knows are left out; so is
 * an event that is not complete when the stream ends.
 * Source: WHATWG HTML, "Server-sent events", 9.2.6; the service sends no `retry` and no byte order mark.
 */
export function createEventReader(): (piece: string) => readonly StreamEvent[] {
  let rest = '';
  return piece => {
    const blocks = `${rest}${piece}`.split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.flatMap(readBlock);
  };
}

function readBlock(block: string): readonly StreamEvent[] {
  const fields = block.split('\n').map(readField);
  const valueOf = (name: string): readonly string[] =>
    fields.flatMap(([field, value]) => (field === name ? [value] : []));
  const data = valueOf('data');
  if (data.length === 0) return [];
  return [{ event: valueOf('event').at(-1) ?? 'message', id: valueOf('id').at(-1) ?? '', data: data.join('\n') }];
}

function readField(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /u, '')];
}

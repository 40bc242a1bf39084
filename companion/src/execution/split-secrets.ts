import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../src/json/index.js';
import type { Output, StreamOutput } from '../notebook/index.js';
import { withheldOutput } from './markers.js';
import { markdownTexts, markupTexts, terminalTexts } from './reader-text.js';
import type { Redaction } from './redaction.js';

export type Unsplit = { readonly outputs: readonly Output[]; readonly isWithheld: boolean };

/**
 * The outputs of a cell, redacted before, without secrets that stand in them in parts: cut by terminal escapes, markup
 * or another output, until a reader joins the parts. Texts keep what else is in them, everything else gives way to a
 * sentence. The very same outputs when there is nothing to do. Linear.
 */
export function withoutSplitSecrets(outputs: readonly Output[], { text: redact }: Redaction): Unsplit {
  const alone = outputs.map(output => withoutSplit(output, redact));
  const joined = ['stdout', 'stderr'].reduce((list, name) => joinStreams(list, name, redact), alone);
  const isClean = joined.length < 2 || !joinedTexts(joined, redact).some(text => redact(text) !== text);
  const clean = isClean ? joined : [WITHHELD];
  const isSame = clean.length === outputs.length && clean.every((output, index) => output === outputs[index]);
  return isSame ? { outputs, isWithheld: false } : { outputs: clean, isWithheld: true };
}

type Redact = Redaction['text'];
const WITHHELD: StreamOutput = { output_type: 'stream', name: 'stderr', text: `${withheldOutput()}\n` };

function withoutSplit(output: Output, redact: Redact): Output {
  switch (output.output_type) {
    case 'stream': {
      const text = withoutSplitText(output.text, redact);
      return text === output.text ? output : text === undefined ? WITHHELD : { ...output, text };
    }
    case 'error': {
      const lines = output.traceback.join('\n');
      const ename = withoutSplitText(output.ename, redact);
      const evalue = withoutSplitText(output.evalue, redact);
      const traceback = withoutSplitText(lines, redact);
      if (ename === output.ename && evalue === output.evalue && traceback === lines) return output;
      if (ename === undefined || evalue === undefined || traceback === undefined) return WITHHELD;
      return { ...output, ename, evalue, traceback: traceback.split('\n') };
    }
    case 'display_data':
    case 'execute_result': {
      const data = withoutSplitData(output.data, redact);
      return data === output.data ? output : data === undefined ? WITHHELD : { ...output, data };
    }
  }
}

/**
 * The text as it is seen and without the secret that is seen in it; `undefined` when another reader
 * would see one still.
 */
export function withoutSplitText(text: string, redact: Redact): string | undefined {
  const shown = terminalTexts(text).find(seen => redact(seen) !== seen);
  if (shown === undefined) return text;
  // A secret that is in the stored text itself is there on purpose: it is a word of the format.
  if (redact(text) !== text) return text;
  const clean = redact(shown);
  return terminalTexts(clean).some(seen => redact(seen) !== seen) ? undefined : clean;
}

function withoutSplitData(data: JsonObject, redact: Redact): JsonObject | undefined {
  let clean = data;
  for (const [mime, value] of Object.entries(data)) {
    if (mime === 'text/plain' && typeof value === 'string') {
      const text = withoutSplitText(value, redact);
      if (text === undefined) return undefined;
      if (text !== value) clean = { ...clean, [mime]: text };
    } else if (textsIn(value).some(text => isSplit(text, mime, redact))) return undefined;
  }
  return clean;
}

function isSplit(text: string, mime: string, redact: Redact): boolean {
  return seenIn(text, mime).some(seen => seen !== text && redact(seen) !== seen) && redact(text) === text;
}

/** What readers of a text of this type see. Pictures have no text. */
function seenIn(text: string, mime: string): readonly string[] {
  if (mime === 'text/html' || /[/+]xml$/.test(mime)) return markupTexts(text);
  if (mime === 'text/markdown') return markdownTexts(text);
  return /^(?:image|audio|video|font)\//.test(mime) ? [] : terminalTexts(text);
}

/** Every text in a value, keys included. Values were measured before, so they are never too deep for recursion. */
function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isJsonArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]) : [];
}

/** Streams of one name are read as one text, whatever stands between them. */
function joinStreams(outputs: readonly Output[], name: string, redact: Redact): Output[] {
  const streams = outputs.filter(output => isStream(output, name));
  const [first] = streams;
  if (first === undefined || streams.length < 2) return [...outputs];
  const text = streams.map(stream => stream.text).join('');
  const isHidden = [text, ...terminalTexts(text)].some(seen => redact(seen) !== seen);
  if (!isHidden) return [...outputs];
  const redacted = redact(text);
  const clean = withoutSplitText(redacted, redact) ?? WITHHELD.text;
  return outputs
    .filter(output => output === first || !isStream(output, name))
    .map(output => (output === first ? { ...first, text: clean } : output));
}

function isStream(output: Output, name: string): output is StreamOutput {
  return output.output_type === 'stream' && output.name === name;
}

/** All outputs, one right after the other: as they stand, and as they are seen. */
function joinedTexts(outputs: readonly Output[], redact: Redact): readonly string[] {
  // A secret that stands in one text is there on purpose: see above.
  const texts = outputs.map(mainText).filter(({ text }) => redact(text) === text);
  return [...new Set([texts.map(({ text }) => text).join(''), texts.map(({ seen }) => seen).join('')])];
}

const NOTHING = { text: '', seen: '' };

function mainText(output: Output): { readonly text: string; readonly seen: string } {
  if (output.output_type === 'stream') return { text: output.text, seen: terminalTexts(output.text)[0] ?? output.text };
  if (output.output_type === 'error') {
    const text = `${output.ename}: ${output.evalue}\n${output.traceback.join('\n')}`;
    return { text, seen: terminalTexts(text)[0] ?? text };
  }
  const { data } = output;
  const mime = ['text/html', 'text/markdown', 'text/plain'].find(each => typeof data[each] === 'string');
  const text = mime === undefined ? undefined : data[mime];
  if (mime === undefined || typeof text !== 'string') return NOTHING;
  return { text, seen: seenIn(text, mime)[0] ?? text };
}

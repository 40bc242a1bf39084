import type { JsonObject } from '../../../src/json/index.js';
import { errorOf } from './decode-output.js';
import { TRACEBACK_LINES } from './defaults.js';
import type { CellErrorDetails, CellPlace } from './failures.js';
import { withheldOutput } from './markers.js';
import { withoutSplitText } from './split-secrets.js';

const MESSAGE_CHARACTERS = 2_000;
// CSI and OSC sequences, and two-character escapes. Source: ECMA-48, 5.3 and 8.3.
// eslint-disable-next-line no-control-regex -- escape sequences are what this is about
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;

/** What an error reply says, in the form a failure quotes it: short, without ANSI escapes, without secrets. */
export function describeError(
  place: CellPlace,
  content: JsonObject,
  redact: (text: string) => string
): CellErrorDetails {
  const { ename, evalue, traceback } = errorOf(content);
  const clean = (text: string): string => {
    const redacted = redact(plainText(text));
    return withoutSplitText(redacted, redact) ?? withheldOutput();
  };
  const lines = clean(traceback.join('\n')).trimEnd().split('\n');
  return {
    ...place,
    ename: clean(ename).slice(0, MESSAGE_CHARACTERS),
    evalue: clean(evalue).slice(0, MESSAGE_CHARACTERS),
    traceback: lines.slice(-TRACEBACK_LINES).map(line => line.slice(0, MESSAGE_CHARACTERS))
  };
}

/** The text without terminal escapes. */
export function plainText(text: string): string {
  return text.includes('\u001b') ? text.replace(ESCAPES, '') : text;
}

/** Characters of a terminal's colours and cursor moves. Source: ECMA-48 (CSI, OSC and two-character sequences). */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const ANSI = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[ -/]*[0-~])/gu;

/** Text for people who see it in a plain box: no ANSI escapes, no control characters but line feed and tab. */
export function plainText(text: string): string {
  return text
    .replace(ANSI, '')
    .replace(/\r\n?/gu, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** The last lines of a text. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

import { Failure } from '../failure.js';

/** Where a text stops being JSON: `offset` counts UTF-16 units from 0, `line` and `column` count from 1. */
export type JsonSyntaxDetails = {
  readonly reason: string;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
};

/** The text is not JSON (nor Python's superset of it), or is nested too deep. The message holds nothing of the text. */
export class JsonSyntaxFailure extends Failure<JsonSyntaxDetails> {
  readonly code = 'JSON_SYNTAX';
  declare readonly details: JsonSyntaxDetails;

  constructor(reason: string, text: string, offset: number) {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    const column = offset - before.lastIndexOf('\n');
    super(`not valid JSON at line ${line}, column ${column}: ${reason}`, {
      details: { reason, offset, line, column },
      hint: 'Open the file in a JSON-aware editor at that place, or save it again with the program that made it.'
    });
  }
}

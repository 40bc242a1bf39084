import type { Problem } from '../../../../src/problem.js';
import type { ParameterValue } from '../value.js';

/** How one language spells parameters. The data says what may be written, `assign` how; no value becomes code. */
export type LanguageWriter = {
  /** The language's name in messages. */
  readonly title: string;
  /** What starts a comment line. */
  readonly comment: string;
  readonly names: NameRule;
  /** Lists and maps within each other; deeper values are refused before the language's own parser would fail. */
  readonly maxDepth: number;
  /**
   * One line that gives `name` the value.
   * @throws `PARAMETER_VALUE_UNSUITABLE` when the language cannot hold the value
   */
  readonly assign: (name: string, value: ParameterValue) => string;
  /** What a reader of the notebook should know about how the value was written. */
  readonly remarks?: (name: string, value: ParameterValue) => readonly Problem[];
};

export type NameRule = {
  readonly pattern: RegExp;
  /** Words of the language, and variables whose value the language runs or ignores. */
  readonly reserved: ReadonlySet<string>;
  /** Whether the language does; `reserved` is then in lower case. */
  readonly ignoresCase?: true;
  /** The variable that is set when it is not the parameter's own name. */
  readonly variable?: (name: string) => string;
};

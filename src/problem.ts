/** How much a problem matters: `error` content was refused, `warning` it was changed or may not work, `info` worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** Where a problem is. `cell` counts from 0, `line` from 1; `item` names a configuration item, an option or a parameter. */
export type Place = {
  readonly file?: string;
  readonly cell?: number;
  readonly line?: number;
  readonly item?: string;
};

/**
 * Wrong content (a notebook, a result line, a configuration), collected while the work goes on.
 * `code` is kebab-case and phrased as the state that should hold, e.g. `artifact-data-type-present`.
 */
export type Problem = {
  readonly code: string;
  readonly severity: Severity;
  readonly at: Place;
  readonly message: string;
  readonly hint?: string;
};

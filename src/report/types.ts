import type { Problem } from '../problem.js';
import type { Html } from './html.js';
import type { TypesetTex } from './maths/formula.js';

/** How the code of a cell appears: open, behind a closed `<details>`, or not at all. */
export type CodeVisibility = 'show' | 'collapse' | 'hide';

/** Sizes beyond which the report shows less, always with a notice. Sizes are UTF-8 bytes. */
export type ReportLimits = {
  /** Beyond this the least valuable parts are collapsed or shortened. Source: facts/report-rendering §4. */
  readonly softBytes: number;
  /** The fragment is never larger than this. */
  readonly hardBytes: number;
  readonly textBytes: number;
  readonly textLines: number;
  readonly tableRows: number;
  readonly imageBytes: number;
  readonly codeBytes: number;
};

export type ReportOptions = {
  /** `fragment` (default): one `<div>` to be put into any page. `document`: the same fragment in a page of its own. */
  readonly target?: 'fragment' | 'document';
  readonly title?: string;
  readonly lang?: string;
  readonly code?: CodeVisibility;
  readonly prompts?: boolean;
  /** Overrides what `metadata.huntbook.limits` of the notebook says. */
  readonly limits?: Partial<ReportLimits>;
  /** Typesets formulas; without it they are shown as their source. See `renderReportWithMaths`. */
  readonly typesetTex?: TypesetTex;
};

/** Something the reader does not see, and why. */
export type Notice = { readonly code: string; readonly cell: number | undefined; readonly message: string };

export type Report = {
  readonly html: Html;
  readonly notices: readonly Notice[];
  readonly problems: readonly Problem[];
  /** UTF-8 size of `html`. */
  readonly bytes: number;
};

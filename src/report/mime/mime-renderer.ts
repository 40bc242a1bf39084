import type { Html } from '../html.js';
import type { UnknownRecord } from '../json-shape.js';
import type { FormulaView } from '../maths/formula-view.js';
import type { PartKind } from '../part.js';
import type { StyleSheet } from '../sanitize/index.js';
import type { ReportLimits } from '../types.js';
import type { WidgetView } from '../widgets/widget-view.js';

/** What a renderer may know about the place it renders for. */
export type OutputContext = {
  readonly limits: ReportLimits;
  /** Counts from 0 in the notebook. */
  readonly cell: number;
  /** What the output's metadata say about this MIME type, e.g. width and height. */
  readonly metadata: UnknownRecord;
  /** Where the styles of outputs become classes. */
  readonly styles: StyleSheet;
  /** In which cell a picture was shown first, by its data. */
  readonly figures: Map<string, number>;
  /** The state of the notebook's widgets. */
  readonly widgets: WidgetView;
  /** Typesets formulas. */
  readonly formulas: FormulaView;
  /** Outputs that a widget captured (untrusted JSON), as they would appear below a cell. */
  renderOutputs(outputs: readonly unknown[], context: OutputContext): Html;
  /** Tells that something is not shown as it is. */
  notice(code: string, message: string): void;
};

/** One row of the MIME table. */
export type MimeRenderer = {
  readonly mimeTypes: readonly string[];
  readonly kind: PartKind;
  /** The markup, or `undefined` when there is nothing worth showing: then the next representation is tried. */
  render(data: unknown, context: OutputContext, mimeType: string): Html | undefined;
};

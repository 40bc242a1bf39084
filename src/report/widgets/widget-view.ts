import type { Html } from '../html.js';
import type { WidgetModels } from './models.js';

/**
 * The widgets of one report while they are shown. Each is rendered once; showing it again costs what it weighs, so that
 * a few widgets which show one another cannot grow a report without end.
 */
export type WidgetView = {
  readonly models: WidgetModels;
  /** Those that are being rendered round this one: showing them again would not end. */
  readonly open: ReadonlySet<string>;
  readonly known: Map<string, Html | undefined>;
  readonly spent: { widgets: number; length: number };
};

/** A view on which nothing was shown yet; one per report. */
export function createWidgetView(models: WidgetModels): WidgetView {
  return { models, open: new Set(), known: new Map(), spent: { widgets: 0, length: 0 } };
}

/** The view inside the widget `id`. */
export function enter(view: WidgetView, id: string): WidgetView {
  return { ...view, open: new Set(view.open).add(id) };
}

/** Whether one more widget may be shown here. */
export function canShowMore({ open, spent }: WidgetView): boolean {
  return open.size < MAX_DEPTH && spent.widgets < MAX_WIDGETS && spent.length < MAX_LENGTH;
}

/** Keeps what a widget came to, and counts that it is shown. */
export function remember(view: WidgetView, id: string, shown: Html | undefined): Html | undefined {
  view.known.set(id, shown);
  view.spent.widgets += 1;
  view.spent.length += shown?.length ?? 0;
  return shown;
}

/** Each level is at most two elements; the report has room for 28 round the HTML of an output (report-vocabulary.ts). */
const MAX_DEPTH = 12;
/** Shown widgets of one report; a dashboard has some hundreds. */
const MAX_WIDGETS = 5_000;
/** UTF-16 units of shown widgets, all levels counted: the soft limit of a report, once for each level that is common. */
const MAX_LENGTH = 8_000_000;

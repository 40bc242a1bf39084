import { attributes, EMPTY, html, join, text, type Html } from '../html.js';
import { listOf, recordOf, type UnknownRecord } from '../json-shape.js';
import { readPlotlyFigure } from '../chart/plotly-card.js';
import { showCard } from '../mime/chart.js';
import { makeSafe } from '../mime/html.js';
import { figure, imageAddress } from '../mime/image.js';
import type { OutputContext } from '../mime/mime-renderer.js';
import { preformatted } from '../mime/text.js';
import { note } from '../part.js';
import { visibleText } from '../text/visible-text.js';
import { widgetId, widgetIds, type WidgetModel } from './models.js';
import { VALUE_TEXTS } from './value-text.js';
import { canShowMore, enter, remember } from './widget-view.js';

/**
 * A widget as it stood when the kernel ended, with all that it holds, and nothing that moves. `undefined` when there is
 * no such widget, or it is of a kind that says nothing without its script. Total: a widget inside itself is left out,
 * and so is what lies too deep, or comes after too much (see widget-view.ts).
 */
export function renderWidget(id: string, context: OutputContext): Html | undefined {
  const { widgets } = context;
  if (widgets.open.has(id) || !canShowMore(widgets)) return undefined;
  if (widgets.known.has(id)) return remember(widgets, id, widgets.known.get(id));
  const model = widgets.models(id);
  if (model === undefined) return undefined;
  const shown = isHidden(model, context) ? EMPTY : render(model, { ...context, widgets: enter(widgets, id) });
  return remember(widgets, id, shown);
}

type Kind = (model: WidgetModel, context: OutputContext) => Html | undefined;

/** What each kind of widget shows. Widgets that are a description and a value are in value-text.ts. */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['HTMLModel', markup],
  ['HTMLMathModel', markup],
  ['LabelModel', label],
  ['TextareaModel', passage],
  ['ButtonModel', button],
  ['ImageModel', image],
  ['OutputModel', ({ state }, context) => html`<div>${context.renderOutputs(listOf(state.outputs), context)}</div>`],
  ['BoxModel', row],
  ['HBoxModel', row],
  ['VBoxModel', column],
  ['GridBoxModel', column],
  ['StackModel', stack],
  ['AnyModel', figureWidget],
  ['FigureModel', figureWidget],
  ['AccordionModel', folds],
  ['TabModel', folds]
]);

function render(model: WidgetModel, context: OutputContext): Html | undefined {
  const kind = KINDS.get(model.name);
  if (kind !== undefined) return kind(model, context);
  const value = VALUE_TEXTS.get(model.name)?.(model.state);
  return value === undefined ? undefined : labelled(model.state, text(shortened(value)));
}

/** Hidden by its author. Source: ipywidgets 8, "Layout of Jupyter widgets", `display` and `visibility`. */
function isHidden({ state }: WidgetModel, { widgets }: OutputContext): boolean {
  const id = widgetId(state.layout);
  const { display, visibility } = recordOf(id === undefined ? undefined : widgets.models(id)?.state);
  return display === 'none' || visibility === 'hidden';
}

function labelled(state: UnknownRecord, value: Html): Html {
  const name = description(state);
  return html`<p>${name === '' ? EMPTY : html`<b>${text(name)}</b> `}${value}</p>`;
}

function description({ description: value }: UnknownRecord): string {
  return typeof value === 'string' ? visibleText(value, MAX_DESCRIPTION) : '';
}

function markup({ state }: WidgetModel, context: OutputContext): Html {
  const name = description(state);
  const safe = typeof state.value === 'string' ? makeSafe(state.value, context).html : EMPTY;
  return html`<div>${name === '' ? EMPTY : html`<b>${text(name)}</b> `}${safe}</div>`;
}

function label({ state }: WidgetModel): Html {
  return labelled(state, text(shortened(typeof state.value === 'string' ? state.value : '')));
}

function passage({ state }: WidgetModel, context: OutputContext): Html {
  const value = typeof state.value === 'string' ? state.value : '';
  return html`<div>${labelled(state, EMPTY)}${preformatted(value, context)}</div>`;
}

function button({ state }: WidgetModel): Html {
  const name = description(state);
  return note(`[${name === '' ? 'button' : name}]`);
}

function image({ state, binaries }: WidgetModel, context: OutputContext): Html {
  const address = imageAddress(`image/${String(state.format)}`, binaries.get('value') ?? '');
  const isSmall = address !== undefined && address.length * 0.75 <= context.limits.imageBytes;
  if (address === undefined || !isSmall) {
    context.notice('image-readable', 'The picture of a widget is of a kind or size that a report does not show.');
    return note('A picture is not shown here.');
  }
  const [width, height] = [state.width, state.height].map(side => (isSide(side) ? Number(side) : undefined));
  return figure(
    address,
    attributes({ src: address, alt: `Figure of cell ${context.cell + 1}`, width, height }),
    context
  );
}

function isSide(value: unknown): boolean {
  return typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value);
}

function row({ state }: WidgetModel, context: OutputContext): Html {
  return html`<div class="nbr-chips">${children(widgetIds(state.children), context)}</div>`;
}

function column({ state }: WidgetModel, context: OutputContext): Html {
  return html`<div>${children(widgetIds(state.children), context)}</div>`;
}

function stack({ state }: WidgetModel, context: OutputContext): Html {
  const shown = widgetIds(state.children).filter((_, at) => at === state.selected_index);
  return html`<div>${children(shown, context)}</div>`;
}

/** A `FigureWidget` of plotly, which holds its figure in traits of its own; the names of plotly 5 come second. */
function figureWidget({ state }: WidgetModel, context: OutputContext): Html | undefined {
  const data = state._widget_data ?? state._data;
  if (!Array.isArray(data)) return undefined;
  return showCard(readPlotlyFigure({ data, layout: state._widget_layout ?? state._layout }), context);
}

/** What lies behind tabs is one page after the other, as in an accordion; the one that was open is open. */
function folds({ state }: WidgetModel, context: OutputContext): Html {
  const pages = widgetIds(state.children).map((id, at) => {
    const open = at === state.selected_index ? html` open` : EMPTY;
    return html`<details${open}><summary>${text(titleOf(state, at))}</summary>${children([id], context)}</details>`;
  });
  return html`<div>${pages}</div>`;
}

/** Source: ipywidgets 8 `titles`; 7 had `_titles`, by number. */
function titleOf({ titles, _titles: numbered }: UnknownRecord, at: number): string {
  const title = listOf(titles)[at] ?? recordOf(numbered)[String(at)];
  return typeof title === 'string' && title !== '' ? visibleText(title, MAX_DESCRIPTION) : String(at + 1);
}

function children(ids: readonly string[], context: OutputContext): Html {
  const shown: Html[] = [];
  for (const id of ids) {
    if (!canShowMore(context.widgets)) {
      context.notice('widgets-few-enough', 'Of the widgets of a notebook, not all are shown.');
      shown.push(note('More widgets are not shown here.'));
      break;
    }
    shown.push(renderWidget(id, context) ?? note('A widget cannot be shown in a report.'));
  }
  return join(shown);
}

/** UTF-16 units of a description or title, and of a value. */
const MAX_DESCRIPTION = 200;
const MAX_VALUE = 10_000;

function shortened(value: string): string {
  return value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value;
}

import { isRecord, listOf, recordOf, type UnknownRecord } from '../json-shape.js';

/** One widget as its kernel left it: the name of its kind, its traits, and its binary traits as base64 text. */
export type WidgetModel = {
  readonly name: string;
  readonly state: UnknownRecord;
  readonly binaries: ReadonlyMap<string, string>;
};

/** Looks up a widget by its id; ids come from outputs, so nothing need exist under them. */
export type WidgetModels = (id: string) => WidgetModel | undefined;

/**
 * The widgets that the metadata of a notebook hold, read one by one when they are asked for.
 * Source: Jupyter widgets, "Notebook and widget state", version 2; nbclient and JupyterLab write the same.
 */
export function readWidgetModels(metadata: UnknownRecord): WidgetModels {
  const state = recordOf(recordOf(recordOf(metadata.widgets)[WIDGET_STATE]).state);
  return id => (Object.hasOwn(state, id) ? readModel(state[id]) : undefined);
}

/** The ids of widgets in a trait such as `children`. */
export function widgetIds(trait: unknown): readonly string[] {
  return listOf(trait).flatMap(value => widgetId(value) ?? []);
}

/** The id of the widget that a trait refers to. Source: ipywidgets 8, `widget_serialization`. */
export function widgetId(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith(REFERENCE) ? value.slice(REFERENCE.length) : undefined;
}

/** Outputs that widgets captured, of all widgets, as they stand in the metadata of the notebook. */
export function capturedOutputs(metadata: UnknownRecord): readonly unknown[] {
  const { state } = recordOf(recordOf(metadata.widgets)[WIDGET_STATE]);
  return Object.values(recordOf(state)).flatMap(model => listOf(recordOf(recordOf(model).state).outputs));
}

const WIDGET_STATE = 'application/vnd.jupyter.widget-state+json';
const REFERENCE = 'IPY_MODEL_';

function readModel(value: unknown): WidgetModel | undefined {
  if (!isRecord(value)) return undefined;
  const state = recordOf(value.state);
  const name = value.model_name ?? state._model_name;
  if (typeof name !== 'string') return undefined;
  return { name, state, binaries: new Map(listOf(value.buffers).flatMap(readBinary)) };
}

function readBinary(value: unknown): [string, string][] {
  const { data, encoding, path } = recordOf(value);
  const [trait, ...deeper] = listOf(path);
  if (encoding !== 'base64' || typeof data !== 'string' || typeof trait !== 'string' || deeper.length > 0) return [];
  return [[trait, data]];
}

import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../src/json/index.js';
import type { Message } from '../kernel/index.js';
import { decodeContent } from './decode-output.js';
import { measureJson } from './measure-json.js';
import type { OutputEvent } from './output-event.js';

/** One widget: its state, and its binary parts by their path in the state. */
export type WidgetModel = {
  readonly state: JsonObject;
  readonly buffers: ReadonlyMap<string, JsonObject>;
  /** The request whose outputs an Output widget takes; empty when it takes none. */
  readonly capturedId: string;
};

/** All widgets of a run, and which Output widgets take the outputs of which request, the last one first served. */
export type Widgets = {
  readonly models: ReadonlyMap<string, WidgetModel>;
  readonly captures: ReadonlyMap<string, readonly string[]>;
  readonly bytes: number;
  /** Widgets that were too large; their state is not stored. */
  readonly leftOut: ReadonlySet<string>;
};

export const NO_WIDGETS: Widgets = { models: new Map(), captures: new Map(), bytes: 0, leftOut: new Set() };

const NEW_MODEL: WidgetModel = { state: {}, buffers: new Map(), capturedId: '' };

/**
 * The widgets after one comm message. Pure and total; messages that carry no state change nothing.
 * Source: nbclient 0.11 `handle_comm_msg` (any comm with `data.state` counts, its target is not asked for) and
 * `output_widget.py` (`msg_id` of an Output widget starts and ends the capture).
 */
export function addCommMessage(widgets: Widgets, message: Message, limitBytes: number): Widgets {
  const { comm_id: id, data } = message.content;
  if (typeof id !== 'string' || !isJsonObject(data) || !isJsonObject(data['state'])) return widgets;
  if (widgets.leftOut.has(id)) return widgets;
  const model = widgets.models.get(id) ?? NEW_MODEL;
  const buffers = buffersOf(data['buffer_paths'], message.buffers);
  const bytes = widgets.bytes + addedBytes(model, data['state'], buffers);
  if (bytes > limitBytes) return leaveOut(widgets, id);
  const next = {
    state: { ...model.state, ...data['state'] },
    buffers: buffers.size === 0 ? model.buffers : new Map([...model.buffers, ...buffers]),
    capturedId: model.capturedId
  };
  return capture({ ...widgets, models: new Map(widgets.models).set(id, next), bytes }, id, data['state']);
}

/** The Output widget that takes the outputs of this request. */
export function capturingWidget(widgets: Widgets, requestId: string): string | undefined {
  return widgets.captures.get(requestId)?.at(-1);
}

/** The outputs that a comm message of the kernel gives an Output widget, e.g. by `append_stdout`; not the echo of ours. */
export function outputsSetBy(
  message: Message
): { readonly widget: string; readonly events: readonly OutputEvent[] } | undefined {
  const { comm_id: widget, data } = message.content;
  if (typeof widget !== 'string' || !isJsonObject(data) || data['method'] === 'echo_update') return undefined;
  const outputs = isJsonObject(data['state']) ? data['state']['outputs'] : undefined;
  if (!isJsonArray(outputs)) return undefined;
  const events = outputs.flatMap(output => {
    const type = isJsonObject(output) ? output['output_type'] : undefined;
    return isJsonObject(output) && typeof type === 'string' ? (decodeContent(type, output) ?? []) : [];
  });
  return { widget, events };
}

/**
 * `metadata.widgets` of the notebook, nothing when there is no widget. `outputsOf` gives the outputs that an Output
 * widget captured. Source: Jupyter widgets, "Notebook and widget state", version 2.0.
 */
export function widgetMetadata(
  widgets: Widgets,
  outputsOf: (id: string) => readonly JsonValue[] | undefined
): JsonObject | undefined {
  const state: Record<string, JsonObject> = {};
  for (const [id, model] of widgets.models) {
    if (!('_model_name' in model.state)) continue;
    const outputs = outputsOf(id);
    state[id] = {
      model_name: model.state['_model_name'] ?? null,
      model_module: model.state['_model_module'] ?? null,
      model_module_version: model.state['_model_module_version'] ?? null,
      state: outputs === undefined ? model.state : { ...model.state, outputs },
      ...(model.buffers.size === 0 ? {} : { buffers: [...model.buffers.values()] })
    };
  }
  if (widgets.models.size === 0) return undefined;
  return { 'application/vnd.jupyter.widget-state+json': { state, version_major: 2, version_minor: 0 } };
}

function capture(widgets: Widgets, id: string, state: JsonObject): Widgets {
  const model = widgets.models.get(id);
  const requestId = state['msg_id'];
  if (model === undefined || typeof requestId !== 'string' || !isOutputWidget(model)) return widgets;
  const captures = new Map(widgets.captures);
  if (model.capturedId !== '') captures.set(model.capturedId, withoutLast(captures.get(model.capturedId) ?? [], id));
  if (requestId !== '') captures.set(requestId, [...(captures.get(requestId) ?? []), id]);
  return { ...widgets, captures, models: new Map(widgets.models).set(id, { ...model, capturedId: requestId }) };
}

function isOutputWidget(model: WidgetModel): boolean {
  const { _model_module: module, _model_name: name } = model.state;
  return module === '@jupyter-widgets/output' && name === 'OutputModel';
}

function withoutLast(ids: readonly string[], id: string): readonly string[] {
  const at = ids.lastIndexOf(id);
  return at === -1 ? ids : [...ids.slice(0, at), ...ids.slice(at + 1)];
}

function buffersOf(paths: JsonValue | undefined, buffers: readonly Uint8Array[]): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  if (!isJsonArray(paths)) return found;
  for (const [at, path] of paths.entries()) {
    const buffer = buffers[at];
    if (buffer === undefined) break;
    const data = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength).toString('base64');
    found.set(JSON.stringify(path), { data, encoding: 'base64', path });
  }
  return found;
}

function addedBytes(model: WidgetModel, state: JsonObject, buffers: ReadonlyMap<string, JsonObject>): number {
  let bytes = 0;
  for (const [key, value] of Object.entries(state)) bytes += key.length + measureJson(value) - sizeOf(model.state[key]);
  for (const [path, buffer] of buffers) bytes += measureJson(buffer) - sizeOf(model.buffers.get(path));
  return bytes;
}

function sizeOf(value: JsonValue | undefined): number {
  return value === undefined ? 0 : measureJson(value);
}

function leaveOut(widgets: Widgets, id: string): Widgets {
  const models = new Map(widgets.models);
  const old = models.get(id);
  models.delete(id);
  const freed =
    old === undefined
      ? 0
      : measureJson(old.state) + [...old.buffers.values()].reduce((sum, each) => sum + measureJson(each), 0);
  return { ...widgets, models, bytes: Math.max(0, widgets.bytes - freed), leftOut: new Set(widgets.leftOut).add(id) };
}

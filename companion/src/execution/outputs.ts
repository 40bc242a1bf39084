import { AreaDraft } from './area-draft.js';
import type { OutputLimits } from './defaults.js';
import { EMPTY_AREA, type AreaKey, type OutputArea, type RunOutputs } from './output-area.js';
import type { Bundle, OutputEvent } from './output-event.js';
import { measureJson } from './measure-json.js';

/** An event, and the cell or Output widget that it belongs to. */
export type PlacedEvent = { readonly at: AreaKey; readonly event: OutputEvent };

/** Outputs that were dropped before anybody looked at them. */
export type PlacedGap = {
  readonly at: AreaKey;
  readonly event: { readonly kind: 'leftOut'; readonly outputs: number; readonly bytes: number };
};

/**
 * All outputs of a run after a batch of events. Pure and total; areas that did not change keep their identity. A batch
 * costs the size of the areas it touches plus its own, so that a flood is folded in few steps.
 *
 * Source: Jupyter messaging 5.4, "display_data", "update_display_data", "clear_output". Where it is silent, nbclient
 * 0.11: updates of unknown ids are dropped, a display id names all places of all cells, a deferred clear waits for an
 * output and not for an update, a clear forgets the display ids of its cell. Unlike nbclient, adjacent streams of one
 * name become one output, as in JupyterLab, and everything has a limit.
 */
export function addOutputEvents(
  outputs: RunOutputs,
  batch: readonly (PlacedEvent | PlacedGap)[],
  limits: OutputLimits
): RunOutputs {
  if (batch.length === 0) return outputs;
  const drafts = new Drafts(outputs, limits);
  for (const { at, event } of batch) {
    switch (event.kind) {
      case 'stream':
        drafts.open(at).addStream(event.output.name, event.output.text);
        break;
      case 'error':
        drafts.open(at).addError(event.output);
        break;
      case 'display':
        if (event.displayId !== undefined) drafts.rewrite(event.displayId, event.output);
        drafts.open(at).addDisplay(event.output, event.displayId);
        break;
      case 'update':
        drafts.rewrite(event.displayId, event.bundle);
        break;
      case 'clear':
        drafts.open(at).clear(event.wait);
        break;
      case 'leftOut':
        drafts.open(at).leave(event.bytes, event.outputs);
        break;
      default:
        event satisfies never;
    }
  }
  return drafts.finish();
}

/** The outputs of one cell or widget. */
export function areaOf(outputs: RunOutputs, key: AreaKey): OutputArea {
  return outputs.areas.get(key) ?? EMPTY_AREA;
}

/** The outputs of one area replaced by others. */
export function replaceArea(outputs: RunOutputs, key: AreaKey, area: OutputArea): RunOutputs {
  const areas = new Map(outputs.areas).set(key, area);
  return { areas, bytes: outputs.bytes - areaOf(outputs, key).bytes + area.bytes };
}

/** Copies of the areas that a batch touches. The mutation stays in here. */
class Drafts {
  readonly #outputs: RunOutputs;
  readonly #limits: OutputLimits;
  readonly #open = new Map<AreaKey, AreaDraft>();
  #bytes: number;

  constructor(outputs: RunOutputs, limits: OutputLimits) {
    this.#outputs = outputs;
    this.#limits = limits;
    this.#bytes = outputs.bytes;
  }

  open(key: AreaKey): AreaDraft {
    const found = this.#open.get(key);
    if (found !== undefined) return found;
    const shared = {
      leftBytes: () => this.#limits.notebookBytes - this.#bytes,
      use: (bytes: number) => void (this.#bytes += bytes)
    };
    const draft = new AreaDraft(areaOf(this.#outputs, key), this.#limits, shared);
    this.#open.set(key, draft);
    return draft;
  }

  rewrite(displayId: string, bundle: Bundle): void {
    const keys = [...this.#keysOf(displayId)];
    if (keys.length === 0) return;
    const bytes = measureJson(bundle.data) + measureJson(bundle.metadata);
    for (const key of keys) this.open(key).rewrite(displayId, bundle, bytes);
  }

  *#keysOf(displayId: string): Iterable<AreaKey> {
    for (const [key, draft] of this.#open) if (draft.shows(displayId)) yield key;
    for (const [key, area] of this.#outputs.areas) if (!this.#open.has(key) && area.places.has(displayId)) yield key;
  }

  finish(): RunOutputs {
    const areas = new Map(this.#outputs.areas);
    for (const [key, draft] of this.#open) areas.set(key, draft.finish());
    return { areas, bytes: this.#bytes };
  }
}

import type { DisplayData, ErrorOutput, ExecuteResult } from '../notebook/index.js';
import { addText, EMPTY_TEXT, heldBytes, type BoundedText } from './bounded-text.js';
import { HEAD_SHARE, type OutputLimits } from './defaults.js';
import { limitBundle, limitError } from './limit-output.js';
import { measureJson } from './measure-json.js';
import { EMPTY_AREA, type OutputArea, type Shown } from './output-area.js';
import type { Bundle } from './output-event.js';

/** The room that all areas of a notebook share. */
export type SharedRoom = { readonly leftBytes: () => number; readonly use: (bytes: number) => void };

/** Errors are why a run stopped: a cell that has used its room still shows this many. */
const RESERVED_ERRORS = 4;
/** The sentence that replaces a display needs about this much. */
const SENTENCE_BYTES = 512;

/** A copy of one area that a batch of events changes in place; nobody else sees it before `finish`. */
export class AreaDraft {
  readonly #limits: OutputLimits;
  readonly #shared: SharedRoom;
  #shown: Shown[];
  #places: Map<string, number[]>;
  #clearOnNext: boolean;
  #bytes: number;
  #lines: number;
  #leftOut: OutputArea['leftOut'];

  constructor(area: OutputArea, limits: OutputLimits, shared: SharedRoom) {
    this.#limits = limits;
    this.#shared = shared;
    this.#shown = [...area.shown];
    this.#places = new Map(Array.from(area.places, ([id, places]) => [id, [...places]]));
    this.#clearOnNext = area.clearOnNext;
    this.#bytes = area.bytes;
    this.#lines = area.lines;
    this.#leftOut = area.leftOut;
  }

  shows(displayId: string): boolean {
    return this.#places.has(displayId);
  }

  addStream(name: string, text: string): void {
    this.#startOutput();
    const last = this.#shown.at(-1);
    if (last?.kind === 'stream' && last.name === name) {
      const joined = this.#grow(last.text, text);
      this.#shown[this.#shown.length - 1] = { kind: 'stream', name, text: joined };
    } else if (this.#hasRoom() && this.#lines < this.#limits.cellLines) {
      this.#shown.push({ kind: 'stream', name, text: this.#grow(EMPTY_TEXT, text) });
    } else {
      this.leave(Buffer.byteLength(text));
    }
  }

  addError(error: ErrorOutput): void {
    this.#startOutput();
    const { output, bytes, isCut } = limitError(error);
    if (!this.#hasRoom() && this.#countErrors() >= RESERVED_ERRORS) return this.leave(bytes);
    this.#shown.push({ kind: 'error', output, bytes, isCut });
    this.#use(bytes);
  }

  addDisplay(output: DisplayData | ExecuteResult, displayId: string | undefined): void {
    this.#startOutput();
    const bytes = measureJson(output.data) + measureJson(output.metadata);
    if (!this.#hasRoom()) return this.leave(bytes);
    const shown = this.#fit(output, output, bytes, 0);
    this.#shown.push(shown);
    this.#use(shown.bytes);
    if (displayId === undefined) return;
    const places = this.#places.get(displayId);
    if (places === undefined) this.#places.set(displayId, [this.#shown.length - 1]);
    else places.push(this.#shown.length - 1);
  }

  /** Every display under this id shows the bundle from now on; what kind of output it is does not change. */
  rewrite(displayId: string, bundle: Bundle, bytes: number): void {
    for (const place of this.#places.get(displayId) ?? []) {
      const old = this.#shown[place];
      if (old?.kind !== 'display') continue;
      const shown = this.#fit(old.output, bundle, bytes, old.bytes);
      this.#shown[place] = shown;
      this.#use(shown.bytes - old.bytes);
    }
  }

  /** Counts outputs that found no room. */
  leave(bytes: number, outputs = 1): void {
    this.#leftOut = { outputs: this.#leftOut.outputs + outputs, bytes: this.#leftOut.bytes + bytes };
  }

  clear(wait: boolean): void {
    if (wait) {
      this.#clearOnNext = true;
      return;
    }
    this.#use(-this.#bytes);
    this.#shown = [];
    this.#places = new Map();
    this.#clearOnNext = false;
    this.#lines = 0;
    this.#leftOut = EMPTY_AREA.leftOut;
  }

  finish(): OutputArea {
    return {
      shown: this.#shown,
      places: this.#places,
      clearOnNext: this.#clearOnNext,
      bytes: this.#bytes,
      lines: this.#lines,
      leftOut: this.#leftOut
    };
  }

  #startOutput(): void {
    if (this.#clearOnNext) this.clear(false);
  }

  #grow(text: BoundedText, piece: string): BoundedText {
    const { outputBytes, cellLines } = this.#limits;
    const grown = addText(text, piece, {
      headBytes: Math.min(Math.floor(outputBytes * HEAD_SHARE) - text.headBytes, this.#leftBytes()),
      headLines: Math.floor(cellLines * HEAD_SHARE) - this.#lines,
      tailBytes: tailBytes(this.#limits)
    });
    this.#lines += grown.totalLines - text.totalLines;
    this.#use(heldBytes(grown) - heldBytes(text));
    return grown;
  }

  #fit(
    output: DisplayData | ExecuteResult,
    bundle: Bundle,
    bytes: number,
    freedBytes: number
  ): Shown & { kind: 'display' } {
    const { data, metadata } = bundle;
    if (bytes <= Math.min(this.#limits.outputBytes, this.#leftBytes() + freedBytes)) {
      return { kind: 'display', output: { ...output, data, metadata }, bytes, isReplaced: false };
    }
    const sentence = limitBundle(bundle, bytes);
    return { kind: 'display', output: { ...output, ...sentence }, bytes: measureJson(sentence.data), isReplaced: true };
  }

  #leftBytes(): number {
    return Math.min(this.#limits.cellBytes - this.#bytes, this.#shared.leftBytes());
  }

  #hasRoom(): boolean {
    return (
      this.#shown.length < this.#limits.cellOutputs &&
      this.#leftBytes() >= Math.min(SENTENCE_BYTES, this.#limits.cellBytes / 4)
    );
  }

  #use(bytes: number): void {
    this.#bytes += bytes;
    this.#shared.use(bytes);
  }

  #countErrors(): number {
    return this.#shown.reduce((count, each) => count + (each.kind === 'error' ? 1 : 0), 0);
  }
}

/** How much of the end of a stream is kept once its beginning is full. */
export function tailBytes(limits: OutputLimits): number {
  return limits.outputBytes - Math.floor(limits.outputBytes * HEAD_SHARE);
}

import type { DisplayData, ErrorOutput, ExecuteResult } from '../notebook/index.js';
import type { BoundedText } from './bounded-text.js';

/** One output of an area. A display that was too large holds a sentence instead, and `isReplaced` says so. */
export type Shown =
  | { readonly kind: 'stream'; readonly name: string; readonly text: BoundedText }
  | { readonly kind: 'error'; readonly output: ErrorOutput; readonly bytes: number; readonly isCut: boolean }
  | {
      readonly kind: 'display';
      readonly output: DisplayData | ExecuteResult;
      readonly bytes: number;
      readonly isReplaced: boolean;
    };

/** The outputs of one cell, or of one Output widget. */
export type OutputArea = {
  readonly shown: readonly Shown[];
  /** Which outputs stand under which display id. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** The next output replaces them all. */
  readonly clearOnNext: boolean;
  /** What `shown` holds. */
  readonly bytes: number;
  readonly lines: number;
  /** What found no room. */
  readonly leftOut: { readonly outputs: number; readonly bytes: number };
};

export const EMPTY_AREA: OutputArea = {
  shown: [],
  places: new Map(),
  clearOnNext: false,
  bytes: 0,
  lines: 0,
  leftOut: { outputs: 0, bytes: 0 }
};

/** A cell by its index, or an Output widget by the id of its comm. */
export type AreaKey = number | string;

/** All outputs of a run. */
export type RunOutputs = {
  readonly areas: ReadonlyMap<AreaKey, OutputArea>;
  readonly bytes: number;
};

export const NO_OUTPUTS: RunOutputs = { areas: new Map(), bytes: 0 };

import type { CodeVisibility, Notice } from '../../report/index.js';
import type { Role, RunMetadata } from '../../playbook/index.js';
import type { Problem } from '../../problem.js';
import type { UnreadableReason } from './read-notebook.js';

/** What the worker is asked; it keeps the notebook between two requests, so that a toggle does not send it again. */
export type ReportRequest = {
  readonly id: number;
  /** The text of the file; `undefined`: the one of the request before. */
  readonly text: string | undefined;
  readonly code: CodeVisibility;
  /** `page`: a whole file to keep, instead of the fragment to show. */
  readonly target: 'fragment' | 'page';
  readonly title: string;
  /** Whether the answer tells what Cortex would be handed: its size, or its `full` part as text as well. */
  readonly full?: 'size' | 'text' | undefined;
};

/** What Cortex would be handed: bytes of `output.json`, and its `full` part when it was asked for. */
export type FullPart = { readonly outputBytes: number; readonly text: string | undefined };

/** A role cell, for the list of them: `cell` counts from 0, `line` is its first line of code. */
export type RoleCell = { readonly cell: number; readonly roles: readonly Role[]; readonly line: string };

/** A rendered report with everything that a reviewer asks about it. */
export type RenderedReport = {
  readonly html: string;
  readonly bytes: number;
  readonly cells: number;
  readonly notices: readonly Notice[];
  readonly problems: readonly Problem[];
  readonly roleCells: readonly RoleCell[];
  readonly run: RunMetadata;
  readonly kernel: string | undefined;
  readonly full: FullPart | undefined;
};

export type ReportAnswer = { readonly id: number } & (
  | { readonly kind: 'rendered'; readonly report: RenderedReport }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason; readonly detail: string }
  | { readonly kind: 'failed'; readonly message: string }
);

import type { CodeVisibility } from '../../report/index.js';
import type { RenderedReport } from './report-request.js';
import type { UnreadableReason } from './read-notebook.js';

/** What the viewer shows. Each state has a text of its own; none is blank. */
export type ReportState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'rendering'; readonly bytes: number }
  | { readonly kind: 'shown'; readonly report: RenderedReport; readonly page: string; readonly isDrawn: boolean }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason; readonly detail: string }
  | { readonly kind: 'failed'; readonly message: string };

export type ViewOptions = { readonly code: CodeVisibility; readonly hasDetails: boolean };

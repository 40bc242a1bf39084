import type { CodeVisibility } from './types.js';
import { listOf, recordOf } from './json-shape.js';

/** How the two halves of a cell appear. Errors are shown whatever `results` says. */
export type Visibility = { readonly code: CodeVisibility; readonly results: CodeVisibility };

/** Tags in the spelling with `-`; the one with `_` means the same. Source: nbconvert `TagRemovePreprocessor`, Jupyter Book "Hide or remove content". */
const TAGS: ReadonlyMap<string, Partial<Visibility>> = new Map<string, Partial<Visibility>>([
  ['remove-cell', { code: 'hide', results: 'hide' }],
  ['remove-input', { code: 'hide' }],
  ['remove-output', { results: 'hide' }],
  ['hide-cell', { code: 'collapse', results: 'collapse' }],
  ['hide-input', { code: 'collapse' }],
  ['hide-output', { results: 'collapse' }],
  // What these cells say stands in the digest, or is for Cortex.
  ['parameters', { code: 'hide', results: 'hide' }],
  ['injected-parameters', { code: 'hide', results: 'hide' }],
  ['taxonomies', { code: 'hide', results: 'hide' }],
  ['artifacts', { code: 'hide', results: 'hide' }],
  ['operations', { code: 'hide', results: 'hide' }],
  // The cells papermill adds to point at the failing cell: the digest does that.
  ['papermill-error-cell-tag', { code: 'hide', results: 'hide' }]
]);

const STRENGTH: Readonly<Record<CodeVisibility, number>> = { show: 0, collapse: 1, hide: 2 };

/** How a cell with this `metadata` appears when `code` is the wish of whoever renders. The strongest word wins. */
export function visibilityOf(metadata: unknown, code: CodeVisibility): Visibility {
  const { tags, jupyter, collapsed } = recordOf(metadata);
  const view = recordOf(jupyter);
  let visibility: Visibility = { code, results: 'show' };
  if (view.source_hidden === true) visibility = stronger(visibility, { code: 'collapse' });
  if (view.outputs_hidden === true || collapsed === true) visibility = stronger(visibility, { results: 'collapse' });
  for (const tag of listOf(tags)) {
    const wish = typeof tag === 'string' ? TAGS.get(tag.replaceAll('_', '-')) : undefined;
    if (wish !== undefined) visibility = stronger(visibility, wish);
  }
  return visibility;
}

function stronger(a: Visibility, b: Partial<Visibility>): Visibility {
  return { code: strongest(a.code, b.code), results: strongest(a.results, b.results) };
}

function strongest(a: CodeVisibility, b: CodeVisibility = 'show'): CodeVisibility {
  return STRENGTH[a] >= STRENGTH[b] ? a : b;
}

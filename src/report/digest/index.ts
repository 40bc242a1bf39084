import {
  placeOfCell,
  type Artifact,
  type CellPlace,
  type Found,
  type Results,
  type RunMetadata
} from '../../playbook/index.js';
import type { Problem } from '../../problem.js';
import { DIGEST, DIGEST_ROWS } from '../defaults.js';
import { EMPTY, html, join, text, type Html } from '../html.js';
import type { ReportNotebook } from '../notebook.js';
import { utf8Length } from '../../json/index.js';
import { visibleText } from '../text/visible-text.js';
import { renderArtifacts } from './artifacts.js';
import { durationText, momentText } from './moment.js';
import { renderOperations } from './operations.js';
import { distinctProblems, renderProblems } from './problems.js';
import { failureOf, statusOf, type DigestFailure, type DigestStatus } from './status.js';
import { renderTaxonomies } from './taxonomies.js';

/** What the digest is made of, and the problems it names. */
export type Digest = { readonly html: Html; readonly problems: readonly Problem[] };

export type DigestSource = { readonly notebook: ReportNotebook; readonly run: RunMetadata; readonly results: Results };

/** Icon, word and colour say the same: none of them is alone. */
const STATUS: Readonly<Record<Exclude<DigestStatus, 'unknown'>, { readonly icon: string; readonly word: string }>> = {
  completed: { icon: '✓', word: 'Completed' },
  partial: { icon: '!', word: 'Partial result' },
  failed: { icon: '✕', word: 'Failed' },
  cancelled: { icon: '■', word: 'Stopped before its end' }
};

/**
 * The summary at the top: how the run ended, for which observable, what it found, what went wrong. Lists get
 * shorter, with a count of the rest, when it would be larger than `maxBytes`.
 */
export function renderDigest({ notebook, run, results }: DigestSource, maxBytes: number): Digest {
  const failure = failureOf(run, notebook);
  const status = statusOf(run, notebook, results, failure);
  const problems = distinctProblems([...results.problems, ...run.problems]);
  const head = renderHead(status, run);
  const failed = renderFailure(failure, notebook);
  const saysMore = status !== 'unknown' || run.observable !== undefined;
  const render = (rows: number): Html => {
    const { taxonomies, operations, heldBack } = results;
    const artifacts = [...results.artifacts, ...run.extracted.map(extractedArtifact)];
    const lists = [
      renderTaxonomies(taxonomies, rows),
      renderArtifacts(artifacts, rows),
      renderOperations({ operations, heldBack, target: run.target }, rows),
      renderProblems(problems, rows, notebook.cells)
    ];
    const found = join([failed, ...lists]);
    // When it ran is worth no box of its own.
    if (found === EMPTY && !saysMore) return EMPTY;
    const content = join([head, found]);
    return html`<section class="nbr-digest nbr-${text(status)}" aria-label="Summary">${content}</section>`;
  };
  for (const rows of DIGEST_ROWS) {
    const digest = render(rows);
    if (utf8Length(digest) <= maxBytes) return { html: digest, problems };
  }
  return { html: render(0), problems };
}

/** The outputs are on the same page: where each was found is a search away. */
function extractedArtifact(found: RunMetadata['extracted'][number]): Found<Artifact> {
  return { value: { ...found, tags: [], message: 'Found in the outputs' }, cell: 0, line: 0 };
}

function renderHead(status: DigestStatus, run: RunMetadata): Html {
  const state =
    status === 'unknown'
      ? EMPTY
      : html`<b class="nbr-status"><span class="nbr-icon" aria-hidden="true">${text(STATUS[status].icon)}</span>${text(STATUS[status].word)}</b>`;
  const head = join([state, renderObservable(run), renderWhen(run)]);
  return head === EMPTY ? EMPTY : html`<div class="nbr-head">${head}</div>`;
}

function renderObservable({ observable }: RunMetadata): Html {
  if (observable === undefined) return EMPTY;
  const value = observable.filename ?? observable.value ?? '';
  return html`<span class="nbr-observable">${text(visibleText(observable.dataType, 60))} <code>${text(visibleText(value, DIGEST.valueLength))}</code></span>`;
}

function renderWhen({ startTime, durationSeconds }: RunMetadata): Html {
  const words = [
    startTime === undefined ? undefined : momentText(startTime),
    durationSeconds === undefined ? undefined : durationText(durationSeconds)
  ].filter(word => word !== undefined);
  return words.length === 0 ? EMPTY : html`<span class="nbr-when">${text(words.join(' · '))}</span>`;
}

function renderFailure(failure: DigestFailure | undefined, { cells }: ReportNotebook): Html {
  if (failure === undefined) return EMPTY;
  const where = failure.cell === undefined ? 'The run' : cellText(placeOfCell(cells, failure.cell));
  const what = [failure.name, failure.message].filter(word => word !== '').join(': ');
  return html`<p class="nbr-bad"><b>${text(where)} failed.</b> <code>${text(visibleText(what, DIGEST.messageLength))}</code></p>`;
}

function cellText({ number, line }: CellPlace): string {
  return line === '' ? `Cell ${number}` : `Cell ${number} (${visibleText(line, DIGEST.valueLength)})`;
}

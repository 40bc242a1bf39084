import type { Artifact, Found } from '../../playbook/index.js';
import { DIGEST } from '../defaults.js';
import { EMPTY, html, text, type Html } from '../html.js';
import { note } from '../part.js';
import { grouped } from '../text/shorten.js';
import { visibleText } from '../text/visible-text.js';

/** Source: TheHive, "Traffic Light Protocol"; 1.0 names, as its interface shows them. */
const TLP_NAMES = ['white', 'green', 'amber', 'red'] as const;

type Column = { readonly title: string; readonly cell: (artifact: Artifact) => Html };

const COLUMNS: readonly Column[] = [
  { title: 'Type', cell: artifact => text(visibleText(artifact.dataType, DIGEST.valueLength)) },
  { title: 'Data', cell: artifact => html`<code>${text(visibleText(dataOf(artifact), DIGEST.valueLength))}</code>` },
  { title: 'TLP', cell: artifact => tlp(artifact.tlp) },
  { title: 'Tags', cell: artifact => tags(artifact.tags) },
  { title: 'Message', cell: artifact => text(visibleText(artifact.message ?? '', DIGEST.valueLength)) }
];

/** The observables that the playbook found, as a table; columns in which nothing stands are left out. */
export function renderArtifacts(artifacts: readonly Found<Artifact>[], rows: number): Html {
  if (artifacts.length === 0) return EMPTY;
  const shown = artifacts.slice(0, rows).map(({ value }) => COLUMNS.map(({ cell }) => cell(value)));
  const used = COLUMNS.map((column, at) => ({ ...column, at })).filter(({ at }) =>
    shown.some(row => row[at] !== EMPTY)
  );
  const head = used.map(({ title }) => html`<th scope="col">${text(title)}</th>`);
  const body = shown.map(row => html`<tr>${used.map(({ at }) => html`<td>${row[at]}</td>`)}</tr>`);
  const rest = artifacts.length - rows;
  const title = artifacts.length === 1 ? '1 artifact' : `${grouped(artifacts.length)} artifacts`;
  const table = html`<div class="nbr-scroll" tabindex="0" role="region" aria-label="Artifacts"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
  return html`<h3>${text(title)}</h3>${shown.length > 0 ? table : EMPTY}${rest > 0 ? note(`${grouped(rest)} more artifacts are not shown.`) : EMPTY}`;
}

function dataOf(artifact: Artifact): string {
  if ('data' in artifact) return artifact.data;
  const name = artifact.filename ?? artifact.path;
  if (artifact.content === undefined) return name;
  // The name is cut before, so that size and kind stay in view.
  const kind = artifact.contentType ?? 'application/octet-stream';
  return `${visibleText(name, DIGEST.valueLength / 2)} (${kind}, ${grouped(artifact.content.sizeBytes)} bytes)`;
}

function tlp(level: number): Html {
  const name = TLP_NAMES[level];
  return name === undefined ? html`${level}` : html`<span class="nbr-tlp nbr-tlp${level}">${text(name)}</span>`;
}

function tags(names: readonly string[]): Html {
  if (names.length === 0) return EMPTY;
  const shown = names.slice(0, 10).map(name => html`<span class="nbr-tag">${text(visibleText(name, 80))}</span>`);
  return html`${shown}${names.length > 10 ? text(` and ${names.length - 10} more`) : EMPTY}`;
}

import type { Found, Taxonomy } from '../../playbook/index.js';
import { DIGEST } from '../defaults.js';
import { EMPTY, html, text, type Html } from '../html.js';
import { note } from '../part.js';
import { grouped } from '../text/shorten.js';
import { visibleText } from '../text/visible-text.js';

/**
 * Taxonomies as TheHive draws mini-reports, with the level in words too.
 * Source: TheHive 4.1.24 `mini-report-list`: `namespace:predicate="value"`, without `="…"` when there is no value.
 */
export function renderTaxonomies(taxonomies: readonly Found<Taxonomy>[], rows: number): Html {
  if (taxonomies.length === 0) return EMPTY;
  const rest = taxonomies.length - rows;
  const chips = taxonomies.slice(0, rows).map(({ value }) => chip(value));
  return html`<ul class="nbr-chips">${chips}</ul>${rest > 0 ? note(`${grouped(rest)} more taxonomies are not shown.`) : EMPTY}`;
}

function chip(taxonomy: Taxonomy): Html {
  return html`<li class="nbr-chip nbr-${text(taxonomy.level)}"><b>${text(taxonomy.level)}</b><span>${text(label(taxonomy))}</span></li>`;
}

function label({ namespace, predicate, value }: Taxonomy): string {
  const name = `${visibleText(namespace, DIGEST.valueLength)}:${visibleText(predicate, DIGEST.valueLength)}`;
  return value === null ? name : `${name}="${visibleText(String(value), DIGEST.valueLength)}"`;
}

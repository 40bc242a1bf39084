import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { Found, Taxonomy, TaxonomyLevel } from '../../playbook/index.js';

type MiniReportsProps = { readonly taxonomies: readonly Found<Taxonomy>[]; readonly trans: TranslationBundle };

/**
 * The labels that TheHive puts at the observable, with its words and colours; the level is also said.
 * Source: TheHive 4.1.24 `mini-report-list` (`="…"` is left out without a value), facts/cortex-thehive §3.1.
 */
export function MiniReports({ taxonomies, trans }: MiniReportsProps): JSX.Element {
  return (
    <ul className="jp-HuntbookMiniReports">
      {taxonomies.map(({ value: { level, namespace, predicate, value } }, index) => (
        <li key={index} className={`jp-type-${level}`} title={levelText(level, trans)}>
          <span aria-hidden="true">{SIGN[level]}</span>
          <span className="jp-HuntbookHidden">{levelText(level, trans)}</span>
          {` ${namespace}:${predicate}${value === null ? '' : `="${String(value)}"`}`}
        </li>
      ))}
    </ul>
  );
}

const SIGN: Readonly<Record<TaxonomyLevel, string>> = { info: 'i', safe: '✓', suspicious: '!', malicious: '✕' };

function levelText(level: TaxonomyLevel, trans: TranslationBundle): string {
  switch (level) {
    case 'info':
      return trans.__('info');
    case 'safe':
      return trans.__('safe');
    case 'suspicious':
      return trans.__('suspicious');
    case 'malicious':
      return trans.__('malicious');
  }
}

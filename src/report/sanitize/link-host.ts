import { visibleText } from '../text/visible-text.js';
import { hostOf } from './link.js';

/**
 * What is added to the words of a link so that a reader sees where it leads: ` (host)`, or nothing when the words say so
 * themselves, as an address or a host does. Words may name one host while the link leads to another.
 */
export function hostRemark(address: string, words: string): string {
  const host = hostOf(address);
  if (host === undefined) return '';
  const shown = visibleText(host, 100);
  const said = words.trim();
  if (said.endsWith(`(${shown})`)) return '';
  const start = said.replace(/^https?:\/\//i, '');
  const isSaid = start.toLowerCase().startsWith(shown.toLowerCase()) && /^(?:[/?#:]|$)/.test(start.slice(shown.length));
  return isSaid ? '' : `${said === '' ? '' : ' '}(${shown})`;
}

/** So much of the words of a link is looked at. UTF-16 units. */
export const LINK_WORDS = 2_000;

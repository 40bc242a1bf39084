import { isJsonObject } from '../../../../src/json/index.js';
import { jsonOf } from '../../kernel/remote/index.js';

/** How a start went on, as a hub tells it. */
export type Progress =
  | { readonly kind: 'step'; readonly message: string }
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'failed'; readonly message: string };

/** What one line of the hub's stream of events says; undefined for one that says nothing. Source: JupyterHub, "progress". */
export function readProgress(line: string): Progress | undefined {
  const event = line.startsWith('data:') ? jsonOf(line.slice('data:'.length)) : undefined;
  if (!isJsonObject(event)) return undefined;
  const message = typeof event['message'] === 'string' ? (event['message'].split('\n')[0] ?? '') : '';
  if (event['failed'] === true) return { kind: 'failed', message };
  if (event['ready'] === true && typeof event['url'] === 'string') return { kind: 'ready', url: event['url'] };
  return { kind: 'step', message };
}

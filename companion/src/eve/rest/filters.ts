import { isOn, last, type EsRequest } from './parameters.js';

/** Which events an endpoint is about, in the words that Scirius sends to its engine, before the user's filter. */
export type Scope = 'all' | 'every-type' | 'tls' | 'hosts' | 'alerts' | 'alerts-of-hosts' | 'only-alerts-of-hosts';

/**
 * The whole filter of a request: what Scirius writes, then ` AND ` and the user's text as it is. Nothing is put in
 * brackets, so a filter means here what it means there. Source: facts/scirius §1.2 and §1.3.
 */
export function wholeFilter(request: EsRequest, scope: Scope): string {
  const filter = last(request, 'qfilter');
  const base = BASE[scope](request);
  // No kind of alert is asked for: there is no index to look into, whatever the filter.
  if (base === '') return 'NOT *';
  return filter === undefined ? base : `${base} AND ${filter}`;
}

const BASE: Readonly<Record<Scope, (request: EsRequest) => string>> = {
  all: () => '* ',
  'every-type': () => 'event_type:*',
  tls: () => 'event_type:tls',
  hosts,
  alerts,
  'alerts-of-hosts': request => `${hosts(request)} AND ${alerts(request)}`,
  'only-alerts-of-hosts': request => `${hosts(request)} AND event_type:alert`
};

function hosts(request: EsRequest): string {
  const asked = last(request, 'hosts') ?? '*';
  if (asked.split(',').includes('*')) return '_exists_:host';
  return `(${asked
    .split(',')
    .map(host => `host:${host}`)
    .join(' ')})`;
}

function alerts(request: EsRequest): string {
  const [hasAlerts, hasDiscoveries] = [isOn(request, 'alert', true), isOn(request, 'discovery', false)];
  const kinds = [
    ...(hasAlerts && hasDiscoveries ? ['event_type:alert'] : []),
    ...(hasAlerts && !hasDiscoveries ? ['(event_type:alert AND NOT discovery:*)'] : []),
    ...(!hasAlerts && hasDiscoveries ? ['(event_type:alert AND discovery:*)'] : []),
    ...(isOn(request, 'stamus', false) ? ['event_type:stamus'] : [])
  ];
  // Behind a filter for hosts, nothing is something that the engine refuses, here as there.
  return kinds.length > 1 ? `(${kinds.join(' OR ')})` : (kinds[0] ?? '');
}

import type { EventStore } from '../store/event-store.js';
import { alertsCount, alertsTimeRange, ipPairAlerts, rule, rules, rulesOverTime, rulesPerCategory } from './alerts.js';
import { json, requiredParameter, type Answer } from './answer.js';
import { eventsTimeline, flowTimeline, ipFlowTimeline, timeline } from './histograms.js';
import { last, type EsRequest } from './parameters.js';
import { tail } from './tail.js';
import { fieldsStats, fieldStats, filterIp, graph, uniqueFields, uniqueValues } from './values.js';
import { eventsOfFlow, latestStats } from './whole-events.js';

export type Endpoint = (store: EventStore, request: EsRequest) => Promise<Answer> | Answer;

/** What is answered under `/rest/rules/es/NAME/`. Source: facts/scirius §1.3. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  events_tail: (store, request) => tail(store, request, 'all'),
  alerts_tail: (store, request) => tail(store, request, 'alerts'),
  tls_tail: (store, request) => tail(store, request, 'tls'),
  events_from_flow_id: eventsOfFlow,
  alerts_count: alertsCount,
  alerts_timerange: alertsTimeRange,
  unique_values: uniqueValues,
  graph_agg: graph,
  unique_fields: uniqueFields,
  field_stats: fieldStats,
  fields_stats: fieldsStats,
  filter_ip: filterIp,
  timeline,
  events_timeline: eventsTimeline,
  flow_timeline: flowTimeline,
  ip_flow_timeline: (store, request) => {
    const ip = last(request, 'ip');
    if (ip === undefined) throw requiredParameter('ip');
    return ipFlowTimeline(store, request, ip);
  },
  rules,
  rule,
  top_rules: (store, request) => rulesOverTime(store, request, false),
  sigs_list: (store, request) => rulesOverTime(store, request, true),
  rules_per_category: rulesPerCategory,
  ip_pair_alerts: ipPairAlerts,
  // Fields that only the commercial product fills: there is never any.
  ip_pair_network_alerts: () => json({ nodes: [], links: [] }),
  latest_stats: latestStats,
  health: () =>
    json({ cluster_name: 'huntbook', status: 'green', timed_out: false, number_of_nodes: 1, number_of_data_nodes: 1 })
};

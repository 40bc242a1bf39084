/** An event that waits for its turn: when it happened, and everything of it but its timestamp. */
export type DraftEvent = { readonly atMs: number; readonly event: Readonly<Record<string, unknown>> };

/** Both ends of a conversation as Suricata logs them, with the id that its events share. */
export type Flow = {
  readonly flow_id: number;
  readonly in_iface: string;
  readonly src_ip: string;
  readonly src_port: number;
  readonly dest_ip: string;
  readonly dest_port: number;
  readonly proto: string;
};

export type Traffic = { readonly packets: number; readonly sent: number; readonly received: number };

/** One event of `flow`. The order of its members is Suricata's. */
export function draft(atMs: number, type: string, flow: Flow, detail: Readonly<Record<string, unknown>>): DraftEvent {
  const { flow_id, in_iface, ...ends } = flow;
  return { atMs, event: { flow_id, in_iface, event_type: type, ...ends, ...detail } };
}

/** What Suricata logs of a flow when it has ended; `startMs` is when it began. */
export function endOfFlow(flow: Flow, startMs: number, endMs: number, traffic: Traffic, more: object = {}): DraftEvent {
  return draft(endMs, 'flow', flow, {
    ...more,
    flow: {
      pkts_toserver: traffic.packets,
      pkts_toclient: Math.max(1, traffic.packets - 1),
      bytes_toserver: traffic.sent,
      bytes_toclient: traffic.received,
      start: suricataTime(startMs),
      end: suricataTime(endMs),
      age: Math.round((endMs - startMs) / 1000),
      state: 'closed',
      reason: 'shutdown',
      alerted: false
    }
  });
}

/** Epoch milliseconds in the form of Suricata's log: microseconds, and a zone without a colon. */
export function suricataTime(atMs: number): string {
  const micro = Math.floor((atMs - Math.floor(atMs)) * 1000);
  return `${new Date(atMs).toISOString().slice(0, 23)}${String(micro).padStart(3, '0')}+0000`;
}

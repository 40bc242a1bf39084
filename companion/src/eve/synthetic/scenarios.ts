import { draft, endOfFlow, type DraftEvent } from './draft-event.js';
import type { Network } from './network.js';
import { lookUp, tlsOf } from './sessions.js';

const MINUTE_MS = 60_000;

/**
 * What an analyst is meant to find, with counts that every generated log holds exactly, whatever its seed and size:
 * the ground truth of examples and tests.
 */
export const SCENARIOS = {
  /** A client reports every five minutes: one `tls` and one `flow` event each, every 24th with an alert, every 12th after a lookup. */
  beacon: {
    client: '10.20.0.17',
    server: '203.0.113.66',
    name: 'updates.example.net',
    connections: 288,
    alerts: 12,
    signatureId: 9_000_001
  },
  /** An outside address tries ports of the file server: one `flow` event each, and two alerts. */
  scan: { source: '198.51.100.9', target: '10.20.0.5', ports: 40, alerts: 2, signatureId: 9_000_002 },
  /** A script fetched with wget, three times: `http`, `fileinfo`, `alert` and `flow` each. */
  download: {
    client: '10.20.0.42',
    server: '203.0.113.80',
    name: 'drop.example.org',
    url: '/bin/update.sh',
    sha256: '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b',
    fetches: 3,
    alerts: 3,
    signatureId: 9_000_003
  }
} as const;

/** All events of the scenarios between two times in epoch ms, in no order. */
export function scenarioEvents(network: Network, startMs: number, endMs: number): readonly DraftEvent[] {
  const within = (n: number, of: number): number => startMs + ((endMs - startMs) * (n + 0.5)) / of;
  return [...beacon(network, within), ...scan(network, within(2, 3)), ...download(network, within)];
}

type Within = (n: number, of: number) => number;

function beacon(network: Network, within: Within): readonly DraftEvent[] {
  const { client, server, name, connections, signatureId } = SCENARIOS.beacon;
  const site = { name, address: server };
  return Array.from({ length: connections }, (_, n) => {
    const atMs = within(n, connections) + network.random.between(-2_000, 2_000);
    const flow = network.connect(client, server, 443);
    const tls = {
      ...tlsOf(network.random, site),
      version: 'TLS 1.2',
      ja3: { hash: '72a589da586844d7f0818ce684948eea' }
    };
    const rule = {
      signature_id: signatureId,
      signature: 'HUNT C2 Regular callback of one size',
      category: 'A Network Trojan was detected'
    };
    const alert = {
      action: 'allowed',
      gid: 1,
      ...rule,
      rev: 2,
      severity: 1,
      metadata: { confidence: ['High'], signature_severity: ['Major'] }
    };
    const isAlerted = n % 24 === 0;
    return [
      ...(n % 12 === 0 ? lookUp(network, atMs - 60, client, site) : []),
      draft(atMs + 12, 'tls', flow, { tls }),
      ...(isAlerted
        ? [draft(atMs + 13, 'alert', flow, { app_proto: 'tls', alert, tls: { sni: name, version: 'TLS 1.2' } })]
        : []),
      endOfFlow(flow, atMs, atMs + 900, { packets: 9, sent: 612, received: 190 }, { app_proto: 'tls' })
    ];
  }).flat();
}

function scan(network: Network, atMs: number): readonly DraftEvent[] {
  const { source, target, ports, alerts, signatureId } = SCENARIOS.scan;
  return Array.from({ length: ports }, (_, n) => {
    const flow = network.connect(source, target, 20 + n * 23);
    const rule = {
      signature_id: signatureId,
      signature: 'HUNT SCAN Many ports from one address',
      category: 'Attempted Information Leak'
    };
    const alert = { action: 'allowed', gid: 1, ...rule, rev: 1, severity: 2 };
    return [
      ...(n % (ports / alerts) === 0 ? [draft(atMs + n * 150, 'alert', flow, { alert })] : []),
      endOfFlow(flow, atMs + n * 150, atMs + n * 150 + 30, { packets: 1, sent: 60, received: 0 })
    ];
  }).flat();
}

function download(network: Network, within: Within): readonly DraftEvent[] {
  const { client, server, name, url, sha256, fetches, signatureId } = SCENARIOS.download;
  return Array.from({ length: fetches }, (_, n) => {
    const atMs = within(n, fetches) + 90 * MINUTE_MS * (n - 1);
    const flow = network.connect(client, server, 80);
    const http = {
      hostname: name,
      url,
      http_user_agent: 'Wget/1.21.3',
      http_content_type: 'text/x-shellscript',
      http_method: 'GET',
      protocol: 'HTTP/1.1',
      status: 200,
      length: 2_048
    };
    const rule = {
      signature_id: signatureId,
      signature: 'HUNT MALWARE Shell script fetched with wget',
      category: 'A Network Trojan was detected'
    };
    const file = {
      filename: url,
      magic: 'POSIX shell script, ASCII text executable',
      state: 'CLOSED',
      stored: false,
      size: 2_048
    };
    const alert = { action: 'allowed', gid: 1, ...rule, rev: 4, severity: 1 };
    const payload_printable = `GET ${url} HTTP/1.1..User-Agent: Wget/1.21.3..Host: ${name}....`;
    return [
      draft(atMs + 30, 'http', flow, { tx_id: 0, http }),
      draft(atMs + 31, 'alert', flow, { tx_id: 0, http, app_proto: 'http', alert, payload_printable }),
      draft(atMs + 32, 'fileinfo', flow, { http, app_proto: 'http', fileinfo: { ...file, sha256 } }),
      endOfFlow(flow, atMs, atMs + 400, { packets: 9, sent: 480, received: 2_700 }, { app_proto: 'http' })
    ];
  }).flat();
}

// Writes demo.eve.json: 24 hours of a small network as Suricata would log it. Seeded: every run gives the same file.
// Known counts, so that an example's result can be checked: one beacon (every 5 minutes, 288 times) from 10.20.0.17 to
// 203.0.113.66 as updates.example.net, one port scan (40 ports) from 198.51.100.9, and ordinary browsing around them.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const START = Date.UTC(2026, 9, 5);
const DAY_MS = 86_400_000;
const BEACON = { client: '10.20.0.17', server: '203.0.113.66', name: 'updates.example.net' };
const SCANNER = '198.51.100.9';
const SITES = [
  ['192.0.2.10', 'www.example.com'],
  ['192.0.2.23', 'mail.example.org'],
  ['192.0.2.57', 'cdn.example.com'],
  ['192.0.2.91', 'news.example.org']
];

let state = 20261005;
/** Mulberry32: small, seeded, good enough for traffic. */
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}
const between = (low, high) => Math.floor(low + random() * (high - low));
const pick = list => list[between(0, list.length)];

let flows = 0;
const events = [];
function log(atMs, type, flow, detail) {
  const timestamp = new Date(atMs).toISOString().replace('Z', '000+0000');
  events.push({
    atMs,
    event: { timestamp, flow_id: flow.id, in_iface: 'eth1', event_type: type, ...flow.ends, ...detail }
  });
}
function flow(source, target, port, proto = 'TCP') {
  flows += 1;
  const ends = { src_ip: source, src_port: between(32_768, 61_000), dest_ip: target, dest_port: port, proto };
  return { id: 1_100_000_000_000_000 + flows * 7_919, ends };
}
function lookUp(atMs, client, name, address) {
  const query = flow(client, '10.20.0.2', 53, 'UDP');
  log(atMs, 'dns', query, {
    dns: { type: 'answer', rrname: name, rrtype: 'A', rcode: 'NOERROR', grouped: { A: [address] } }
  });
}
function connect(atMs, client, [address, name], bytes) {
  const visit = flow(client, address, 443);
  log(atMs, 'tls', visit, {
    tls: { sni: name, version: 'TLS 1.3', ja3: { hash: 'd2f0c1a4b5968778695a4b3c2d1e0f01' } }
  });
  log(atMs + 900, 'flow', visit, { flow: { bytes_toserver: bytes[0], bytes_toclient: bytes[1], state: 'closed' } });
  return visit;
}

for (let n = 0; n < 288; n += 1) {
  const atMs = START + n * 300_000 + between(0, 4_000);
  if (n % 12 === 0) lookUp(atMs - 40, BEACON.client, BEACON.name, BEACON.server);
  const call = connect(atMs, BEACON.client, [BEACON.server, BEACON.name], [612, between(180, 220)]);
  if (n % 48 === 5) {
    const alert = {
      signature_id: 9_000_001,
      rev: 1,
      signature: 'HUNTBOOK demo: regular TLS calls to a new domain',
      category: 'A Network Trojan was detected',
      severity: 1
    };
    log(atMs + 10, 'alert', call, { alert });
  }
}
for (let port = 0; port < 40; port += 1) {
  const atMs = START + 9 * 3_600_000 + port * 350;
  const probe = flow(SCANNER, '10.20.0.5', 20 + port * 13);
  log(atMs, 'flow', probe, { flow: { bytes_toserver: 60, bytes_toclient: 0, state: 'new' } });
  if (port === 20) {
    const alert = {
      signature_id: 9_000_002,
      rev: 1,
      signature: 'HUNTBOOK demo: many ports in seconds',
      category: 'Detection of a Network Scan',
      severity: 2
    };
    log(atMs, 'alert', probe, { alert });
  }
}
for (let n = 0; n < 220; n += 1) {
  const hour = Math.min(23, Math.floor(8 + random() * random() * 16));
  const atMs = START + hour * 3_600_000 + between(0, 3_600_000);
  const client = `10.20.0.${between(10, 40)}`;
  const site = pick(SITES);
  lookUp(atMs - 30, client, site[1], site[0]);
  connect(atMs, client, site, [between(800, 9_000), between(4_000, 900_000)]);
}

events.sort((a, b) => a.atMs - b.atMs);
const lines = events.filter(({ atMs }) => atMs < START + DAY_MS).map(({ event }) => `${JSON.stringify(event)}\n`);
writeFileSync(fileURLToPath(new URL('demo.eve.json', import.meta.url)), lines.join(''));

import { draft, endOfFlow, type DraftEvent, type Flow } from './draft-event.js';
import { FILE_SERVER, MAIL_SERVER, RESOLVER, type Network, type Site } from './network.js';

/** The events of one thing that somebody does, beginning at a time in epoch ms; the first is not before it. */
export type Session = (network: Network, atMs: number) => readonly DraftEvent[];

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
  'python-requests/2.32.3',
  'curl/8.5.0'
] as const;
const CONTENT = [
  ['text/html', 'html', 'HTML document, ASCII text'],
  ['image/png', 'png', 'PNG image data'],
  ['application/javascript', 'js', 'ASCII text, with very long lines'],
  ['application/json', 'json', 'JSON text data'],
  ['application/pdf', 'pdf', 'PDF document, version 1.7']
] as const;
const STATUS = [200, 200, 200, 200, 200, 204, 301, 304, 404, 500] as const;
const POLICY_ALERTS = [
  [9_100_001, 'HUNT POLICY Python client on plain HTTP', 'Potential Corporate Privacy Violation', 3],
  [9_100_002, 'HUNT INFO Session Traversal for an outside address', 'Misc activity', 3],
  [9_100_003, 'HUNT TLS Certificate of an unusual issuer', 'Potentially Bad Traffic', 2],
  [9_100_004, 'HUNT WEB Long query string in a request', 'Web Application Attack', 2]
] as const;

export function lookUp(network: Network, atMs: number, client: string, site: Site): readonly DraftEvent[] {
  const { random } = network;
  const flow = network.connect(client, RESOLVER, 53, 'UDP');
  const id = random.between(1, 65_536);
  const isUnknown = random.next() < 0.02;
  const question = { rrname: site.name, rrtype: random.next() < 0.3 ? 'AAAA' : 'A' };
  const rdata = question.rrtype === 'A' ? site.address : `2001:db8::${random.hex(4)}`;
  const answers = [{ ...question, ttl: random.between(30, 3_600), rdata }];
  const found = isUnknown
    ? { rcode: 'NXDOMAIN' }
    : { rcode: 'NOERROR', answers, grouped: { [question.rrtype]: [rdata] } };
  const asked = { ...question, tx_id: 0, opcode: 0 };
  return [
    draft(atMs, 'dns', flow, { dns: { type: 'query', id, ...asked } }),
    draft(atMs + 1 + random.next() * 30, 'dns', flow, {
      dns: {
        version: 2,
        type: 'answer',
        id,
        flags: '8180',
        qr: true,
        rd: true,
        ra: true,
        opcode: 0,
        ...question,
        ...found
      }
    })
  ];
}

export function tlsOf(random: Network['random'], site: Site): Readonly<Record<string, unknown>> {
  return {
    subject: `CN=${site.name}`,
    issuerdn: 'C=XX, O=Example Trust, CN=Example Issuing CA 3',
    serial: random.hex(32).replace(/../g, '$&:').slice(0, -1).toUpperCase(),
    fingerprint: random.hex(40).replace(/../g, '$&:').slice(0, -1),
    sni: site.name,
    version: random.next() < 0.7 ? 'TLS 1.3' : 'TLS 1.2',
    notbefore: '2026-01-01T00:00:00',
    notafter: '2027-01-01T00:00:00',
    ja3: { hash: random.pick(['d2f0c1a4b5968778695a4b3c2d1e0f01', 'a0e9f5d64349fb13191bc781f81f42e1']) },
    ja3s: { hash: '15af977ce25de452b96affa2addb1036' }
  };
}

const browseTls: Session = (network, atMs) => {
  const { random } = network;
  const client = network.client();
  const site = network.site();
  const flow = network.connect(client, site.address, 443);
  const startMs = atMs + 40 + random.next() * 20;
  const endMs = startMs + random.pareto(200, 120_000);
  const received = random.pareto(1_500, 40_000_000);
  const traffic = { packets: 8 + Math.floor(received / 1_400), sent: random.pareto(600, 200_000), received };
  return [
    ...(random.next() < 0.5 ? lookUp(network, atMs, client, site) : []),
    draft(startMs + 10, 'tls', flow, { tls: tlsOf(random, site) }),
    ...perhapsAlert(network, startMs + 12, flow, { app_proto: 'tls', tls: { sni: site.name, version: 'TLS 1.2' } }),
    endOfFlow(flow, startMs, endMs, traffic, { app_proto: 'tls' })
  ];
};

const browseHttp: Session = (network, atMs) => {
  const { random } = network;
  const client = network.client();
  const site = network.site();
  const flow = network.connect(client, site.address, 80);
  const startMs = atMs + 40 + random.next() * 20;
  const [type, ending, magic] = random.pick(CONTENT);
  const length = random.pareto(400, 3_000_000);
  const url = `/${random.hex(6)}/${random.pick(['index', 'app', 'logo', 'list', 'report'])}.${ending}?session=${random.hex(24)}`;
  const http = {
    hostname: site.name,
    url,
    http_user_agent: random.pick(AGENTS),
    http_content_type: type,
    http_refer: `http://${site.name}/`,
    http_method: random.next() < 0.9 ? 'GET' : 'POST',
    protocol: 'HTTP/1.1',
    status: random.pick(STATUS),
    length
  };
  const file = {
    filename: url.split('?')[0],
    magic,
    gaps: false,
    state: 'CLOSED',
    stored: false,
    size: length,
    tx_id: 0
  };
  const hashes = { md5: random.hex(32), sha256: random.hex(64) };
  return [
    ...lookUp(network, atMs, client, site),
    draft(startMs + 30, 'http', flow, { tx_id: 0, http }),
    draft(startMs + 31, 'fileinfo', flow, { http, app_proto: 'http', fileinfo: { ...file, ...hashes } }),
    ...perhapsAlert(network, startMs + 32, flow, { tx_id: 0, http, app_proto: 'http' }),
    endOfFlow(
      flow,
      startMs,
      startMs + random.pareto(80, 30_000),
      { packets: 9, sent: 900, received: length + 700 },
      { app_proto: 'http' }
    )
  ];
};

const share: Session = (network, atMs) => {
  const { random } = network;
  const flow = network.connect(network.client(), FILE_SERVER, 445);
  const session_id = 70_368_744_177_664 + random.between(0, 1_000_000);
  const commands = [
    'SMB2_COMMAND_NEGOTIATE_PROTOCOL',
    'SMB2_COMMAND_TREE_CONNECT',
    'SMB2_COMMAND_CREATE',
    'SMB2_COMMAND_READ'
  ];
  const events = commands.map((command, n) =>
    draft(atMs + n * 3, 'smb', flow, {
      smb: {
        id: n + 1,
        dialect: '3.11',
        command,
        status: random.next() < 0.04 ? 'STATUS_ACCESS_DENIED' : 'STATUS_SUCCESS',
        status_code: '0x0',
        session_id,
        tree_id: n === 0 ? 0 : 1,
        ...(n < 2 ? {} : { filename: `projects\\${random.hex(4)}.docx`, share: '\\\\FILES\\projects' })
      }
    })
  );
  return [
    ...events,
    endOfFlow(flow, atMs, atMs + 4_000, { packets: 40, sent: 9_000, received: 70_000 }, { app_proto: 'smb' })
  ];
};

const remoteShell: Session = (network, atMs) => {
  const flow = network.connect(network.client(), network.site().address, 22);
  const software = network.random.pick(['OpenSSH_9.6', 'OpenSSH_8.9p1', 'libssh2_1.11.0']);
  const ssh = {
    client: { proto_version: '2.0', software_version: software, hassh: { hash: 'ec7378c1a92f5a8dde7e8b7a1ddf33d1' } },
    server: { proto_version: '2.0', software_version: 'OpenSSH_9.2p1' }
  };
  const endMs = atMs + network.random.pareto(3_000, 900_000);
  return [
    draft(atMs + 20, 'ssh', flow, { ssh }),
    endOfFlow(flow, atMs, endMs, { packets: 60, sent: 12_000, received: 18_000 }, { app_proto: 'ssh' })
  ];
};

const mail: Session = (network, atMs) => {
  const { random } = network;
  const flow = network.connect(network.client(), MAIL_SERVER, 25);
  const to = [`person${random.between(1, 200)}@example.org`, `person${random.between(1, 200)}@example.org`];
  const email = {
    status: 'PARSE_DONE',
    from: `person${random.between(1, 200)}@example.com`,
    to,
    attachment: [`notes-${random.hex(4)}.pdf`]
  };
  return [
    draft(atMs + 40, 'smtp', flow, {
      tx_id: 0,
      smtp: { helo: 'client.example.com', mail_from: `<${email.from}>`, rcpt_to: to.map(name => `<${name}>`) },
      email
    }),
    endOfFlow(flow, atMs, atMs + 900, { packets: 22, sent: 30_000, received: 2_000 }, { app_proto: 'smtp' })
  ];
};

const clock: Session = (network, atMs) => {
  const flow = network.connect(network.client(), '192.0.2.123', 123, 'UDP');
  return [endOfFlow(flow, atMs, atMs + 50, { packets: 1, sent: 90, received: 90 }, { app_proto: 'ntp' })];
};

const oddPackets: Session = (network, atMs) => {
  const flow = network.connect(network.client(), network.site().address, 443);
  return [
    draft(atMs, 'anomaly', flow, { anomaly: { type: 'stream', event: 'stream.pkt_broken_ack', layer: 'proto' } })
  ];
};

/** How often each happens, in parts of their sum. */
export const SESSIONS: readonly (readonly [number, Session])[] = [
  [34, browseTls],
  [22, browseHttp],
  [12, clock],
  [5, share],
  [3, remoteShell],
  [2, mail],
  [2, oddPackets],
  [20, (network, atMs) => lookUp(network, atMs, network.client(), network.site())]
];

/** A rule of everyday noise fires on a few conversations in a hundred. */
function perhapsAlert(network: Network, atMs: number, flow: Flow, detail: object): readonly DraftEvent[] {
  const { random } = network;
  if (random.next() >= 0.05) return [];
  const [signature_id, signature, category, severity] = random.pick(POLICY_ALERTS);
  return [
    draft(atMs, 'alert', flow, {
      ...detail,
      alert: { action: 'allowed', gid: 1, signature_id, rev: 1, signature, category, severity }
    })
  ];
}

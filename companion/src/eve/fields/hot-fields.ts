/**
 * The fields that get a column when a file is read; all others are looked up in the file when somebody first asks for
 * them. Chosen from what notebooks, filter sets and dashboards ask (facts/scirius §3.3). Long texts stay out: payloads
 * would be most of the database.
 */
export type HotKind = 'text' | 'long' | 'ip' | 'boolean' | 'date';
export type HotField = { readonly path: string; readonly kind: HotKind };

const TEXT = `
event_type proto app_proto host in_iface community_id pkt_src direction
alert.action alert.signature alert.category
alert.metadata.signature_severity alert.metadata.confidence metadata.flowbits
http.hostname http.url http.http_user_agent http.http_method http.http_content_type http.http_refer http.protocol http.server
dns.type dns.rrname dns.rrtype dns.rcode dns.query.rrname dns.query.rrtype dns.queries.rrname dns.answers.rdata
dns.grouped.A dns.grouped.AAAA dns.grouped.CNAME
tls.sni tls.subject tls.issuerdn tls.version tls.fingerprint tls.ja3.hash tls.ja3s.hash tls.ja4
flow.state flow.reason
fileinfo.filename fileinfo.magic fileinfo.mimetype fileinfo.state fileinfo.md5 fileinfo.sha256
smb.command smb.status smb.filename smb.share
ssh.client.software_version ssh.server.software_version ssh.client.hassh.hash
email.from email.to email.subject email.attachment smtp.helo
anomaly.type anomaly.event krb5.msg_type
`;
const LONG = `
flow_id src_port dest_port vlan tx_id pcap_cnt
alert.signature_id alert.severity alert.gid alert.rev
http.status http.length fileinfo.size dns.id
flow.bytes_toserver flow.bytes_toclient flow.pkts_toserver flow.pkts_toclient flow.age
`;
const names = (text: string): readonly string[] => text.trim().split(/\s+/);

export const HOT_FIELDS: readonly HotField[] = [
  { path: 'timestamp', kind: 'date' },
  { path: 'src_ip', kind: 'ip' },
  { path: 'dest_ip', kind: 'ip' },
  ...names(LONG).map(path => ({ path, kind: 'long' }) as const),
  ...names(TEXT).map(path => ({ path, kind: 'text' }) as const)
];

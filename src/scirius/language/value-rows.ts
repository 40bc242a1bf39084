import { baseField } from './fields.js';

/** Fields with few values, and those. Source: Suricata 8 user guide, "EVE JSON Format". */
const VALUE_ROWS: Readonly<Record<string, readonly string[]>> = {
  event_type: [
    ...['alert', 'anomaly', 'http', 'dns', 'tls', 'quic', 'flow', 'netflow', 'fileinfo', 'smtp', 'ftp', 'ftp_data'],
    ...['ssh', 'smb', 'nfs', 'tftp', 'krb5', 'ldap', 'dcerpc', 'rdp', 'rfb', 'snmp', 'sip', 'dhcp', 'ike', 'mqtt'],
    ...['http2', 'websocket', 'modbus', 'dnp3', 'enip', 'pgsql', 'mdns', 'arp', 'stats', 'drop', 'packet', 'pcap_file']
  ],
  proto: ['TCP', 'UDP', 'ICMP', 'IPv6-ICMP', 'SCTP'],
  app_proto: [
    'http',
    'http2',
    'tls',
    'dns',
    'quic',
    'ssh',
    'smb',
    'smtp',
    'ftp',
    'krb5',
    'ldap',
    'dcerpc',
    'rdp',
    'failed'
  ],
  direction: ['to_server', 'to_client'],
  'alert.action': ['allowed', 'blocked'],
  'alert.severity': ['1', '2', '3', '4'],
  'alert.tag': ['relevant', 'informational'],
  'http.http_method': ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'CONNECT', 'PATCH'],
  'tls.version': ['TLS 1.3', 'TLS 1.2', 'TLSv1', 'TLS 1.1', 'SSLv3', 'SSLv2', 'UNDETERMINED'],
  'dns.type': ['query', 'answer', 'request', 'response'],
  'dns.rcode': ['NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED', 'FORMERR'],
  'dns.rrtype': ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'SRV', 'TXT', 'HTTPS'],
  'flow.state': ['new', 'established', 'closed', 'bypassed'],
  'flow.reason': ['timeout', 'forced', 'shutdown', 'tcp_reuse']
};

/** The values that a field is known to have, without asking a server; none for most fields. */
export function knownValues(field: string): readonly string[] {
  return Object.hasOwn(VALUE_ROWS, baseField(field)) ? (VALUE_ROWS[baseField(field)] ?? []) : [];
}

/**
 * The types of observables that TheHive has from the start; administrators add others.
 * Source: TheHive 4.1.24 `ObservableType.scala`; `mail_subject` is the older spelling of Cortex.
 */
export const DATA_TYPES: readonly string[] = [
  'autonomous-system',
  'domain',
  'file',
  'filename',
  'fqdn',
  'hash',
  'hostname',
  'ip',
  'mail',
  'mail-subject',
  'mail_subject',
  'other',
  'regexp',
  'registry',
  'uri_path',
  'url',
  'user-agent'
];

import {
  applyFix,
  LINT_TABLE,
  lintFilter,
  makeFieldCatalog,
  parseFilter,
  STATIC_CATALOG
} from '../../../src/scirius/language/index.js';

/** Filter, code, and what the first fix makes of it. Each matched nothing or the wrong events on a real server. */
const CASES: readonly (readonly [filter: string, code: keyof typeof LINT_TABLE, fixed: string])[] = [
  [
    'event_type:ssh OR event_type:rdp AND dest_port:22',
    'operators-not-mixed',
    'event_type:ssh OR (event_type:rdp AND dest_port:22)'
  ],
  ['event_type:rdp OR NOT event_type:flow', 'or-not-bracketed', 'event_type:rdp OR (NOT event_type:flow)'],
  ['event_type:rdp and event_type:rfb', 'operator-in-capitals', 'event_type:rdp AND event_type:rfb'],
  ['event_type:http AND not http.status:200', 'operator-in-capitals', 'event_type:http AND NOT http.status:200'],
  ['event_type:rdp & dest_port:3389', 'operator-in-capitals', 'event_type:rdp AND dest_port:3389'],
  ['event_type:alert - dest_port:443', 'operator-glued', 'event_type:alert -dest_port:443'],
  ['http.status:>= 500', 'comparison-glued', 'http.status:>=500'],
  ['email.attachment:"*.exe"', 'wildcard-not-quoted', 'email.attachment:*.exe'],
  ['src_ip:192.168.*', 'pattern-on-text', 'src_ip:"192.168.0.0/16"'],
  ['src_ip:/10.*/', 'pattern-on-text', 'src_ip.keyword:/10.*/'],
  ['http.status:40?', 'pattern-on-text', 'http.status:[400 TO 409]'],
  ['flow.alerted:t*', 'pattern-on-text', 'flow.alerted:true'],
  ['tls.notbefore:2016-12-29*', 'pattern-on-text', 'tls.notbefore:2016-12-29'],
  ['dest_port:443~1', 'pattern-on-text', 'dest_port:443'],
  ['dest_port:abc', 'value-of-field-type', '"abc"'],
  ['dest_port:80.5', 'value-of-field-type', 'dest_port:80'],
  ['dest_port:(22 21)', 'value-of-field-type', 'dest_port:(22 OR 21)'],
  ['dest_port:99999999999999999999', 'value-of-field-type', '"99999999999999999999"'],
  ['src_ip:"300.1.1.1"', 'value-of-field-type', '"300.1.1.1"'],
  ['flow.alerted:True', 'value-of-field-type', 'flow.alerted:true'],
  ['dest_port:[a TO 5]', 'value-of-field-type', 'dest_port:[* TO 5]'],
  ['dest_port:[80 TO 25]', 'range-in-order', 'dest_port:[25 TO 80]'],
  ['smb.filename:<share_root>', 'value-quoted', 'smb.filename:"<share_root>"'],
  ['fileinfo.filename:\\<unknown\\>', 'value-quoted', 'fileinfo.filename:"<unknown>"'],
  ['alert.signature:foo bar', 'value-in-one-term', 'alert.signature:"foo bar"'],
  ['alert.category.keyword:""', 'phrase-not-empty', 'alert.category.keyword:*'],
  ['event_type:/[/', 'regex-readable', 'event_type:"["'],
  ['event_type:/[z-a]/', 'regex-readable', 'event_type:"[z-a]"'],
  ['http.hostname.keyword:/\\d+\\.\\d+/', 'regex-class-known', 'http.hostname.keyword:/[0-9]+\\.[0-9]+/'],
  ['tls.sni:/^a.*$/', 'regex-whole-value', 'tls.sni:/a.*/'],
  ['htp.url:x', 'field-known', 'http.url:x'],
  ['EVENT_TYPE:http', 'field-known', 'event_type:http'],
  ['dest_port.keyword:80', 'subfield-present', 'dest_port:80'],
  ['_exists_:tls.*', 'exists-one-field', '_exists_:tls'],
  ['payload_printable.keyword:*admin*', 'value-within-keyword', 'payload_printable:*admin*'],
  ['wget', 'field-named', 'alert.signature:"wget"']
];

test.each(CASES)('%s: %s', (filter, code, fixed) => {
  const found = lintFilter(filter).find(diagnostic => diagnostic.code === code);
  expect(found).toBeDefined();
  expect(found?.fixes[0] && applyFix(filter, found.fixes[0])).toBe(fixed);
  expect(lintFilter(fixed).map(diagnostic => diagnostic.code)).not.toContain(code);
});

test('every rule is broken by a case', () => {
  expect(new Set(CASES.map(([, code]) => code))).toEqual(new Set(Object.keys(LINT_TABLE)));
});

/** What people write and mean. Source: facts/scirius §3.3. */
const SOUND = [
  'event_type: http AND http.url: *wget*',
  'dest_port: [* TO 1000] AND NOT dest_port: (80 OR 8080)',
  'event_type: alert AND flow_id: (1 OR 2 OR 3)',
  'event_type: alert AND _exists_:tls',
  '_exists_:alert -_exists_:http -_exists_:tls',
  'src_ip:"10.0.0.0/8" OR dest_ip:"fe80::/10" OR src_ip:"::1"',
  'src_ip:[10.0.0.0 TO 10.255.255.255] AND dest_ip:>=224.0.0.0',
  'http.hostname.keyword:/([0-9]{1,3}\\.){3}[0-9]{1,3}/ OR http.hostname.keyword:/172\\.<16-32>\\..*/',
  '@timestamp:[now-1h/h TO now] AND flow.start:[2012-03-16 TO *] AND tls.notafter:<2016-01-01',
  '@timestamp:"2023-11-10T05:47:50.342Z" OR flow.start:"2019-10-23T09:20:25.720695+0000"',
  'flow.alerted:true AND fileinfo.stored:false AND dest_port:080 AND dest_port:80.0',
  'alert.signature:(*ATTACK* OR *MALWARE*) AND flow.bytes_toclient:[150 TO *]',
  'http.length:[1.5 TO 3.5] AND email.attachment:(words.txt AND related.patch)',
  'NOT tls.version.keyword:"TLS 1.2" AND NOT tls.version.keyword:"TLS 1.3"',
  'http.\\*:*eicar*',
  '*'
];

test.each(SOUND)('has nothing to say about %s', filter => {
  expect(lintFilter(filter)).toEqual([]);
});

test('a field of which no server was asked is taken as it is, unless it looks like a slip', () => {
  expect(lintFilter('mqtt.connect.client_id:x')).toEqual([]);
  expect(lintFilter('mqtt.connect.client_id:x', makeFieldCatalog(['src_ip'])).map(({ code }) => code)).toEqual([
    'field-known'
  ]);
  expect(lintFilter('nosuch.field:x', makeFieldCatalog(['nosuch.field.deep']))).toEqual([]);
});

test('a number on a field that only the server knows is no mistake', () => {
  expect(STATIC_CATALOG.find('mqtt.x')).toBeUndefined();
  expect(makeFieldCatalog(['mqtt.x']).find('mqtt.x.keyword')?.type).toBe('keyword');
  expect(makeFieldCatalog().find('dest_port.keyword')).toBeUndefined();
  expect(makeFieldCatalog().find('src_ip.keyword')?.type).toBe('keyword');
  expect(makeFieldCatalog().find('http')?.type).toBe('object');
});

test.each([
  ['(a:b', '(a:b)'],
  ['a:b)', 'a:b'],
  ['tls.serial:00:96:DF', 'tls.serial:"00:96:DF"'],
  ['http.url:/x', 'http.url:\\/x'],
  ['a:"b', 'a:"b"'],
  ['a:b AND OR c:d', 'a:b AND  c:d'],
  ['dest_port:-1', 'dest_port:\\-1'],
  ['a:b]', 'a:b\\]'],
  ['a:b\\', 'a:b\\\\']
])('mends the syntax of %s', (filter, fixed) => {
  const fix = lintFilter(filter)[0]?.fixes[0];
  expect(fix && applyFix(filter, fix)).toBe(fixed);
  expect(parseFilter(fixed).errors).toEqual([]);
});

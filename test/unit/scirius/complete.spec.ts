import { completionAt } from '../../../src/scirius/language/index.js';

/** The cursor is the | in the text. */
function at(marked: string): unknown {
  const cursor = marked.indexOf('|');
  const { from, to, ...context } = completionAt(marked.replace('|', ''), cursor);
  return { ...context, replaces: marked.replace('|', '').slice(from, to) };
}

test.each([
  ['|', '', '', false],
  ['eve|', 'eve', 'eve', false],
  ['(ht|tp', 'ht', 'http', false],
  ['a:b |', '', '', true],
  ['a:b AN|', 'AN', 'AN', true],
  ['a:b AND ht|', 'ht', 'ht', false],
  ['a:b -|', '', '', false]
])('offers fields at %s', (text, prefix, replaces, afterClause) => {
  expect(at(text)).toEqual({ kind: 'field', prefix, replaces, afterClause });
});

test.each([
  ['event_type:|', 'event_type', '', '', '*'],
  ['event_type: |', 'event_type', '', '', '*'],
  ['event_type:ht|', 'event_type', 'ht', 'ht', '*'],
  ['dest_port:80 AND event_type:h|t', 'event_type', 'h', 'ht', 'dest_port:80 AND *'],
  ['-event_type:h| AND dest_port:80', 'event_type', 'h', 'h', '* AND dest_port:80'],
  ['event_type:(http OR t|)', 'event_type', 't', 't', 'event_type:(http OR *)'],
  ['tls.version:"TLS 1|"', 'tls.version', 'TLS 1', '"TLS 1"', '*'],
  ['tls.version:"TLS 1|', 'tls.version', 'TLS 1', '"TLS 1', '*'],
  ['dest_port:[8|', 'dest_port', '8', '8', '*']
])('offers values at %s', (text, field, prefix, replaces, rest) => {
  expect(at(text)).toMatchObject({ kind: 'value', field, prefix, replaces, rest });
});

test.each(['a:/x|y/', 'a:b~|', 'a^2|'])('offers nothing at %s', text => {
  expect(at(text)).toMatchObject({ kind: 'none' });
});

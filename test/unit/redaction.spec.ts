import { ExactNumber, type JsonValue } from '../../src/json/index.js';
import { createRedactor } from '../../src/redaction.js';
import { Secret } from '../../src/secret.js';

const redactorOf = (...values: string[]): ReturnType<typeof createRedactor> =>
  createRedactor(values.map(value => new Secret(value)));
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const TOKEN = 'to/ken+with & "q\u00fc\u00f6te\\s" \u{1F600}=';

describe('a redactor', () => {
  const cases: [title: string, secret: string, text: string, redacted: string][] = [
    ['removes a value', 'hunter22', 'pw=hunter22;', 'pw=[redacted];'],
    ['removes it wherever it stands', 'hunter22', 'hunter22hunter22 hunter22', '[redacted] [redacted]'],
    ['removes a value that overlaps itself', 'ababab', 'xabababababx', 'x[redacted]x'],
    ['removes it URL-encoded', TOKEN, `?t=${encodeURIComponent(TOKEN)}&x`, '?t=[redacted]&x'],
    [
      'removes it URL-encoded in lower case',
      TOKEN,
      encodeURIComponent(TOKEN).replace(/%../g, hex => hex.toLowerCase()),
      '[redacted]'
    ],
    [
      'removes it encoded as a form',
      TOKEN,
      `t=${new URLSearchParams({ t: TOKEN }).toString().slice(2)}&`,
      't=[redacted]&'
    ],
    ['removes it in JSON', TOKEN, JSON.stringify({ t: TOKEN }), '{"t":"[redacted]"}'],
    ['removes it in JSON within JSON', TOKEN, JSON.stringify(JSON.stringify(TOKEN)), '"\\"[redacted]\\""'],
    [
      'removes it in JSON of ASCII',
      TOKEN,
      JSON.stringify(TOKEN).replace(/[^\0-~]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
      '"[redacted]"'
    ],
    ['removes it in HTML', TOKEN, TOKEN.replaceAll('&', '&amp;').replaceAll('"', '&quot;'), '[redacted]'],
    ['removes it in hexadecimal', 'hunter22', `x${Buffer.from('hunter22').toString('hex')}`, 'x[redacted]'],
    ['removes a value that was read with white space around it', ' hunter22\n', 'hunter22', '[redacted]'],
    [
      'removes it from the bytes that Python shows',
      'geheim-Zürich-26',
      "b'geheim-Z\\xc3\\xbcrich-26'",
      "b'[redacted]'"
    ],
    [
      'removes it from bytes shown twice',
      'geheim-Zürich-26',
      "'b\\'geheim-Z\\\\xc3\\\\xbcrich-26\\''",
      "'b\\'[redacted]\\''"
    ],
    ['removes it from bytes in octal digits', 'geheim-Zürich-26', "$'geheim-Z\\303\\274rich-26'", "$'[redacted]'"],
    ['removes it from Latin-1 bytes', 'geheim-Zürich-26', "b'geheim-Z\\xfcrich-26'", "b'[redacted]'"],
    [
      'removes each line of a key, however short, and no line around it',
      '-----BEGIN KEY-----\nMIIabcdef\r\nqwertyui\n-----END KEY-----\n',
      'a -----BEGIN KEY----- MIIabcdef\n  qwertyui\n-----END KEY-----',
      'a -----BEGIN KEY----- [redacted]\n  [redacted]\n-----END KEY-----'
    ],
    [
      'removes the long lines of a text',
      '{\n  "type": "account",\n  "key": 1\n}',
      '  "type": "account",\n  "key": 1\n}',
      '  [redacted]\n  "key": 1\n}'
    ],
    ['knows a value that holds a percent sign', '50%41off', '50%41off 50%2541off', '[redacted] [redacted]'],
    ['keeps a short value in other words', 'abc', 'abcdef abc', 'abcdef abc'],
    ['removes a short value that is the whole text', 'abc', ' abc\n', '[redacted]'],
    ['removes a short value in base64 that is the whole text', 'abcd', base64('abcd'), '[redacted]'],
    ['ignores an empty value', '', 'text', 'text'],
    ['ignores a value of white space', '        ', 'a        b', 'a        b'],
    ['marks otherwise when the mark holds the value', 'redacted', 'a redacted', 'a ***']
  ];
  it.each(cases)('%s', (_, secret, text, redacted) => {
    expect(redactorOf(secret).redact(text)).toBe(redacted);
  });

  it.each([0, 1, 2])('removes base64 at offset %i, with the digits that it shares', offset => {
    const text = base64(`${'u'.repeat(offset)}hunter22:rest of it`);
    const redacted = redactorOf('hunter22').redact(`Basic ${text}`);
    expect(redacted).toMatch(/^Basic u?\w{0,2}\[redacted\]/);
    expect(Buffer.from(redacted.replace(/^Basic .*\[redacted\]/, ''), 'base64').toString('latin1')).not.toContain('22');
  });

  it('removes base64 of the URL alphabet, URL-encoded, and over line ends', () => {
    const secret = '\u00ff\u00fe>>>???\u00ff\u00fe';
    const standard = base64(secret);
    const wrapped = standard.replace(/(.{5})(?=.)/g, '$1\r\n');
    const forms = [standard, Buffer.from(secret).toString('base64url'), encodeURIComponent(standard), wrapped];
    expect(standard).toMatch(/[+/]/);
    expect(forms.map(form => redactorOf(secret).redact(`<${form}>`).replace(/=|%3D/g, ''))).toEqual(
      forms.map(() => '<[redacted]>')
    );
  });

  it('leaves no piece between secrets that overlap', () => {
    expect(redactorOf('abcdefgh', 'fghijklm', 'lmnopqrs').redact('-abcdefghijklmnopqrs-')).toBe('-[redacted]-');
  });

  it('returns the very same text and value when there is nothing to redact', () => {
    const value = { a: ['x', 1, { b: new ExactNumber('1.0') }] };
    expect(redactorOf('hunter22').redactJson(value)).toBe(value);
    expect(createRedactor([]).redactJson(value)).toBe(value);
  });

  it('redacts texts, keys and numbers of JSON, and copies only what changed', () => {
    const kept = { c: [1] };
    const value: JsonValue = {
      hunter22: 'x',
      kept,
      n: 12345678,
      e: new ExactNumber('12345678901234567890'),
      s: ['abc', 'abcd']
    };
    const redacted = redactorOf('hunter22', '12345678', '12345678901234567890', 'abc').redactJson(value);
    expect(redacted).toEqual({ '[redacted]': 'x', kept, n: '[redacted]', e: '[redacted]', s: ['[redacted]', 'abcd'] });
    expect(redacted.kept).toBe(kept);
  });

  it('keeps two keys apart that hold the same secret', () => {
    const value: JsonValue = { xhunter22: 1, x12345678: 2 };
    expect(redactorOf('hunter22', '12345678').redactJson(value)).toEqual({ 'x[redacted]': 1, 'x[redacted] 2': 2 });
  });

  it('does not destroy a notebook whose password is a word of the format', () => {
    const notebook: JsonValue = {
      cells: [{ cell_type: 'markdown', source: 'the markdown', metadata: {} }],
      nbformat: 4
    };
    expect(redactorOf('markdown', 'metadata', 'source', '4', 'cells').redactJson(notebook)).toEqual({
      cells: [{ cell_type: 'markdown', source: 'the [redacted]', metadata: {} }],
      nbformat: 4
    });
  });

  it('treats __proto__ as a key like any other', () => {
    const value = JSON.parse('{"__proto__": {"a": "hunter22"}}') as JsonValue;
    expect(JSON.stringify(redactorOf('hunter22').redactJson(value))).toBe('{"__proto__":{"a":"[redacted]"}}');
  });

  it('finds a hundred secrets in ten megabytes, also in text that nearly matches', () => {
    const secrets = Array.from({ length: 100 }, (_, index) => `${'a'.repeat(60)}${index}`);
    const redactor = redactorOf(...secrets);
    expect(redactor.redact(`${'a'.repeat(10_000_000)}42`)).toMatch(/^a+\[redacted\]2?$/);
    expect(redactor.redact('%41\\n&+ '.repeat(300_000))).toHaveLength(2_400_000);
  });
});

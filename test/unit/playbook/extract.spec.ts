import { extractObservables, visibleTexts } from '../../../src/playbook/index.js';

const extract = (text: string, exclude = 'none-of-them') => extractObservables([text], { exclude, limit: 100 }).found;
const SHA512 = 'a'.repeat(128);

describe('cortex-thehive §1.7: what a word is', () => {
  it.each([
    ['192.0.2.7', 'ip', '192.0.2.7'],
    ['talked to 192.0.2.7:443.', 'ip', '192.0.2.7'],
    ['src=192.0.2.7', 'ip', '192.0.2.7'],
    ['2001:db8::1', 'ip', '2001:db8::1'],
    ['hxxps://evil[.]example/a?b=1', 'url', 'https://evil.example/a?b=1'],
    ['d41d8cd98f00b204e9800998ecf8427e', 'hash', 'd41d8cd98f00b204e9800998ecf8427e'],
    [SHA512, 'hash', SHA512],
    ['ana@soc.example', 'mail', 'ana@soc.example'],
    ['ana[at]soc[.]example', 'mail', 'ana@soc.example'],
    ['evil.example,', 'domain', 'evil.example'],
    ['münchen.de', 'domain', 'münchen.de'],
    ['www.evil.co.uk', 'fqdn', 'www.evil.co.uk'],
    ['[2001:db8::1]:443', 'ip', '2001:db8::1'],
    ['::ffff:192.0.2.1', 'ip', '::ffff:192.0.2.1'],
    ['evil.example:8080', 'domain', 'evil.example'],
    ['MD5:d41d8cd98f00b204e9800998ecf8427e', 'hash', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['mailto:ana@soc.example', 'mail', 'ana@soc.example'],
    ['hxxps[://]evil[.]example/a', 'url', 'https://evil.example/a'],
    ['see https://a.example/x(1),y;z?q=1.', 'url', 'https://a.example/x(1),y;z?q=1'],
    ['(see https://a.example/x).', 'url', 'https://a.example/x'],
    ['[a](https://a.example/x)', 'url', 'https://a.example/x'],
    ['HKLM\\Software\\Run', 'registry', 'HKLM\\Software\\Run'],
    ['smb://share/x', 'uri_path', 'smb://share/x'],
    ['Mozilla/5.0 (X11; Linux) Gecko', 'user-agent', 'Mozilla/5.0 (X11; Linux) Gecko']
  ])('%s is found as %s', (text, dataType, data) => {
    expect(extract(text)).toEqual([{ dataType, data }]);
  });

  it.each([
    ['999.999.999.999', 'no address has such numbers; cortexutils finds one'],
    ['1.2.3', 'a version'],
    ['12:34:56', 'a time'],
    ['setup.py', 'a file; cortexutils finds a domain'],
    ['report.csv', 'a file'],
    ['app.js', 'a file; cortexutils finds a domain'],
    ['data.db', 'a file'],
    ['x.tar.gz', 'a file'],
    ['evidence.zip', 'a file'],
    ['main.rs:3', 'a place in a file'],
    ['aa:bb:cc:dd:ee:ff', 'an address of a network card'],
    ['::ffff:192.0.2.999', 'no address has such numbers'],
    ['df.groupby', 'code'],
    ['::', 'nothing'],
    ['http://', 'an address without a host'],
    ['a'.repeat(31), 'no hash'],
    ['x@y', 'no mail']
  ])('%s is not: %s', text => {
    expect(extract(text)).toEqual([]);
  });

  it('finds each once, in order, and counts what is over the limit', () => {
    const text = '192.0.2.2 192.0.2.1 192.0.2.2 192.0.2.3';
    const { found, leftOut } = extractObservables([text], { exclude: '', limit: 2 });
    expect(found.map(({ data }) => data)).toEqual(['192.0.2.2', '192.0.2.1']);
    expect(leftOut).toBe(1);
  });

  it('takes capitals for the same where they mean nothing, and for another path in an address', () => {
    const text = 'EVIL.example evil.example D41D8CD98F00B204E9800998ECF8427E d41d8cd98f00b204e9800998ecf8427e';
    expect(extract(text).map(({ data }) => data)).toEqual(['EVIL.example', 'D41D8CD98F00B204E9800998ECF8427E']);
    expect(extract('http://a.example/X http://a.example/x')).toHaveLength(2);
  });

  it('reads addresses that stand together as several', () => {
    const text = 'https://a.example/x,https://b.example/y';
    expect(extract(text).map(({ data }) => data)).toEqual(text.split(','));
  });

  it('leaves out what was handed over already, before it counts', () => {
    const known = [{ dataType: 'domain', data: 'A.example' }];
    const options = { exclude: '', known, limit: 1 };
    expect(extractObservables(['a.example b.example'], options)).toEqual({
      found: [{ dataType: 'domain', data: 'b.example' }],
      leftOut: 0
    });
  });

  it('leaves out the observable itself, and what holds it', () => {
    expect(extract('evil.example http://evil.example/x other.example', 'EVIL.example')).toEqual([
      { dataType: 'domain', data: 'other.example' }
    ]);
  });

  // Quadratic code would need minutes for this, and the test would be ended.
  it.each([
    'a.',
    '1.',
    ':',
    '@',
    '<',
    '<script',
    '[.]',
    'Mozilla/5 ',
    'a-',
    'HKLM\\',
    '://',
    '&amp;',
    'https://(',
    'a,',
    'https://a,'
  ])('reads to the end of many %j', piece => {
    const text = piece.repeat(Math.floor(500_000 / piece.length));
    const notebook = { cells: [{ outputs: [{ data: { 'text/html': text } }, { text }] }] };
    expect(extractObservables(visibleTexts(notebook), { exclude: 'x', limit: 10 }).found.length).toBeLessThanOrEqual(
      10
    );
  });
});

it('visible are streams, tables and texts of cells without a role; nothing of the code, the tags or the scripts', () => {
  const cell = (outputs: object[], tags: string[] = []) => ({
    cell_type: 'code',
    source: 'code.example',
    metadata: { tags },
    outputs
  });
  const notebook = {
    cells: [
      cell([{ output_type: 'stream', text: ['\u001b[31ma.example\u001b[0m'] }]),
      cell([
        { data: { 'text/html': '<td title="t.example">b.example</td><script>s.example</script>', 'text/plain': 'cut' } }
      ]),
      cell([{ data: { 'text/plain': 'c.example' } }]),
      cell([{ output_type: 'stream', text: 'role.example' }], ['artifacts']),
      { cell_type: 'markdown', source: 'doc.example' },
      null
    ]
  };
  const { found } = extractObservables(visibleTexts(notebook), { exclude: '', limit: 100 });
  expect(found.map(({ data }) => data)).toEqual(['a.example', 'b.example', 'c.example']);
});

it.each([null, 3, [], {}, { cells: 5 }, { cells: [{ outputs: 3 }, { outputs: [null, { data: 7 }] }] }])(
  'reads %j',
  notebook => {
    expect(visibleTexts(notebook)).toEqual([]);
  }
);

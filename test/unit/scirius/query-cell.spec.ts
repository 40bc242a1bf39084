import fc from 'fast-check';
import { applyFix, checkQueryCell, completionInCell, readQueryCell } from '../../../src/scirius/index.js';
import '../../support/property-seed.js';

const codesOf = (text: string): readonly string[] => checkQueryCell(text).map(({ code }) => code);
/** The stretches of the cell that diagnostics mark, with their codes. */
const marked = (text: string) => checkQueryCell(text).map(({ code, from, to }) => [code, text.slice(from, to)]);

describe('a query cell', () => {
  it.each(['print(1)', '', 'x = "%%scirius"', '%%sciriusly', ' %%scirius', '%scirius alerts', 'a\n%%scirius'])(
    'is not %j',
    text => {
      expect(readQueryCell(text)).toBeUndefined();
      expect(checkQueryCell(text)).toEqual([]);
    }
  );

  it.each([
    ['%%scirius', '', ''],
    ['%%scirius\n*', '', '*'],
    ['\n  \n%%scirius alerts --last 24h\nsrc_ip:10.0.0.1\n', ' alerts --last 24h', 'src_ip:10.0.0.1\n']
  ])('is %j', (text, line, body) => {
    const cell = readQueryCell(text);
    expect(text.slice(cell?.line.from, cell?.line.to)).toBe(line);
    expect(text.slice(cell?.body.from, cell?.body.to)).toBe(body);
  });

  it.each([
    [`a "b c"  d'e f'g --x=" \\" "`, ['a', 'b c', 'de fg', '--x= " ']],
    [`'a\\' "\\n" \\" a\\ b`, ['a\\', '\\n', '"', 'a b']],
    ['', []]
  ])('has the words of its first line as a shell cuts them: %s', (line, expected) => {
    const text = `%%scirius ${line}`;
    const words = readQueryCell(text)?.words ?? [];
    expect(words.map(({ value }) => value)).toEqual(expected);
    expect(words.every(({ from, to }) => !/^\s|\s$/.test(text.slice(from, to)))).toBe(true);
  });
});

describe('what is wrong with a query cell', () => {
  it.each([
    ['%%scirius alerts --last 24h --as found --limit 5 --columns a,b\nsrc_ip:{{ip}} AND flow_id:({{flows}})'],
    ['%%scirius terms http.hostname --from 2024-04-18 --to "2024-04-19 10:00"\n*'],
    ['%%scirius timeline --interval 10m\n'],
    ['%%scirius --on my_connector --columns=all']
  ])('is nothing: %j', text => {
    expect(codesOf(text)).toEqual([]);
  });

  it.each([
    ['%%scirius alert', [['line-kind-known', 'alert']]],
    ['%%scirius terms', [['line-field-for-terms', 'terms']]],
    ['%%scirius terms http.hostnam', [['field-known', 'http.hostnam']]],
    ['%%scirius alerts src_ip', [['line-field-for-terms', 'src_ip']]],
    [
      '%%scirius count a b',
      [
        ['line-field-for-terms', 'a'],
        ['line-field-for-terms', 'b']
      ]
    ],
    [
      '%%scirius --lats 24h',
      [
        ['line-option-known', '--lats'],
        ['line-kind-known', '24h']
      ]
    ],
    ['%%scirius alerts --last', [['line-option-valued', '--last']]],
    ['%%scirius alerts --last --as x', [['line-option-valued', '--last']]],
    ['%%scirius --last soon', [['line-value-readable', 'soon']]],
    ['%%scirius --from soon', [['line-value-readable', 'soon']]],
    ['%%scirius --limit 0', [['line-value-readable', '0']]],
    ['%%scirius --limit -5', [['line-value-readable', '-5']]],
    ['%%scirius --as a.b', [['line-value-readable', 'a.b']]],
    ['%%scirius --columns ,', [['line-value-readable', ',']]],
    ['%%scirius --last 1h --to 2024-01-01', [['line-last-alone', '--last']]],
    ['%%scirius --as "x', [['line-quote-closed', '"x']]],
    ['%%scirius\nsrc_ip:(10.0.0.1', [['bracket-closed', '']]],
    ['%%scirius\na:1 and b:2', [['operator-in-capitals', 'and']]],
    ['%%scirius\nhttp.hostname:"{{host}}"', [['insert-outside-quotes', '{{host}}']]],
    ['%%scirius\nhttp.hostname:/a{{host}}/', [['insert-outside-quotes', '{{host}}']]],
    ['%%scirius\nhttp.hostname:a{{host}}', [['insert-apart', '{{host}}']]]
  ])('is named with its place: %j', (text, expected) => {
    expect(marked(text)).toEqual(expect.arrayContaining(expected));
  });

  it('can be mended, with what is inserted left as it was', () => {
    const text = '%%scirius\nsrc_ip:{{ip}} or dest_ip:{{ ip }}';
    const [found] = checkQueryCell(text);
    expect(found?.code).toBe('operator-in-capitals');
    expect(applyFix(text, found?.fixes[0] ?? { title: '', changes: [] })).toBe(
      '%%scirius\nsrc_ip:{{ip}} OR dest_ip:{{ ip }}'
    );
  });

  it('never shows what stands for an insert, and marks only what is there', () => {
    const part = fc.constantFrom(
      ...[
        '{{a}}',
        '{{ bc }}',
        '"',
        '/',
        '(',
        ')',
        ' AND ',
        ' or ',
        'src_ip:',
        ':',
        '*',
        '[',
        ' TO ',
        ']',
        '\\',
        '10',
        '\n',
        '<'
      ]
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 24 }), fc.string({ maxLength: 10 }), (parts, line) => {
        const text = `%%scirius ${line}\n${parts.join('')}`;
        for (const found of checkQueryCell(text)) {
          expect(JSON.stringify(found)).not.toMatch(/[\ue000-\uf8ff]/);
          expect(found.from).toBeLessThanOrEqual(found.to);
          expect(found.to).toBeLessThanOrEqual(text.length);
          for (const fix of found.fixes) expect(applyFix(text, fix)).toMatch(/^%%scirius/);
        }
      })
    );
  });
});

describe('completion in a query cell', () => {
  const at = (marked_: string) => completionInCell(marked_.replace('|', ''), marked_.indexOf('|'));

  it.each([
    ['%%scirius |', { kind: 'choice', from: 10, to: 10 }],
    ['%%scirius al|', { kind: 'choice', from: 10, to: 12 }],
    ['%%scirius alerts --la|', { kind: 'choice', from: 17, to: 21 }],
    ['%%scirius alerts |', { kind: 'choice', from: 17, to: 17 }],
    ['%%scirius terms ht|', { kind: 'field', from: 16, to: 18, prefix: 'ht' }],
    ['%%scirius --columns src_ip,de|', { kind: 'field', from: 27, to: 29, prefix: 'de' }],
    ['%%scirius --last 2|', { kind: 'none', from: 17 }],
    ['%%scirius\nsrc|', { kind: 'field', from: 10, to: 13, prefix: 'src' }],
    ['%%scirius\na:{{x}} AND event_type:al|', { kind: 'value', field: 'event_type', prefix: 'al' }],
    ['%%scir|ius', undefined],
    ['%%scirius\nsrc_ip:{{th|', undefined],
    ['print|', undefined]
  ])('at %j', (text, expected) => {
    if (expected === undefined) expect(at(text)).toBeUndefined();
    else expect(at(text)).toMatchObject(expected);
  });

  it('is total', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'binary' }), fc.nat(50), (text, cursor) => {
        const cell = `%%scirius ${text}`;
        const found = completionInCell(cell, Math.min(cursor, cell.length));
        expect(found === undefined || found.from <= found.to).toBe(true);
      })
    );
  });
});

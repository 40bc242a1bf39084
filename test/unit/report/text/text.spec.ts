import { highlight } from '../../../../src/report/text/highlight.js';
import { jsonText } from '../../../../src/report/text/json-text.js';
import { countLines, cutText, grouped } from '../../../../src/report/text/shorten.js';
import { utf8Length } from '../../../../src/json/index.js';
import { visibleText } from '../../../../src/report/text/visible-text.js';

describe('utf8Length', () => {
  it.each(['', 'abc', 'é', '€', '\u{1f600}', 'a\u{1f600}€é\n', '\u{1f600}\u{1f601}'])(
    'counts %j as an encoder does',
    text => {
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    }
  );

  it.each(['\ud800', '\udc00', '\udc00\ud800', 'a\ud83d', '\ud83d\ud83d\ude00'])(
    'counts a lone surrogate as U+FFFD: %j',
    text => {
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    }
  );
});

describe('cutText', () => {
  it('leaves alone what fits', () => {
    expect(cutText('a\nb\n', { textBytes: 4, textLines: 2 })).toBeUndefined();
  });

  it('keeps four fifths of the lines from the beginning and one fifth from the end', () => {
    const text = Array.from({ length: 100 }, (_, index) => `${index}\n`).join('');
    const cut = cutText(text, { textBytes: 10_000, textLines: 10 });
    expect(cut?.omitted).toBe('90 lines omitted');
    expect(text.slice(0, cut?.headEnd)).toBe('0\n1\n2\n3\n4\n5\n6\n7\n');
    expect(text.slice(cut?.tailStart)).toBe('98\n99\n');
  });

  it('cuts one long line by its size, in characters', () => {
    const cut = cutText('x'.repeat(100_000), { textBytes: 1_000, textLines: 10 });
    expect(cut?.omitted).toMatch(/^99,\d{3} characters omitted$/);
  });

  it('never parts a surrogate pair', () => {
    for (let lead = 0; lead < 4; lead += 1) {
      const text = 'x'.repeat(lead) + '\u{1f600}'.repeat(2_000);
      const cut = cutText(text, { textBytes: 1_000, textLines: 10 });
      expect(Buffer.from(text.slice(0, cut?.headEnd)).toString()).toBe(text.slice(0, cut?.headEnd));
      expect(Buffer.from(text.slice(cut?.tailStart)).toString()).toBe(text.slice(cut?.tailStart));
    }
  });

  it('writes numbers the same in every locale', () => {
    expect([1, 999, 1_000, 1_234_567].map(grouped)).toEqual(['1', '999', '1,000', '1,234,567']);
  });

  it('counts lines as a person does', () => {
    expect(['', 'a', 'a\n', 'a\nb', '\n\n'].map(countLines)).toEqual([0, 1, 1, 2, 2]);
  });
});

describe('highlight', () => {
  it.each([
    ['python', 'import os', '<span class="k">import</span> os'],
    ['python', '%matplotlib inline', '<span class="m">%matplotlib inline</span>'],
    ['python', '!ls -l', '<span class="m">!ls -l</span>'],
    [
      'python',
      '%%bash\necho "1"',
      '<span class="m">%%bash\n</span><span class="b">echo</span> <span class="s">&#34;1&#34;</span>'
    ],
    ['python', '%%html\n<b>', '<span class="m">%%html\n</span>&lt;<span class="k">b</span>&gt;'],
    ['python', '%%scirius\na < b', '<span class="m">%%scirius\n</span>a &lt; b'],
    [
      'python',
      '%%time\nif x: pass',
      '<span class="m">%%time\n</span><span class="k">if</span> x: <span class="k">pass</span>'
    ],
    ['json', '{"a": 1}', '{<span class="b">&#34;a&#34;</span>: <span class="n">1</span>}'],
    ['brainfuck', '<+>', '&lt;+&gt;'],
    ['__proto__', '<', '&lt;'],
    ['python', '', '']
  ])('%s %j', (language, code, expected) => {
    expect(highlight(code, language, 1_000)).toBe(expected);
  });

  it('leaves code beyond the limit without colours', () => {
    expect(highlight('import os', 'python', 8)).toBe('import os');
  });

  it('knows every language that it names', () => {
    for (const language of 'bash css diff http ini java javascript json julia markdown powershell r scala sql typescript xml yaml'.split(
      ' '
    )) {
      expect(highlight('x = 1 # "y" <z> {"k": "v"}', language, 1_000)).toContain('x');
    }
  });
});

describe('jsonText', () => {
  const LIMITS = { depth: 5, length: 1_000 };
  it.each([null, true, 1.5, 'a"\n', [], {}, [1, [2]], { a: { b: [] }, c: 'd' }])(
    'writes %j as JSON.stringify does',
    value => {
      expect(jsonText(value, LIMITS)).toEqual({ text: JSON.stringify(value, null, 2), isWhole: true });
    }
  );

  it('cuts what nests deeper than its limit', () => {
    expect(jsonText([[[1]]], { depth: 2, length: 100 })).toEqual({ text: '[\n  [\n    …\n  ]\n]', isWhole: false });
  });

  it('cuts what is longer than its limit', () => {
    const { text, isWhole } = jsonText(
      Array.from({ length: 10_000 }, () => 'abc'),
      { depth: 5, length: 100 }
    );
    expect(isWhole).toBe(false);
    expect(text.length).toBeLessThan(130);
  });

  it('does not overflow the stack', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 200_000; i += 1) deep = [deep];
    expect(jsonText(deep, LIMITS).isWhole).toBe(false);
  });
});

describe('visibleText', () => {
  it.each([
    ['plain', 'plain'],
    ['exe\u202ecod.pdf', 'exe\\u{202e}cod.pdf'],
    ['a\u200bb', 'a\\u{200b}b'],
    ['a\nb', 'a\\u{a}b'],
    ['\u{e0041}', '\\u{e0041}'],
    ['größe €', 'größe €'],
    ['\ud800', '\\u{d800}']
  ])('%j becomes %j', (value, expected) => {
    expect(visibleText(value, 100)).toBe(expected);
  });

  it('ends with an ellipsis after the limit', () => {
    expect(visibleText('abcdef', 3)).toBe('abc…');
  });
});

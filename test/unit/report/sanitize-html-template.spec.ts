import { attributes, closeTag, EMPTY, html, join, openTag, styleElement, text } from '../../../src/report/html.js';

describe('html', () => {
  it('escapes every character that means something in markup', () => {
    expect(text(`<a href="x" title='y'>&amp;`)).toBe('&lt;a href=&#34;x&#34; title=&#39;y&#39;&gt;&amp;amp;');
  });

  it('replaces what no document may hold', () => {
    expect(text('a\0b\ud800c\udfffd\ud83d\ude00')).toBe('a\ufffdb\ufffdc\ufffdd\ud83d\ude00');
    expect(text('a\r\nb\rc\u2028')).toBe('a\nb\nc\u2028');
  });

  it('puts markup into slots as it is, lists one after the other, and nothing for undefined', () => {
    expect(html`<p>${text('<')}${3}${[html`<b>x</b>`, EMPTY]}${undefined}</p>`).toBe('<p>&lt;3<b>x</b></p>');
  });

  it('writes attributes in order and leaves out those without a value', () => {
    expect(attributes({ class: 'nbr', title: `"'<>&`, open: true, dir: false, lang: undefined, width: 3 })).toBe(
      ' class="nbr" title="&#34;&#39;&lt;&gt;&amp;" open width="3"'
    );
  });

  it.each(['on click', 'x"', 'x=y', '', '<', 'é'])('refuses %j as the name of an attribute', name => {
    expect(() => attributes({ [name]: 'x' })).toThrow(TypeError);
  });

  it.each(['a b', 'a>', '', 'svg:a', 'A'])('refuses %j as the name of an element', name => {
    expect(() => openTag(name)).toThrow(TypeError);
    expect(() => closeTag(name)).toThrow(TypeError);
  });

  it('joins with markup between', () => {
    expect(join([text('a'), text('b')], html`<br>`)).toBe('a<br>b');
  });

  it.each(['</style><b>', 'a{b:url(x)}', '@import "x"', 'a{b:"\\41"}', 'a/>b'])('makes no style element of %j', css => {
    expect(styleElement(css)).toBe('');
  });
});

import { svgImage } from '../../../src/report/svg-image.js';
import { rebuildSvg } from '../../../src/report/svg-document.js';
import { sanitizeHtml } from '../../../src/report/sanitize/index.js';
import { HOSTILE_HTML } from '../../support/hostile-html';
import { svgViolations, violations } from '../../support/report-oracle';

const XMLNS = `xmlns='http://www.w3.org/2000/svg'`;

/** Each of `levels` groups draws the one before ten times. */
const multiplying = (levels: number, reference: (level: number) => string): string =>
  `<svg><g id="a0"><path/></g>${Array.from(
    { length: levels },
    (_, n) => `<g id="a${n + 1}">${reference(n).repeat(10)}</g>`
  ).join('')}</svg>`;

describe('rebuildSvg', () => {
  it('drops prolog, doctype, metadata and foreign namespaces, and adds its own', () => {
    const matplotlib =
      '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">\n' +
      '<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="460pt" viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg">' +
      '<metadata><rdf:RDF xmlns:rdf="x"><cc:Work/></rdf:RDF></metadata>' +
      '<defs><style type="text/css">*{stroke-linejoin: round}</style></defs>' +
      '<g inkscape:label="x" clip-path="url(#p1)"><use xlink:href="#m1" x="1"/></g></svg>\n';
    expect(rebuildSvg(matplotlib)).toBe(
      `<svg ${XMLNS} xmlns:xlink='http://www.w3.org/1999/xlink' width='460pt' viewBox='0 0 1 1'><defs>` +
        `<style type='text/css'>*{stroke-linejoin: round}</style></defs>` +
        `<g clip-path='url(#p1)'><use xlink:href='#m1' x='1'/></g></svg>`
    );
  });

  it.each([
    ['two roots', '<svg></svg><svg></svg>'],
    ['another root', '<g></g>'],
    ['an element that is not closed', '<svg><g></svg>'],
    ['end tags in the wrong order', '<svg><g><a></g></a></svg>'],
    ['no end', '<svg>'],
    ['nothing', ''],
    ['text only', 'svg'],
    ['references that multiply', multiplying(30, n => `<use href="#a${n}"/>`)],
    ['references that multiply, encoded', multiplying(30, n => `<use xlink:href="#%61${n}"/>`)],
    ['patterns that multiply', multiplying(30, n => `<rect fill="url('#a${n}')"/>`)],
    [
      'markers on every corner of markers',
      multiplying(3, n => `<path style="marker-mid:url(#a${n})" d="${'M0 0'.repeat(500)}"/>`)
    ],
    ['nesting without end', `${'<svg>'.repeat(300)}${'</svg>'.repeat(300)}`]
  ])('refuses %s', (_title, markup) => {
    expect(rebuildSvg(markup)).toBeUndefined();
  });

  it.each(HOSTILE_HTML['an SVG with something inside'].map(payload => [payload]))(
    'leaves nothing that acts of %j',
    payload => {
      const document = rebuildSvg(payload);
      expect(document === undefined ? [] : svgViolations(document)).toEqual([]);
    }
  );

  it('writes an element whose text no XML may hold as one without text', () => {
    const once = rebuildSvg('<svg><text>\0<b>\0</b>x</text><g>\0 </g><style>\0</style></svg>');
    expect(once).toContain('<text><b/>x</text><g/><style/>');
    expect(rebuildSvg(once ?? '')).toBe(once);
  });

  it('keeps drawings that repeat a mark many times', () => {
    const marks = `<svg><defs><path id="m" d="M0 0"/></defs>${'<use href="#m"/>'.repeat(20_000)}</svg>`;
    expect(rebuildSvg(marks)?.match(/<use /g)).toHaveLength(20_000);
    expect(rebuildSvg('<svg id="fff"><a href="#fff"><rect fill="#fff"/></a></svg>')).toBeDefined();
  });

  it('refuses one that draws itself, or through a long chain', () => {
    const circle = (n: number): string =>
      `<g id="c${n}">${Array.from({ length: 9 }, (_, k) => `<use href="#c${k}"/>`).join('')}</g>`;
    expect(rebuildSvg(`<svg>${Array.from({ length: 9 }, (_, n) => circle(n)).join('')}</svg>`)).toBeUndefined();
    expect(rebuildSvg('<svg id="a"><use href="#a"/></svg>')).toBeUndefined();
    const chain = Array.from({ length: 5_000 }, (_, n) => `<g id="a${n}"><use href="#a${n + 1}"/></g>`).join('');
    expect(rebuildSvg(`<svg>${chain}</svg>`)).toBeUndefined();
  });

  it('gives the same again', () => {
    for (const payload of HOSTILE_HTML['an SVG with something inside']) {
      const once = rebuildSvg(payload);
      if (once !== undefined) expect(rebuildSvg(once)).toBe(once);
    }
  });

  it('escapes text and drops characters that XML does not have', () => {
    expect(rebuildSvg(`<svg><text a="'&lt;">&lt;b&gt;\u0001&nbsp;<![CDATA[<c>]]></text></svg>`)).toBe(
      `<svg ${XMLNS}><text a='&apos;&lt;'>&lt;b&gt;\u00a0&lt;c&gt;</text></svg>`
    );
  });
});

describe('svgImage', () => {
  it('writes a picture that no parser reads as markup', () => {
    const image = svgImage('<svg><text>50% &amp; "#1"\n</text></svg>', { alt: 'a "b"', width: 3 });
    expect(image).toBe(
      '<img src="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27%3E%3Ctext%3E50%25 %26amp; %22%231%22 ' +
        '%3C/text%3E%3C/svg%3E" alt="a &#34;b&#34;" width="3">'
    );
    expect(violations(image ?? '', { kind: 'output' })).toEqual([]);
  });

  it('refuses one that is too long', () => {
    expect(svgImage(`<svg><text>${'x'.repeat(100)}</text></svg>`, { maxLength: 100 })).toBeUndefined();
  });
});

describe('a drawing inside HTML', () => {
  it('becomes a picture with its own name', () => {
    const { html, dropped, imageCount } = sanitizeHtml('a<svg aria-label="Trend"><g><svg></svg></g></svg>b');
    expect(html).toMatch(/^a<img src="data:image\/svg\+xml,[^"]*" alt="Trend">b$/);
    expect(dropped.size).toBe(0);
    expect(imageCount).toBe(1);
  });

  it.each([
    ['that is not well-formed', '<svg><p>x</svg>', {}],
    ['that is too long', '<svg><text>xxxxxxxxxx</text></svg>', { maxSvgLength: 20 }],
    ['that never ends', '<svg><text>x', {}]
  ])('is left out and counted when it is one %s', (_title, markup, options) => {
    const { html, dropped } = sanitizeHtml(`a${markup}`, options);
    expect(html).toBe('a');
    expect([...dropped]).toEqual([['svg', 1]]);
  });

  it('in the address of a picture is drawn anew', () => {
    const { html } = sanitizeHtml(`<img src="data:image/svg+xml;charset=utf-8,%3Csvg onload='alert(1)'/%3E" alt="x">`);
    expect(html).toBe(
      `<img src="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27%3E%3C/svg%3E" alt="x">`
    );
    expect(sanitizeHtml(`<img src="data:image/svg+xml,%zz">`).html).toBe('');
  });
});

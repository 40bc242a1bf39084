import fc from 'fast-check';
import { HOSTILE_PAYLOADS } from './hostile-html';

const TAGS = (
  'a b p div span table thead tbody tfoot tr td th caption colgroup col ul ol li dl dt dd h1 h2 pre blockquote details ' +
  'summary figure i em code font center section img br hr wbr input image svg math mi mrow mtext style script title ' +
  'textarea select option button form template iframe noscript xmp plaintext noembed object embed video body html head ' +
  'frameset nobr ruby rt marquee listing foreignObject desc path annotation-xml mglyph x-y svg:script'
).split(' ');
const ATTRIBUTES = [
  ...'class id name style href src alt title onclick onerror data-target colspan align width open start lang'.split(
    ' '
  ),
  ...'ng-init bgcolor srcset xlink:href __proto__ "x <y ='.split(' ')
];
const VALUES = [
  '',
  'x',
  'dataframe',
  'modal-backdrop in',
  'nbr nbr-cell',
  'color:red',
  'position:fixed;color:#fff;background:linear-gradient(90deg,red 10%,blue 20.5%)',
  'https://evil.example/?a=1&b=2',
  'mailto:a@b.example',
  'javascript:alert(1)',
  'data:image/png;base64,AAAA',
  'data:image/svg+xml,<svg/onload=alert(1)>',
  '2',
  '<img src=x onerror=alert(1)>',
  '/><img src=x onerror=alert(1)>',
  '"\'>',
  '&quot;&lt;&#0;&ampx',
  '{{1+1}}',
  '\ud800\0\r\n\u2028'
];
const TEXTS = [
  'x',
  ' ',
  '\n',
  '<',
  '>',
  '&',
  '&lt;',
  '&#60',
  '\0',
  '{{1}}',
  'a<b',
  '\ud83d\ude00',
  '\ud800',
  ']]>',
  '-->',
  '</'
];

const attribute = fc
  .tuple(fc.constantFrom(...ATTRIBUTES), fc.constantFrom(...VALUES), fc.constantFrom('"', "'", '', '!'))
  .map(([name, value, quote]) => (quote === '!' ? ` ${name}` : ` ${name}=${quote}${value}${quote}`));
const openTag = fc
  .tuple(fc.constantFrom(...TAGS), fc.array(attribute, { maxLength: 3 }), fc.constantFrom('>', '>', '>', '/>', ' ', ''))
  .map(([tag, attributes, end]) => `<${tag}${attributes.join('')}${end}`);
const closeTag = fc.constantFrom(...TAGS).map(tag => `</${tag}>`);
const other = fc.constantFrom(
  '<!--',
  '-->',
  '<!-->',
  '<![CDATA[',
  ']]>',
  '<?x',
  '<!doctype html>',
  '</',
  '<',
  '</>',
  '"',
  "'",
  '>'
);

/** Pieces of markup in any order: tags open and closed, attributes, text, comments, and halves of all of them. */
export const tokenSoup = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: openTag },
      { weight: 4, arbitrary: closeTag },
      { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
      { weight: 1, arbitrary: other },
      { weight: 1, arbitrary: fc.string({ maxLength: 8, unit: 'binary' }) }
    ),
    { maxLength: 25 }
  )
  .map(pieces => pieces.join(''));

/** Known attacks cut and put into one another. */
export const corpusSplice = fc
  .array(fc.tuple(fc.constantFrom(...HOSTILE_PAYLOADS), fc.nat(200), fc.nat(200)), { minLength: 1, maxLength: 4 })
  .map(picks =>
    picks.reduce((whole, [payload, from, into]) => {
      const part = payload.slice(from % 3 === 0 ? from % payload.length : 0);
      const at = into % (whole.length + 1);
      return whole.slice(0, at) + part + whole.slice(at);
    }, '')
  );

/** Anything an attacker might print as HTML. */
export const hostileHtml = fc.oneof(tokenSoup, corpusSplice);
